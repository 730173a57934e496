package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.yieldNow;
import static dev.weft.testkit.primitives.Explored.holdsInEverySchedule;
import static dev.weft.testkit.primitives.Explored.isCaught;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Goroutine;
import dev.weft.Task;
import dev.weft.sync.RwMutex;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Mutexes for readers and writers in every schedule of small programs. */
@SuppressWarnings("UnnecessaryLambda") // each method is a program to explore
class RwMutexExplorationTest {
    /** The four operations. */
    private record Lock(Runnable write, Runnable endWriting, Runnable read, Runnable endReading) {
        static Lock real() {
            RwMutex mutex = new RwMutex();
            return new Lock(mutex::lock, mutex::unlock, mutex::readLock, mutex::readUnlock);
        }

        static Supplier<Lock> twin(TwinRwMutex.Mistake mistake) {
            return () -> {
                TwinRwMutex mutex = new TwinRwMutex(mistake);
                return new Lock(mutex::writeLock, mutex::writeUnlock, mutex::readLock, mutex::readUnlock);
            };
        }
    }

    /** Who is inside. */
    private static final class Inside {
        private int readers;
        private int writers;

        void write(Lock lock) {
            lock.write().run();
            writers++;
            assertThat(writers).isEqualTo(1);
            assertThat(readers).isZero();
            yieldNow();
            writers--;
            lock.endWriting().run();
        }

        void read(Lock lock) {
            lock.read().run();
            readers++;
            assertThat(writers).isZero();
            yieldNow();
            readers--;
            lock.endReading().run();
        }
    }

    private static Task exclusion(Supplier<Lock> locks) {
        return () -> {
            Lock lock = locks.get();
            Inside inside = new Inside();
            go(() -> inside.write(lock));
            go(() -> inside.read(lock));
            inside.read(lock);
        };
    }

    /** A writer between two readers is cancelled at any time; the lock is free in the end. */
    private static Task cancelledWriter(Supplier<Lock> locks) {
        return () -> {
            Lock lock = locks.get();
            lock.read().run();
            Goroutine writer = go("writer", () -> {
                lock.write().run();
                lock.endWriting().run();
            });
            Goroutine reader = go("reader", () -> {
                lock.read().run();
                lock.endReading().run();
            });
            writer.cancel();
            writer.join();
            reader.join();
            lock.endReading().run();
            lock.write().run();
        };
    }

    /** A reader is cancelled while a writer may be handing over to it. */
    private static Task cancelledReader(Supplier<Lock> locks) {
        return () -> {
            Lock lock = locks.get();
            lock.write().run();
            Goroutine reader = go("reader", () -> {
                lock.read().run();
                lock.endReading().run();
            });
            go("canceller", reader::cancel);
            lock.endWriting().run();
            reader.join();
            lock.write().run();
        };
    }

    @Test
    void readersShareAndWritersDoNot() {
        holdsInEverySchedule(exclusion(Lock::real));
        holdsInEverySchedule(exclusion(Lock.twin(TwinRwMutex.Mistake.NONE)));
    }

    @Test
    void cancelledOnesHoldNothingAndHoldNobodyUp() {
        holdsInEverySchedule(cancelledWriter(Lock::real));
        holdsInEverySchedule(cancelledWriter(Lock.twin(TwinRwMutex.Mistake.NONE)));
        holdsInEverySchedule(cancelledReader(Lock::real));
    }

    @Test
    void mutexThatForgetsReadersIsCaught() {
        isCaught(cancelledWriter(Lock.twin(TwinRwMutex.Mistake.FORGETS_READERS)));
    }

    @Test
    void writerThatComesTooEarlyIsCaught() {
        isCaught(exclusion(Lock.twin(TwinRwMutex.Mistake.LETS_A_WRITER_IN_TOO_EARLY)));
    }

    @Test
    void mainMayBeCancelledAnywhere() {
        survivesCancellationAtEachPoint(() -> {
            RwMutex mutex = new RwMutex();
            Goroutine other = go("other", () -> mutex.locked(() -> yieldNow()));
            try {
                mutex.readLocked(() -> yieldNow());
                mutex.locked(() -> {});
            } finally {
                shield(other::join);
                assertThat(mutex.tryLock()).isTrue();
            }
        });
    }
}
