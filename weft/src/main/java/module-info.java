/** Go's concurrency for Java: goroutines, channels, {@code select} and the scheduler that runs them. */
@org.jspecify.annotations.NullMarked
module dev.weft {
    requires static org.jspecify;

    exports dev.weft;
}
