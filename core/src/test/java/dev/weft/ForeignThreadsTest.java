package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.sync.Mutex;
import dev.weft.testing.Await;
import dev.weft.testing.Blocking;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that are not goroutines use every primitive, and block as the threads they are. */
class ForeignThreadsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** A thread with what it threw. */
    private record Started(Thread thread, AtomicReference<@Nullable Throwable> failure) {
        static Started on(Thread.Builder builder, Task task) {
            var failure = new AtomicReference<@Nullable Throwable>();
            return new Started(builder.start(() -> {
                try {
                    task.run();
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
            }), failure);
        }

        void join() throws InterruptedException {
            thread.join();
            assertThat(failure.get()).isNull();
        }
    }

    static Stream<Named<Supplier<Blocking>>> completable() {
        return Blocking.completable();
    }

    @ParameterizedTest
    @MethodSource("completable")
    void aPlatformThreadBlocksAndIsWoken(Supplier<Blocking> kind) throws Exception {
        assertBlocksAndIsWoken(Thread.ofPlatform(), kind.get());
    }

    @ParameterizedTest
    @MethodSource("completable")
    void aVirtualThreadBlocksAndIsWoken(Supplier<Blocking> kind) throws Exception {
        assertBlocksAndIsWoken(Thread.ofVirtual(), kind.get());
    }

    /** A virtual thread that a goroutine starts runs where goroutines run. */
    @ParameterizedTest
    @MethodSource("completable")
    void aGoroutinesOwnVirtualThreadBlocksAndIsWoken(Supplier<Blocking> kind) throws Exception {
        go(() -> assertBlocksAndIsWoken(Thread.ofVirtual(), kind.get())).join();
    }

    private static void assertBlocksAndIsWoken(Thread.Builder builder, Blocking blocking) throws Exception {
        Started started = Started.on(builder, blocking.operation());
        Parked.await(started.thread(), blocking.reason());
        blocking.completion().run();
        started.join();
    }

    @ParameterizedTest
    @MethodSource("completable")
    void aPlatformThreadIsCancelledByAnInterrupt(Supplier<Blocking> kind) throws Exception {
        Blocking blocking = kind.get();
        Started started = Started.on(Thread.ofPlatform(), () -> {
            assertThatThrownBy(blocking.operation()::run).isInstanceOf(CancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        Parked.await(started.thread(), blocking.reason());
        started.thread().interrupt();
        started.join();
    }

    @Test
    void allKindsOfThreadsShareAChannel() throws Exception {
        int perSender = 3_000;
        Channel<Integer> channel = Channel.buffered(4);
        List<Started> senders = new ArrayList<>();
        List<Started> receivers = new ArrayList<>();
        List<Goroutine> goroutines = new ArrayList<>();
        Channel<Integer> sums = Channel.buffered(6);
        Task send = () -> {
            for (int i = 1; i <= perSender; i++) channel.send(i);
        };
        Task receive = () -> {
            int sum = 0;
            for (int value : channel) sum += value;
            sums.send(sum);
        };
        for (int i = 0; i < 2; i++) {
            senders.add(Started.on(Thread.ofPlatform(), send));
            senders.add(Started.on(Thread.ofVirtual(), send));
            receivers.add(Started.on(Thread.ofPlatform(), receive));
            receivers.add(Started.on(Thread.ofVirtual(), receive));
            goroutines.add(go(send));
            go(receive);
        }
        for (Started sender : senders) sender.join();
        goroutines.forEach(Goroutine::join);
        channel.close();
        for (Started receiver : receivers) receiver.join();
        int sum = 0;
        for (int i = 0; i < 6; i++) sum += sums.receive();
        assertThat(sum).isEqualTo(6 * perSender * (perSender + 1) / 2);
    }

    @Test
    void allKindsOfThreadsShareAMutex() throws Exception {
        var mutex = new Mutex();
        int[] plain = {0};
        Task count = () -> {
            for (int i = 0; i < 3_000; i++) mutex.locked(() -> plain[0]++);
        };
        List<Started> threads = new ArrayList<>();
        List<Goroutine> goroutines = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(Started.on(Thread.ofPlatform(), count));
            threads.add(Started.on(Thread.ofVirtual(), count));
            goroutines.add(go(count));
        }
        for (Started thread : threads) thread.join();
        goroutines.forEach(Goroutine::join);
        assertThat(plain[0]).isEqualTo(18_000);
    }

    /**
     * The JDK's own blocking works in a goroutine, before and after ours, whoever wakes it. In a loop on a condition,
     * as always: on the JDK's engine our operations use the thread's one permit, too.
     */
    @Test
    void aGoroutineMayParkByTheJdksMeans() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            AtomicInteger unparked = new AtomicInteger();
            Goroutine parking = go(() -> {
                for (int i = 0; i < 500; i++) {
                    channel.receive();
                    while (unparked.get() <= i) {
                        LockSupport.park();
                    }
                    channel.receive();
                }
            });
            for (int i = 0; i < 500; i++) {
                channel.send(i);
                unparked.incrementAndGet();
                LockSupport.unpark(parking.thread());
                channel.send(i);
            }
            parking.join();
        });
    }

    @Test
    void goroutinesStartedByThreadsWithoutAProgramRun() {
        Channel<Integer> channel = Channel.unbuffered();
        go(() -> channel.send(1));
        assertThat(channel.receive()).isOne();
        Await.until(() -> Weft.numGoroutines() == 0);
    }
}
