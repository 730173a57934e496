package dev.weft.benchmarks.work;

/** The body of a goroutine, virtual thread or main program. */
@FunctionalInterface
public interface Action {
    void run() throws Exception;
}
