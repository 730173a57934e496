package dev.weft.testkit;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Received;
import dev.weft.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BubbleTest {
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    @Test
    @Timeout(20)
    void aYearPassesAtOnce() {
        Bubble.run(() -> {
            sleep(Duration.ofDays(365));
            assertThat(after(Duration.ofHours(1)).receive())
                    .isEqualTo(BEGINNING.plus(Duration.ofDays(365)).plus(Duration.ofHours(1)));
        });
    }

    @Test
    void sleepersWakeInTheOrderOfTheirDeadlines() {
        List<Integer> woken = new ArrayList<>();
        Bubble.run(() -> {
            for (int hours : new int[] {3, 1, 2}) {
                go(() -> {
                    sleep(Duration.ofHours(hours));
                    woken.add(hours);
                });
            }
        });
        assertThat(woken).containsExactly(1, 2, 3);
    }

    @Test
    void timeStandsStillWhileSomebodyCanRun() {
        Bubble.run(() -> {
            Channel<Integer> values = Channel.unbuffered();
            go(() -> {
                for (int i = 0; i < 1000; i++) {
                    values.send(i);
                }
                values.close();
            });
            int received = 0;
            while (values.next() instanceof Received.Value<Integer>) {
                received += select(after(Duration.ofNanos(1), () -> 0), dev.weft.Weft.otherwise(() -> 1));
            }
            assertThat(received).isEqualTo(1000);
        });
    }

    @Test
    void timeoutComesIfNothingElseDoes() {
        Bubble.run(() -> {
            Channel<Signal> never = Channel.signal();
            String got = select(receive(never, signal -> "signal"), after(Duration.ofSeconds(5), () -> "too late"));
            assertThat(got).isEqualTo("too late");
        });
    }

    @Test
    void equalDeadlinesComeInAnyOrder() {
        Set<String> seen = Outcomes.of(Explorer.exhaustive(), into -> () -> {
            StringBuilder order = new StringBuilder();
            Channel<Signal> turn = Channel.buffered(1);
            for (String name : List.of("a", "b")) {
                go(() -> {
                    sleep(Duration.ofSeconds(1));
                    turn.send(Signal.SIGNAL);
                    order.append(name);
                    turn.receive();
                });
            }
            sleep(Duration.ofSeconds(2));
            into.add(order.toString());
        });
        assertThat(seen).containsExactly("ab", "ba");
    }

    @Test
    void timeoutRacesWithWhatComesAtTheSameTime() {
        Set<String> seen = Outcomes.of(Explorer.exhaustive(), into -> () -> {
            Channel<String> answer = Channel.buffered(1);
            go(() -> {
                sleep(Duration.ofSeconds(1));
                answer.send("answer");
            });
            into.add(select(receive(answer, text -> text), after(Duration.ofSeconds(1), () -> "timeout")));
        });
        assertThat(seen).containsExactly("answer", "timeout");
    }

    // ---------------------------------------------------------------------------------------------- settle

    @Test
    void settleWaitsUntilAllOthersWait() {
        Bubble.run(() -> {
            List<String> log = new ArrayList<>();
            Channel<Signal> gate = Channel.signal();
            go(() -> {
                log.add("waiting");
                gate.next();
                log.add("through");
                sleep(Duration.ofMinutes(1));
                log.add("late");
            });
            Bubble.settle();
            assertThat(log).containsExactly("waiting");
            gate.close();
            Bubble.settle();
            assertThat(log).containsExactly("waiting", "through");
            sleep(Duration.ofMinutes(2));
            assertThat(log).endsWith("late");
        });
    }

    @Test
    void settleOutsideOfABubbleIsRefused() {
        assertThatThrownBy(Bubble::settle).isInstanceOf(IllegalStateException.class)
                .hasMessage("settle: the caller is not a goroutine of a bubble");
    }

    // -------------------------------------------------------------------------------------------- failures

    @Test
    void leaksFailTheBubble() {
        assertThatThrownBy(() -> Bubble.run(() -> go("forgotten", () -> Channel.signal("never").receive())))
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("Leak: main has returned, and goroutines are left that wait for ever.")
                .hasMessageContaining("goroutine 1 \"forgotten\" [channel receive: channel never#1]");
    }

    @Test
    void failuresFailTheBubble() {
        assertThatThrownBy(() -> Bubble.run(() -> go(() -> {
            throw new java.io.IOException("no such file");
        }))).isInstanceOf(ScheduleFailure.class).hasRootCauseMessage("no such file");
    }
}
