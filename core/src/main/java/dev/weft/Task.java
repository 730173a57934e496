package dev.weft;

/**
 * What a goroutine runs: Go's {@code func()}, which in Java may also throw.
 *
 * <p>An exception that leaves the task is the goroutine's failure; {@link Goroutine} says where it goes.
 */
@FunctionalInterface
public interface Task {
    /**
     * Does the work.
     *
     * @throws Exception whatever the work throws; it ends the goroutine
     */
    void run() throws Exception;
}
