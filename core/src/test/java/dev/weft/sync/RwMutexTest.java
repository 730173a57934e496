package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RwMutexTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final RwMutex mutex = new RwMutex("index");

    private Goroutine waitingWriter() {
        Goroutine writer = go(mutex::lock);
        Parked.await(writer, WaitReason.WRITE_LOCK);
        return writer;
    }

    private Goroutine waitingReader() {
        Goroutine reader = go(mutex::readLock);
        Parked.await(reader, WaitReason.READ_LOCK);
        return reader;
    }

    @Test
    void readersShareAndWritersDoNot() throws Exception {
        run(() -> {
            var readers = new AtomicInteger();
            var writers = new AtomicInteger();
            int[] plain = {0};
            var group = new WaitGroup();
            for (int g = 0; g < 8; g++) {
                boolean writes = g % 4 == 0;
                group.go(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        if (writes) {
                            mutex.lock();
                            assertThat(writers.incrementAndGet()).isEqualTo(1);
                            assertThat(readers).hasValue(0);
                            plain[0]++;
                            if (i % 10 == 0) Weft.yieldNow();
                            writers.decrementAndGet();
                            mutex.unlock();
                        } else {
                            mutex.readLock();
                            readers.incrementAndGet();
                            assertThat(writers).hasValue(0);
                            if (i % 10 == 0) Weft.yieldNow();
                            readers.decrementAndGet();
                            mutex.readUnlock();
                        }
                    }
                });
            }
            group.await();
            assertThat(plain[0]).isEqualTo(2_000);
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void triesSucceedWhenNobodyIsInTheWay() {
        assertThat(mutex.tryReadLock()).isTrue();
        assertThat(mutex.tryReadLock()).isTrue();
        assertThat(mutex.tryLock()).isFalse();
        mutex.readUnlock();
        mutex.readUnlock();
        assertThat(mutex.tryLock()).isTrue();
        assertThat(mutex.tryReadLock()).isFalse();
        mutex.unlock();
    }

    @Test
    void aWaitingWriterKeepsNewReadersOut() throws Exception {
        run(() -> {
            mutex.readLock();
            Goroutine writer = waitingWriter();
            assertThat(mutex.tryReadLock()).isFalse();
            Goroutine reader = waitingReader();
            mutex.readUnlock();
            writer.join();
            assertThat(reader.isDone()).isFalse();
            mutex.unlock();
            reader.join();
            mutex.readUnlock();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void readersThatWaitComeBeforeTheNextWriter() throws Exception {
        run(() -> {
            mutex.lock();
            Goroutine writer = waitingWriter();
            Goroutine one = waitingReader();
            Goroutine two = waitingReader();
            mutex.unlock();
            one.join();
            two.join();
            assertThat(writer.isDone()).isFalse();
            mutex.readUnlock();
            mutex.readUnlock();
            writer.join();
        });
    }

    @Test
    void writersAreServedFirstInFirstOut() throws Exception {
        run(() -> {
            mutex.lock();
            Channel<Integer> order = Channel.buffered(10);
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                waiting.add(go(() -> mutex.locked(() -> order.send(number))));
                Parked.await(waiting.getLast(), WaitReason.WRITE_LOCK);
            }
            mutex.unlock();
            waiting.forEach(Goroutine::join);
            order.close();
            assertThat(order.stream()).isSorted().hasSize(10);
        });
    }

    @Test
    void aCancelledWriterLetsTheReadersIn() throws Exception {
        run(() -> {
            mutex.readLock();
            Goroutine writer = go(() -> assertThatThrownBy(mutex::lock).isInstanceOf(CancelledException.class)
                    .hasMessage("lock: the goroutine was cancelled (%s)", mutex));
            Parked.await(writer, WaitReason.WRITE_LOCK);
            Goroutine reader = waitingReader();
            writer.cancel();
            writer.join();
            reader.join();
            mutex.readUnlock();
            mutex.readUnlock();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void aCancelledReaderDoesNotHoldIt() throws Exception {
        run(() -> {
            mutex.lock();
            Goroutine reader = waitingReader();
            reader.cancel();
            reader.join();
            mutex.unlock();
            assertThat(mutex.tryLock()).isTrue();
        });
    }

    @Test
    void unlockOfWhatIsNotLockedThrows() {
        assertThatThrownBy(mutex::unlock).isInstanceOf(IllegalStateException.class)
                .hasMessage("unlock: the mutex is not locked for writing (%s)", mutex);
        assertThatThrownBy(mutex::readUnlock).isInstanceOf(IllegalStateException.class)
                .hasMessage("readUnlock: the mutex is not locked for reading (%s)", mutex);
        mutex.readLock();
        assertThatThrownBy(mutex::unlock).isInstanceOf(IllegalStateException.class);
        mutex.readUnlock();
        mutex.lock();
        assertThatThrownBy(mutex::readUnlock).isInstanceOf(IllegalStateException.class);
        mutex.unlock();
        assertThat(mutex.tryLock()).as("nothing has changed").isTrue();
    }

    @Test
    void tasksUnlockHoweverTheyEnd() throws Exception {
        mutex.locked(() -> assertThat(mutex.tryReadLock()).isFalse());
        mutex.readLocked(() -> assertThat(mutex.tryLock()).isFalse());
        assertThatThrownBy(() -> mutex.readLocked(() -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class);
        assertThat(mutex.tryLock()).isTrue();
    }

    @Test
    void showsItsNameAndNumber() {
        assertThat(mutex.toString()).matches("rwmutex index#\\d+");
    }
}
