/** Go's concurrency for Java: goroutines, channels, {@code select} and the scheduler that runs them. */
@org.jspecify.annotations.NullMarked
module dev.weft {
    requires static org.jspecify;
    requires static jdk.management;
    requires java.management;

    exports dev.weft;
    exports dev.weft.sync;
    exports dev.weft.diagnostics;
}
