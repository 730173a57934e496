package dev.weft.internal.scheduler;

import java.util.Locale;

/**
 * What the {@link Monitor} does about a goroutine that computes for long while others wait for its processor. Java
 * cannot take a processor away from a running goroutine, as Go does; system property {@code weft.hogs} chooses among
 * what can be done instead.
 */
enum HogPolicy {
    /** Others go on, on one more thread; the operating system shares the cores. The goroutine is one too many. */
    HANDOFF,

    /** It is reported on stderr, and others wait: never more than {@code maxProcs} goroutines compute at once. */
    REPORT,

    /** Others wait. */
    OFF;

    static HogPolicy read() {
        String text = System.getProperty("weft.hogs", "handoff");
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "system property weft.hogs=" + text + ": no such policy; use handoff, report or off", e);
        }
    }
}
