package dev.weft.benchmarks.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The concurrency primitives of one Java peer, as far as the programs need them.
 *
 * <p>An operation that the peer has not got throws; its {@link Repertoire} then leaves the row out, with the reason.
 */
abstract class Primitives {

    private final int procs;

    Primitives(int procs) {
        this.procs = procs;
    }

    /** The number of processors that this process was told to use. */
    final int procs() {
        return procs;
    }

    /** Runs {@code body} as a main program: on the scheduler under test, to its end, throwing what it threw. */
    abstract void main(Action body) throws Exception;

    /** A group for exactly {@code size} goroutines that can be waited for. */
    abstract Group group(int size);

    abstract void yieldNow();

    abstract <T> Pipe<T> unbuffered();

    abstract <T> Pipe<T> buffered(int capacity);

    <T> Pipe.AnyReceiver<T> receiverOfAny(List<Pipe<T>> pipes) {
        throw new UnsupportedOperationException("select");
    }

    <T> Pipe.AnySender<T> senderToAny(List<Pipe<T>> pipes) {
        throw new UnsupportedOperationException("select");
    }

    Guard guard() {
        throw new UnsupportedOperationException("mutex");
    }

    /** A timer that is due after {@code delay}. */
    Alarm alarm(Duration delay) {
        throw new UnsupportedOperationException("timer");
    }

    Coordination coordination() {
        throw new UnsupportedOperationException("coordination");
    }

    /** Goroutines that can be cancelled together. */
    Crowd crowd(int size) {
        throw new UnsupportedOperationException("cancellation");
    }

    /** Loops that are shared among the processors. */
    Loops loops() {
        throw new UnsupportedOperationException("parallel loops");
    }

    /** Runs the tasks of a library in goroutines. */
    ExecutorService executor() {
        throw new UnsupportedOperationException("executor");
    }

    /** As {@link Repertoire#verify}. */
    abstract void verify();

    /** Goroutines that are started and waited for together. */
    abstract static class Group {

        /** Starts a goroutine; what it throws is thrown by {@link #await}. */
        abstract void go(Action body);

        abstract void await() throws Exception;
    }

    /** A mutex in front of a plain counter. */
    abstract static class Guard {

        /** Guarded by the mutex of this guard; read after all goroutines were joined. */
        long count;

        abstract void increment() throws InterruptedException;
    }

    /** Goroutines that are cancelled together. */
    abstract static class Crowd {

        /** Starts one; {@code whenCancelled} runs if a cancellation ends what it waits for. */
        abstract void go(Action body, Runnable whenCancelled);

        abstract void cancel();

        /** Waits until all have ended. */
        abstract void await() throws Exception;
    }

    /** A pending timer. */
    abstract static class Alarm {

        /** Whether the timer was stopped before it was due. */
        abstract boolean cancel();

        abstract void await() throws Exception;
    }
}
