package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Latch;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a goroutine: a function that runs concurrently with others, on a virtual thread of its own.
 *
 * <p>The {@code go} statement that starts a goroutine <i>happens before</i> the goroutine's execution begins (Go memory
 * model, "Goroutine creation"); its end happens before a {@link #join} that returns.
 *
 * <p><b>Failures.</b> What a goroutine started with {@code go} throws ends, under {@link Weft#run}, the program, as a
 * panic does in Go: {@code run} throws a {@link GoroutineFailure}. Without {@code run} it goes to the JVM's default
 * uncaught-exception handler if there is one, and otherwise to stderr, with the place where the goroutine was created.
 * A {@link CancelledException} that leaves a cancelled goroutine is a normal end.
 *
 * {@snippet class="dev.weft.snippets.GoroutineSnippets" region="go"}
 */
public final class Goroutine {
    private final GoroutineFiber fiber;

    Goroutine(GoroutineFiber fiber) {
        this.fiber = fiber;
    }

    /**
     * The goroutine that the caller runs in.
     *
     * @return empty if the calling thread is not a goroutine
     */
    public static Optional<Goroutine> current() {
        return GoroutineFiber.ofCaller().map(Goroutine::new);
    }

    /**
     * The goroutine's number, unique in this process; dumps show it.
     *
     * @return a positive number
     */
    public long id() {
        return fiber.id();
    }

    /**
     * The name given at the start.
     *
     * @return empty if none was given
     */
    public String name() {
        return fiber.name();
    }

    /**
     * The virtual thread that runs the goroutine. Interrupting it cancels what the goroutine blocks in. Its
     * uncaught-exception handler belongs to the runtime: do not replace it.
     *
     * @return the thread
     */
    public Thread thread() {
        return fiber.thread();
    }

    /**
     * Cancels the goroutine: interrupts its thread, so that the operation it blocks in, and later ones, throw
     * {@link CancelledException}. Returns at once.
     */
    public void cancel() {
        if (Probe.ON) {
            Probe.announce(Operation.CANCEL, fiber);
        }
        fiber.thread().interrupt();
    }

    /**
     * Whether the goroutine has ended.
     *
     * @return true once it returned, failed or was cancelled
     */
    public boolean isDone() {
        announceJoin();
        return fiber.end().isOpen();
    }

    /**
     * Waits until the goroutine has ended, however it ended. Blocks; a goroutine that joins itself waits for ever.
     *
     * @throws CancelledException if the caller was cancelled first
     */
    public void join() {
        announceJoin();
        if (!fiber.end().await(WaitReason.JOIN, this)) {
            throw new CancelledException("join: the goroutine was cancelled (waiting for " + this + ")");
        }
    }

    /** What opens at the end, for a select. */
    Latch end() {
        announceJoin();
        return fiber.end();
    }

    boolean isCaller() {
        return Fiber.currentGoroutine() == fiber;
    }

    private void announceJoin() {
        if (Probe.ON) {
            Probe.announce(Operation.JOIN, fiber);
        }
    }

    /** Two handles on the same goroutine are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Goroutine that && that.fiber == fiber;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(fiber);
    }

    /**
     * The number and the name.
     *
     * @return for example {@code goroutine 27 "worker-1"}
     */
    @Override
    public String toString() {
        return fiber.toString();
    }
}
