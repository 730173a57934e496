/** Go's concurrency for Java: goroutines, channels, {@code select} and the scheduler that runs them. */
@SuppressWarnings("module") // the modules that these exports name are compiled later
@org.jspecify.annotations.NullMarked
module dev.weft {
    requires static org.jspecify;
    requires static java.instrument;
    requires static jdk.jfr;
    requires static jdk.management;
    requires java.management;

    exports dev.weft;
    exports dev.weft.sync;
    exports dev.weft.time;
    exports dev.weft.diagnostics;
    exports dev.weft.flow;
    exports dev.weft.interop;
    exports dev.weft.parallel;

    // What the test kit's simulation puts its own in the place of.
    exports dev.weft.internal.jdk to dev.weft.testkit;
    exports dev.weft.internal.park to dev.weft.testkit;
    exports dev.weft.internal.scheduler to dev.weft.testkit;
}
