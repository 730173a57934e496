package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test, cancels the goroutines that it has left behind, and sees them end: each test begins without any.
 * Also sees to it that a test does not leave its thread interrupted. Registered as a field: this package is not open to
 * JUnit.
 */
public final class EndsGoroutines implements AfterEachCallback {
    /** Made by the test class. */
    public EndsGoroutines() {}

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(Thread.interrupted()).as("the test's thread is interrupted").isFalse();
        Await.until(EndsGoroutines::allEnded);
    }

    /** Again and again, since a goroutine is known here from its first wait on only. */
    private static boolean allEnded() {
        Registry.snapshot().stream().map(Fiber::thread).forEach(Thread::interrupt);
        return Weft.numGoroutines() == 0;
    }
}
