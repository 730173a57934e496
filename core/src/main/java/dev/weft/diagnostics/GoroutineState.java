package dev.weft.diagnostics;

import java.util.List;

/**
 * What one goroutine was doing when a {@link Dump} was taken.
 *
 * @param id the goroutine's number
 * @param name its name, or empty
 * @param waitingFor what it waits for, for example {@code channel receive: channel jobs#3, capacity 5}, or empty when
 *     it does not wait in one of Weft's operations
 * @param stack its user's frames, innermost first; empty when it ended meanwhile
 * @param createdAt where its {@code go} statement stands, or empty when that is not known
 */
public record GoroutineState(
        long id, String name, String waitingFor, List<StackTraceElement> stack, String createdAt) {
    /**
     * As in a dump.
     *
     * @return several lines
     */
    public String text() {
        StringBuilder text = new StringBuilder("goroutine ").append(id);
        if (!name.isEmpty()) {
            text.append(" \"").append(name).append('"');
        }
        text.append(" [").append(waitingFor.isEmpty() ? "running" : waitingFor).append("]:\n");
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(frame).append('\n');
        }
        if (!createdAt.isEmpty()) {
            text.append("    created at ").append(createdAt).append('\n');
        }
        return text.toString();
    }
}
