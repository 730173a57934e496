package dev.weft.pitfalls;

import static dev.weft.Weft.after;
import static dev.weft.Weft.done;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.onTimeout;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.selectPrioritized;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.Scope;
import dev.weft.Weft;
import dev.weft.internal.channel.Waiters;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import dev.weft.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with selects: starved cases, evaluation, timeouts and timers. */
class SelectPitfallsTest {
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** 6. Where the first case wins, the later ones starve. */
    @Test
    void aCaseThatIsAlwaysReadyDoesNotStarveAnother() {
        Channel<Integer> busy = Channel.buffered(1_000);
        Channel<Integer> rare = Channel.buffered(1_000);
        for (int i = 0; i < 1_000; i++) {
            busy.send(i);
            rare.send(i);
        }
        int fromRare = 0;
        for (int i = 0; i < 1_000; i++) fromRare += select(receive(busy, value -> 0), receive(rare, value -> 1));
        // One half is expected; less than 400 of 1,000 throws of a coin happens once in ten thousand million runs.
        assertThat(fromRare).isBetween(400, 600);
    }

    /** 6. Where chance decides, work goes on after the stop; in Go a second select is written for that. */
    @Test
    void whoPrefersTheStopSaysSo() {
        Context context = Context.current().withCancel();
        Channel<Integer> work = Channel.buffered(100);
        for (int i = 0; i < 100; i++) work.send(i);
        context.cancel();
        for (int i = 0; i < 100; i++) {
            boolean goOn = selectPrioritized(done(context, () -> false), receive(work, job -> true));
            assertThat(goOn).isFalse();
        }
        assertThat(work.length()).isEqualTo(100);
    }

    /** 7. A select that offers and wants on one channel must not serve itself. */
    @Test
    void aSelectNeverMeetsItselfAndMayNameAChannelTwice() throws Exception {
        Channel<String> same = Channel.unbuffered();
        String chosen = select(send(same, "mine", () -> "sent"), receive(same, text -> text),
                receive(same, text -> text), otherwise(() -> "nobody"));
        assertThat(chosen).isEqualTo("nobody");
        run(() -> {
            Goroutine both = go(() -> select(onSend(same, "mine", () -> {}), onReceive(same, text -> {})));
            Parked.await(both, WaitReason.SELECT);
            String met = select(receive(same, text -> "got " + text), send(same, "yours", () -> "gave mine"));
            assertThat(met).isIn("got mine", "gave mine");
            both.join();
        });
    }

    /** 8. Values of cases that lose are computed, too; where lambdas delay that, nobody knows when. */
    @Test
    void valuesOfAllCasesAreComputedOnceAndInOrder() {
        List<String> log = new ArrayList<>();
        Channel<String> room = Channel.buffered(1);
        select(onSend(Channel.unbuffered(), logged(log, "loser"), () -> {}),
                onSend(room, logged(log, "winner"), () -> {}),
                onSend(Channel.never(), logged(log, "never"), () -> {}));
        assertThat(log).containsExactly("loser", "winner", "never");
        assertThat(room.receive()).isEqualTo("winner");
    }

    private static String logged(List<String> log, String text) {
        log.add(text);
        return text;
    }

    /** 11. A time limit that stops the work at any place may lose what the work has just made. */
    @Test
    void aTimeoutNeverTakesAValueWithIt() throws Exception {
        run(() -> {
            int received = 0;
            int timedOut = 0;
            for (int round = 0; round < 300; round++) {
                Channel<Integer> answer = Channel.buffered(1);
                Goroutine answering = go(() -> answer.send(7));
                boolean came = select(
                        receive(answer, value -> true), after(Duration.ofNanos(round * 100L), () -> false));
                answering.join();
                received += came ? 1 : 0;
                timedOut += came ? 0 : 1;
                assertThat(answer.length()).as("received, or still there").isEqualTo(came ? 0 : 1);
            }
            assertThat(received + timedOut).isEqualTo(300);
        });
    }

    /** 11. The other half of that mistake: the goroutine whose answer nobody wants any more waits for ever. */
    @Test
    void whoeverWorksForATimedOutCallerIsCancelled() throws Exception {
        run(() -> {
            Channel<Integer> answer = Channel.unbuffered("answer");
            List<Goroutine> asked = new ArrayList<>();
            try (Scope scope = Scope.open()) {
                asked.add(scope.go("asked", () -> answer.send(42)));
                Parked.await(asked.getFirst(), WaitReason.CHANNEL_SEND);
                // The caller has given up: what leaves the block takes along what was started in it.
            }
            asked.getFirst().join();
            assertThat(Waiters.senders(answer)).isZero();
        });
    }

    /** 18. {@code time.After} in a loop: before Go 1.23 each round left a timer until its time came. */
    @Test
    void timeoutsInALoopLeaveNoTimers() throws Exception {
        run(() -> {
            int before = Timers.system().pending();
            Channel<Integer> ticks = Channel.unbuffered();
            go(() -> {
                for (int i = 0; i < 2_000; i++) ticks.send(i);
            });
            for (int i = 0; i < 2_000; i++) {
                select(onReceive(ticks, tick -> {}), onTimeout(LONG, () -> {
                    throw new AssertionError("an hour is not over");
                }));
            }
            assertThat(Timers.system().pending()).isEqualTo(before);
        });
    }

    /** 18. Before Go 1.23 a stopped or reset timer might still deliver the time of before. */
    @Test
    void aTimerThatWasStoppedOrResetHasNothingStale() throws Exception {
        run(() -> {
            Timer timer = Timer.after(Duration.ofNanos(1));
            Await.until(() -> timer.channel().length() == 1);
            timer.stop();
            boolean stale = select(receive(timer.channel(), time -> true), otherwise(() -> false));
            assertThat(stale).isFalse();
            timer.reset(LONG);
            assertThat((boolean) select(receive(timer.channel(), time -> true), otherwise(() -> false))).isFalse();
            timer.stop();
        });
    }

    /** 18. A timer that nobody hears any more is garbage; see also {@code TimerTest}. */
    @Test
    void whoForgetsToStopATimerHidesNoDeadlock() {
        Timer forgotten = Timer.after(LONG);
        assertThatThrownBy(() -> Weft.run(() -> Channel.unbuffered().receive()))
                .isInstanceOf(DeadlockException.class);
        assertThat(forgotten.stop()).isTrue();
    }
}
