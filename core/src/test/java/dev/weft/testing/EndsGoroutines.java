package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test, cancels the goroutines that it has left behind, and sees them end: each test begins without any. Also
 * sees to it that a test does not leave its thread interrupted. Registered as a field: this package is not open to JUnit.
 */
public final class EndsGoroutines implements AfterEachCallback {
    /** Made by the test class. */
    public EndsGoroutines() {}

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(Thread.interrupted()).as("the test's thread is interrupted").isFalse();
        Registry.snapshot().stream().map(Fiber::thread).forEach(Thread::interrupt);
        Await.until(() -> Weft.numGoroutines() == 0);
    }
}
