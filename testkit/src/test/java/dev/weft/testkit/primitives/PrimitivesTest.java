package dev.weft.testkit.primitives;

import static dev.weft.Weft.onSend;
import static dev.weft.Weft.select;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;

import dev.weft.Channel;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutexes, channels and selects, in every schedule of small programs that use all of them. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class PrimitivesTest {
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

    private static Supplier<Programs.Pipe> twins(TwinSelect.Mistake mistake) {
        return () -> {
            TwinSelect select = new TwinSelect(mistake);
            return new Programs.Pipe() {
                private int sends;

                @Override
                public void send(int value) {
                    select.send(sends++ % 2, value);
                }

                @Override
                public int receive() {
                    return select.receive();
                }
            };
        };
    }

    @Test
    void twinOfSelectWithoutAMistakeDeliversEverythingOnce() {
        holdsInEverySchedule(Programs.everythingArrives(twins(TwinSelect.Mistake.NONE)));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void selectWithAMistakeIsCaught(TwinSelect.Mistake mistake) {
        isCaught(Programs.everythingArrives(twins(mistake)));
    }
}
