package dev.weft.benchmarks.forks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Plan plan(List<Row> rows, List<Peer> peers, List<Integer> procs) {
        return new Plan(rows, peers, procs, true, 2, 5, Plan.Collector.PARALLEL, PLENTY, 0);
    }

    private static final long PLENTY = 64L << 30;

    private static List<List<String>> rounds(Row row, long memory) {
        return rounds(row, memory, true);
    }

    private static List<List<String>> rounds(Row row, long memory, boolean quick) {
        var plan = new Plan(
                List.of(row), List.of(Peer.GO, Peer.KOTLIN, Peer.JOX), List.of(1), quick, 1, 5,
                Plan.Collector.PARALLEL, memory, 0);
        return Schedule.of(plan, Map.of()).rounds().stream()
                .map(round -> round.stream().map(order -> order.peer().id()).distinct().toList()).toList();
    }

    @Test
    void contendersOfALightRowLiveTogether() {
        assertThat(rounds(Row.PING_PONG, PLENTY)).containsExactly(List.of("go", "kotlin", "jox"));
    }

    @Test
    void contendersLiveTogetherAsFarAsTheMemorySuffices() {
        assertThat(rounds(Row.PING_PONG, 3L << 30)).containsExactly(List.of("go", "kotlin"), List.of("jox"));
    }

    @Test
    void contendersOfAHeavyRowNeedMoreOfIt() {
        assertThat(rounds(Row.CANCEL, 3L << 30)).containsExactly(List.of("go"));
        assertThat(rounds(Row.SKYNET, 5L << 30)).containsExactly(List.of("go", "kotlin"), List.of("jox"));
    }

    @Test
    void whoWorksWithAMillionHasTheMachineForItself() {
        assertThat(rounds(Row.SKYNET, PLENTY, false)).containsExactly(
                List.of("go"), List.of("kotlin"), List.of("jox"), List.of("jox"));
    }

    @Test
    void contendersTakeTurnsAndEachRoundBeginsWithAnother() {
        var schedule = Schedule.of(
                plan(List.of(Row.SPAWN), List.of(Peer.GO, Peer.KOTLIN, Peer.JDK), List.of(2)), Map.of());
        assertThat(schedule.orders()).extracting(order -> order.peer().id())
                .containsExactly("go", "kotlin", "jdk", "kotlin", "jdk", "go");
    }

    @Test
    void missingGoIsSkippedVisibly() {
        var schedule = Schedule.of(
                plan(List.of(Row.SPAWN), List.of(Peer.GO, Peer.JDK), List.of(2)),
                Map.of(Peer.GO, "skipped: " + GoTwin.HINT));
        assertThat(schedule.orders()).extracting(order -> order.peer().id()).containsOnly("jdk");
        assertThat(schedule.absences().get(Row.SPAWN)).containsEntry(Peer.GO, "skipped: " + GoTwin.HINT);
    }

    @Test
    void peerWithoutTheOperationSaysWhy() {
        var schedule = Schedule.of(plan(List.of(Row.SELECT_2), List.of(Peer.JDK), List.of(1, 2)), Map.of());
        assertThat(schedule.orders()).isEmpty();
        assertThat(schedule.absences().get(Row.SELECT_2)).containsEntry(Peer.JDK, "the JDK's queues have no select");
    }

    @Test
    void speedUpIsNotMeasuredWithOneProcessor() {
        var schedule = Schedule.of(plan(List.of(Row.CPU_BOUND), List.of(Peer.GO), List.of(1, 2)), Map.of());
        assertThat(schedule.orders()).extracting(order -> order.procs()).containsOnly(2);
    }

    @Test
    void everyVariantOfEveryPeerHasATurn() {
        var schedule = Schedule.of(plan(List.of(Row.SELECT_8), List.of(Peer.values()), List.of(2)), Map.of());
        assertThat(schedule.orders()).extracting(order -> order.peer().id() + " " + order.variant()).contains(
                "weft-own Selector", "weft-own select", "weft-jdk Selector", "weft-jdk select", "go ", "kotlin biased",
                "kotlin fair", "jox ", "jox no spin");
    }
}
