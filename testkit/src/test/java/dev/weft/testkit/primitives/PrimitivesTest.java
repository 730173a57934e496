package dev.weft.testkit.primitives;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each primitive, in every schedule of programs that use all of it. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class PrimitivesTest {
    private static void holdsInEverySchedule(Task program) {
        assertThat(Explorer.exhaustive().run(program).orThrow()).isInstanceOfSatisfying(Exploration.Passed.class,
                passed -> assertThat(passed.complete()).isTrue());
    }

    private static void isCaught(Task program) {
        assertThat(Explorer.exhaustive().run(program)).isInstanceOf(Exploration.Failed.class);
        assertThat(Explorer.random(1).schedules(20_000).run(program)).isInstanceOf(Exploration.Failed.class);
    }

    // ------------------------------------------------------------------------------------------------ mutex

    private static Programs.Lock mutex() {
        Mutex mutex = new Mutex();
        return new Programs.Lock() {
            @Override
            public void lock() {
                mutex.lock();
            }

            @Override
            public void unlock() {
                mutex.unlock();
            }
        };
    }

    private static Supplier<Programs.Lock> twins(TwinMutex.Mistake mistake) {
        return () -> {
            TwinMutex mutex = new TwinMutex(mistake);
            return new Programs.Lock() {
                @Override
                public void lock() {
                    mutex.acquire();
                }

                @Override
                public void unlock() {
                    mutex.release();
                }
            };
        };
    }

    @Test
    void mutexExcludes() {
        holdsInEverySchedule(Programs.exclusion(PrimitivesTest::mutex, 2));
        holdsInEverySchedule(Programs.exclusion(twins(TwinMutex.Mistake.NONE), 2));
    }

    @Test
    void mutexSurvivesCancellation() {
        holdsInEverySchedule(Programs.exclusionWithCancellation(PrimitivesTest::mutex));
        holdsInEverySchedule(Programs.exclusionWithCancellation(twins(TwinMutex.Mistake.NONE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"DOES_NOT_LOOK_AGAIN", "TAKES_WITHOUT_LOOKING"})
    void mutexWithAMistakeIsCaught(TwinMutex.Mistake mistake) {
        isCaught(Programs.exclusion(twins(mistake), 2));
    }

    @Test
    void mutexThatIsTakenAwayIsCaught() {
        isCaught(Programs.exclusionWithCancellation(twins(TwinMutex.Mistake.LEAVES_WITH_THE_MUTEX)));
    }

    // ---------------------------------------------------------------------------------------------- channel

    private static Supplier<Programs.Pipe> channels(int capacity) {
        return () -> {
            Channel<Integer> channel = Channel.buffered(capacity);
            return new Programs.Pipe() {
                @Override
                public void send(int value) {
                    channel.send(value);
                }

                @Override
                public int receive() {
                    return channel.receive();
                }
            };
        };
    }

    /** Through one of two channels, whichever it comes to. */
    private static Programs.Pipe selecting() {
        Channel<Integer> one = Channel.unbuffered();
        Channel<Integer> other = Channel.unbuffered();
        return new Programs.Pipe() {
            @Override
            public void send(int value) {
                select(onSend(one, value, () -> {}), onSend(other, value, () -> {}));
            }

            @Override
            public int receive() {
                return select(Weft.receive(one, value -> value), Weft.receive(other, value -> value));
            }
        };
    }

    private static Supplier<Programs.Pipe> twins(TwinChannel.Mistake mistake) {
        return () -> {
            TwinChannel channel = new TwinChannel(mistake);
            return new Programs.Pipe() {
                @Override
                public void send(int value) {
                    channel.send(value);
                }

                @Override
                public int receive() {
                    return channel.receive();
                }
            };
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void channelDeliversEverythingOnce(int capacity) {
        holdsInEverySchedule(Programs.everythingArrives(channels(capacity)));
    }

    @Test
    void unbufferedChannelLosesNothingWhenCancelled() {
        holdsInEverySchedule(Programs.nothingIsLost(channels(0)));
        holdsInEverySchedule(Programs.nothingIsLost(twins(TwinChannel.Mistake.NONE)));
    }

    @Test
    void selectDeliversEverythingOnce() {
        holdsInEverySchedule(Programs.everythingArrives(PrimitivesTest::selecting));
    }

    @Test
    void selectLosesNothingWhenCancelled() {
        holdsInEverySchedule(Programs.nothingIsLost(PrimitivesTest::selecting));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOSES_WHAT_IT_WAS_GIVEN", "STAYS_IN_THE_QUEUE"})
    void channelThatLosesIsCaught(TwinChannel.Mistake mistake) {
        isCaught(Programs.nothingIsLost(twins(mistake)));
    }

    @Test
    void channelThatSharesAPartnerIsCaught() {
        isCaught(Programs.everythingArrives(twins(TwinChannel.Mistake.SHARES_ITS_PARTNER)));
    }

    // ------------------------------------------------------------------------------------------- wait group

    @Test
    void waitGroupLetsEverybodyGoOnOnce() {
        holdsInEverySchedule(() -> {
            WaitGroup group = new WaitGroup();
            int[] done = {0};
            for (int i = 0; i < 2; i++) {
                group.go(() -> done[0]++);
            }
            Goroutine other = go(() -> {
                group.await();
                assertThat(done[0]).isEqualTo(2);
            });
            group.await();
            assertThat(done[0]).isEqualTo(2);
            other.join();
        });
    }

    @Test
    void cancelledWaiterLeavesTheWaitGroup() {
        Set<Boolean> seen = new TreeSet<>();
        holdsInEverySchedule(() -> {
            WaitGroup group = new WaitGroup();
            group.add(1);
            boolean[] cancelled = {false};
            Goroutine victim = go(() -> cancelled[0] = Programs.wasCancelled(group::await));
            go(group::done);
            victim.cancel();
            victim.join();
            group.await();
            seen.add(cancelled[0]);
        });
        assertThat(seen).containsExactly(false, true);
    }

    // ------------------------------------------------------------------------------------ timers, contexts

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
}
