package dev.weft.testkit.internal.bubble;

import dev.weft.diagnostics.GoroutineState;
import java.util.List;

/** How a bubble ended. */
public sealed interface BubbleEnding {
    /** All goroutines have ended. */
    record Normal() implements BubbleEnding {}

    /** Main, or another goroutine, threw. */
    record Thrown(Throwable failure) implements BubbleEnding {}

    /** Main waits, or has left by goexit, and nobody can run any more. */
    record Deadlock(List<GoroutineState> goroutines) implements BubbleEnding {}

    /** Main has returned, and these wait for ever. */
    record Leak(List<GoroutineState> goroutines) implements BubbleEnding {}

    /** Main has returned, and time has jumped so often since that nobody believes in an end. */
    record Endless(List<GoroutineState> goroutines) implements BubbleEnding {}

    /** Somebody asked for it. */
    record Stopped() implements BubbleEnding {}
}
