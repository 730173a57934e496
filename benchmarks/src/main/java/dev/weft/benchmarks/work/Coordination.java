package dev.weft.benchmarks.work;

/**
 * How goroutines of one Java peer wait for each other other than by channels and mutexes.
 *
 * <p>Abstract classes and not interfaces, for the reason that {@link Pipe} gives.
 */
abstract class Coordination {

    /** A wait group that counts 0. */
    abstract Counter counter();

    abstract Permits permits(int number);

    /** Something that is done once. */
    abstract Single single(Runnable task);

    abstract Turns turns();

    /** Go's wait group. */
    abstract static class Counter {
        abstract void add();

        abstract void done();

        abstract void await() throws InterruptedException;
    }

    /** A semaphore. */
    abstract static class Permits {
        abstract void acquire() throws InterruptedException;

        abstract void release();
    }

    /** Runs its task at the first call. */
    abstract static class Single {
        abstract void run() throws Exception;
    }

    /** A mutex, a condition of it and a number that says whose turn it is. */
    abstract static class Turns {
        /** Guarded by the mutex. */
        int turn;

        /** Waits until the turn is mine, and passes it on. */
        abstract void take(int mine, int next) throws InterruptedException;
    }
}
