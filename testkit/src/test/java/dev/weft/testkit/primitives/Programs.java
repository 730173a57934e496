package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Goroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Programs that use a primitive so that its promises are seen to be kept, or not. */
final class Programs {
    private Programs() {}

    /** A way to lock. */
    interface Lock {
        void lock();

        void unlock();
    }

    /** A way to pass numbers on. */
    interface Pipe {
        void send(int value);

        int receive();
    }

    /** At most one goroutine is inside, and all of them get there. */
    static Task exclusion(Supplier<Lock> locks, int goroutines) {
        return () -> {
            Lock lock = locks.get();
            int[] inside = {0};
            for (int i = 0; i < goroutines; i++) {
                go(() -> pass(lock, inside));
            }
        };
    }

    private static void pass(Lock lock, int[] inside) {
        lock.lock();
        assertThat(++inside[0]).as("goroutines inside").isEqualTo(1);
        yieldNow();
        inside[0]--;
        lock.unlock();
    }

    /** One of those that want the lock is cancelled at any time; the lock is free in the end. */
    static Task exclusionWithCancellation(Supplier<Lock> locks) {
        return () -> {
            Lock lock = locks.get();
            int[] inside = {0};
            Goroutine victim = go("victim", () -> pass(lock, inside));
            go("other", () -> pass(lock, inside));
            victim.cancel();
            victim.join();
            pass(lock, new int[1]);
        };
    }

    /** Two senders, two receivers: what was sent arrives, once. */
    static Task everythingArrives(Supplier<Pipe> pipes) {
        return () -> {
            Pipe pipe = pipes.get();
            List<Integer> received = new ArrayList<>();
            List<Goroutine> all = List.of(go(() -> pipe.send(1)), go(() -> pipe.send(2)),
                    go(() -> received.add(pipe.receive())), go(() -> received.add(pipe.receive())));
            all.forEach(Goroutine::join);
            assertThat(received).containsExactlyInAnyOrder(1, 2);
        };
    }

    /**
     * A sender and a receiver are cancelled at any time. Whoever throws has left no trace; whoever returns has done it:
     * so as many values are received as have been sent.
     */
    static Task nothingIsLost(Supplier<Pipe> pipes) {
        return () -> {
            Pipe pipe = pipes.get();
            List<Integer> sent = new ArrayList<>();
            List<Integer> received = new ArrayList<>();
            Goroutine sender = go("sender", () -> unlessCancelled(1, pipe::send, sent));
            Goroutine receiver = go("receiver", () -> received.add(pipe.receive()));
            go("canceller", sender::cancel);
            receiver.cancel();
            Goroutine second = go("second sender", () -> unlessCancelled(2, pipe::send, sent));
            sender.join();
            receiver.join();
            if (sent.size() == received.size()) {
                second.cancel();
            }
            second.join();
            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        };
    }

    private static void unlessCancelled(int value, Consumer<Integer> send, List<Integer> sent) {
        send.accept(value);
        sent.add(value);
    }

    /** Runs the task and says whether it was cancelled. */
    static boolean wasCancelled(Runnable task) {
        try {
            task.run();
            return false;
        } catch (CancelledException e) {
            return true;
        }
    }
}
