package dev.weft.pitfalls;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.Mutex;
import dev.weft.sync.Pool;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with memory that is shared: visibility, locks, counters, thread locals. */
class SharingPitfallsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** Plain fields, on purpose: only the channel orders what is done to them. */
    private static final class Box {
        private int value;
    }

    /** 19. Go's rules; that no other order is possible is shown by the stress tests of memory orders. */
    @Test
    void channelsOrderWhatIsDoneToPlainMemory() throws Exception {
        run(() -> {
            for (int round = 0; round < 1_000; round++) {
                Box sent = new Box();
                Box closed = new Box();
                Box freed = new Box();
                Channel<Signal> channel = Channel.signal();
                Channel<Signal> end = Channel.signal();
                Channel<Signal> full = Channel.buffered(1);
                full.send(Signal.SIGNAL);
                Goroutine writer = go(() -> {
                    sent.value = 1;
                    channel.send(Signal.SIGNAL);
                    closed.value = 2;
                    end.close();
                    freed.value = 3;
                    full.receive();
                });
                channel.receive();
                assertThat(sent.value).as("a send happens before its receive").isEqualTo(1);
                end.next();
                assertThat(closed.value).as("a close happens before a receive that sees it").isEqualTo(2);
                full.send(Signal.SIGNAL);
                assertThat(freed.value).as("receive k happens before send k + capacity is done").isEqualTo(3);
                writer.join();
            }
        });
    }

    /** 23. Java's locks are reentrant, Go's are not, and neither is this one. */
    @Test
    void aMutexThatIsLockedTwiceIsReportedByName() {
        Mutex accounts = new Mutex("accounts");
        assertThatThrownBy(() -> run(() -> accounts.locked(() -> accounts.locked(() -> {}))))
                .isInstanceOf(DeadlockException.class).hasMessageContaining("[mutex lock: mutex accounts#");
        Mutex free = new Mutex("free");
        assertThatThrownBy(free::unlock).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("unlock: the mutex is not locked (mutex free#");
    }

    /** 23. One that unlocks and locks again at once cannot keep the others out. */
    @Test
    void whoWaitsForAMutexGetsItThoughAnotherKeepsTakingIt() throws Exception {
        run(() -> {
            Mutex mutex = new Mutex("contested");
            AtomicBoolean stop = new AtomicBoolean();
            Goroutine greedy = go("greedy", () -> {
                while (!stop.get()) {
                    mutex.lock();
                    long end = System.nanoTime() + 50_000;
                    while (System.nanoTime() - end < 0) Thread.onSpinWait();
                    mutex.unlock();
                }
            });
            Weft.yieldNow();
            mutex.locked(() -> stop.set(true));
            greedy.join();
        });
    }

    /** 24. {@code Add} inside the goroutine: the wait may be over before it has begun. */
    @Test
    void aWaitGroupCountsBeforeItStarts() throws Exception {
        run(() -> {
            for (int round = 0; round < 200; round++) {
                AtomicInteger ended = new AtomicInteger();
                WaitGroup group = new WaitGroup("workers");
                for (int w = 0; w < 5; w++) group.go(ended::incrementAndGet);
                group.await();
                assertThat(ended).hasValue(5);
            }
        });
    }

    /** 24. One {@code done} too many is told where it happens, and one too few is a deadlock with a name. */
    @Test
    void aWaitGroupThatIsMiscountedSaysSo() {
        WaitGroup group = new WaitGroup("workers");
        assertThatThrownBy(group::done).isInstanceOf(IllegalStateException.class)
                .hasMessage("done: more done than added (%s, by 1)", group);
        group.add(1);
        assertThatThrownBy(() -> run(group::await)).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("[wait group: wait group workers#");
    }

    /** 26. A cache in a thread local is made once for each goroutine, and there are very many of them. */
    @Test
    void aPoolIsSharedWhereAThreadLocalIsNot() throws Exception {
        int count = 1_000;
        AtomicInteger inThreads = new AtomicInteger();
        AtomicInteger inPool = new AtomicInteger();
        ThreadLocal<byte[]> local = ThreadLocal.withInitial(() -> new byte[inThreads.incrementAndGet()]);
        Pool<byte[]> pool = new Pool<>("buffers", () -> new byte[inPool.incrementAndGet()]);
        run(() -> {
            for (int g = 0; g < count; g++) {
                go(() -> {
                    assertThat(local.get()).isNotEmpty();
                    byte[] buffer = pool.get();
                    assertThat(buffer).isNotEmpty();
                    pool.put(buffer);
                }).join();
            }
        });
        assertThat(inThreads).hasValue(count);
        assertThat(inPool.get()).as("kept from one goroutine to the next").isLessThan(count / 2);
    }

    /** 20. Goroutines that share locks with each other, held while they wait, stop nobody but those who want them. */
    @Test
    void aLockOfTheJdksThatIsHeldByAWaitingGoroutineStopsNoProcessor() throws Exception {
        Object monitor = new Object();
        run(() -> {
            Channel<Signal> release = Channel.signal("release");
            Goroutine holder = go("holder", () -> waitInside(monitor, release));
            Parked.await(holder, WaitReason.CHANNEL_RECEIVE);
            AtomicInteger entered = new AtomicInteger();
            WaitGroup entering = new WaitGroup("entering");
            for (int g = 0; g < 20 * Weft.numCpu(); g++) {
                entering.go(() -> {
                    synchronized (monitor) {
                        entered.incrementAndGet();
                    }
                });
            }
            for (int i = 0; i < 100; i++) go(() -> {}).join();
            assertThat(entered).hasValue(0);
            release.close();
            entering.await();
            assertThat(entered).hasValue(20 * Weft.numCpu());
        });
    }

    private static void waitInside(Object monitor, Channel<Signal> release) {
        synchronized (monitor) {
            release.next();
        }
    }
}
