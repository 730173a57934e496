package dev.weft.benchmarks.work;

/**
 * A channel of the peer under test, with no more than the programs need.
 *
 * <p>An abstract class and not an interface: with one subclass loaded, the JIT binds its calls without a type check.
 */
abstract class Pipe<T> {

    abstract void send(T value) throws InterruptedException;

    abstract T receive() throws InterruptedException;

    /**
     * Ends the stream.
     *
     * @param receivers how many goroutines are in {@link #forEach}; a queue without a close operation needs an end mark
     *         for each
     */
    abstract void close(int receivers) throws InterruptedException;

    /** Takes values until the pipe is closed and drained, in the way that the peer's users write that loop. */
    abstract void forEach(Sink<T> sink) throws InterruptedException;

    /** The peer's own object, without this wrapper around it. */
    abstract Object unwrapped();

    /** What is done with a value that was received. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(T value) throws InterruptedException;
    }

    /** Takes one value at a time from whichever pipe has one: a select of receives. */
    abstract static class AnyReceiver<T> {
        abstract T receive() throws InterruptedException;
    }

    /** Gives one value at a time to whichever pipe takes it: a select of sends. */
    abstract static class AnySender<T> {
        abstract void send(T value) throws InterruptedException;
    }
}
