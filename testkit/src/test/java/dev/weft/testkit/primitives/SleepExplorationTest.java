package dev.weft.testkit.primitives;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Task;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sleeps, timeouts, deadlines and contexts, in every schedule of small programs. */
class SleepExplorationTest {
    @Test
    void timeoutAndValueAreNeverBoth() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Channel<String> values = Channel.unbuffered();
            Goroutine sender = go(() -> {
                sleep(Duration.ofSeconds(1));
                values.send("value");
            });
            String got = select(receive(values, value -> value), after(Duration.ofSeconds(1), () -> "timeout"));
            seen.add(got);
            if (got.equals("timeout")) {
                assertThat(values.receive()).isEqualTo("value");
            }
            sender.join();
        });
        assertThat(seen).containsExactly("timeout", "value");
    }

    @Test
    void sleepEndsOrIsCancelled() {
        Set<Boolean> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            boolean[] cancelled = {false};
            Goroutine sleeper = go(() -> cancelled[0] = Programs.wasCancelled(() -> sleep(Duration.ofSeconds(1))));
            sleep(Duration.ofSeconds(1));
            sleeper.cancel();
            sleeper.join();
            seen.add(cancelled[0]);
        });
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void deadlineReachesEverybodyBelow() {
        holdsInEverySchedule(() -> {
            Context context = Context.background().withTimeout(Duration.ofSeconds(1));
            Context below = context.withCancel();
            Goroutine receiver = below.go(() -> Channel.signal().receive());
            Goroutine sleeper = context.go(() -> sleep(Duration.ofHours(1)));
            assertThat(below.done().next()).isNotNull();
            receiver.join();
            sleeper.join();
            assertThat(context.isCancelled()).isTrue();
        });
    }

    @Test
    void cancelOfAContextComesBeforeOrAfterWhatItCancels() {
        Set<String> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            Context context = Context.background().withCancel();
            Channel<Signal> signals = Channel.buffered(1);
            Goroutine sender = context.go(() -> signals.send(Signal.SIGNAL));
            context.cancel();
            sender.join();
            seen.add("sent " + signals.length());
        });
        assertThat(seen).containsExactly("sent 0", "sent 1");
    }

    // --------------------------------------------------------------------------------------------------- twins

    /** A sleeper is cancelled just when its time is over; then it waits for a value, and gets that. */
    private static Task sleeper(TwinSleep.Mistake mistake) {
        return () -> {
            Programs.Pipe values = new Programs.Pipe() {
                private final TwinChannel channel = new TwinChannel(TwinChannel.Mistake.NONE);

                @Override
                public void send(int value) {
                    channel.send(value);
                }

                @Override
                public int receive() {
                    return channel.receive();
                }
            };
            Goroutine sleeper = go("sleeper", () -> {
                Programs.wasCancelled(() -> TwinSleep.sleep(Duration.ofSeconds(1), mistake));
                shield(() -> assertThat(values.receive()).isEqualTo(1));
            });
            sleep(Duration.ofSeconds(1));
            sleeper.cancel();
            sleep(Duration.ofSeconds(1));
            values.send(1);
            sleeper.join();
        };
    }

    @Test
    void twinOfSleepWithoutAMistakeEndsOrIsCancelled() {
        holdsInEverySchedule(sleeper(TwinSleep.Mistake.NONE));
    }

    @Test
    void sleepWithAMistakeIsCaught() {
        isCaught(sleeper(TwinSleep.Mistake.STAYS_ARMED));
    }

    private static Task member(TwinContext.Mistake mistake) {
        return () -> {
            TwinContext context = new TwinContext(mistake);
            go("member", () -> Programs.wasCancelled(() -> {
                context.enter();
                Channel.signal("never").receive();
            }));
            context.cancel();
        };
    }

    @Test
    void twinOfContextWithoutAMistakeReachesItsMember() {
        holdsInEverySchedule(member(TwinContext.Mistake.NONE));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void contextThatMissesAMemberIsCaught(TwinContext.Mistake mistake) {
        isCaught(member(mistake));
    }
}
