package dev.weft.internal.scheduler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler is to tell of itself on stderr: system property {@code weft.debug}, or else environment variable
 * {@code WEFT_DEBUG}, a list such as {@code schedtrace=1000,hogs}, as Go's {@code GODEBUG}.
 *
 * @param schedTraceMillis how often to print one line about the scheduler; 0 for never
 * @param hogs whether to report goroutines that compute for long while others wait
 */
record DebugSettings(long schedTraceMillis, boolean hogs) {
    static DebugSettings read() {
        String property = System.getProperty("weft.debug");
        return property != null
                ? parse("system property weft.debug", property)
                : parse("environment variable WEFT_DEBUG", System.getenv("WEFT_DEBUG"));
    }

    static DebugSettings parse(String where, @Nullable String text) {
        long millis = 0;
        boolean hogs = false;
        for (String item : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = item.strip().toLowerCase(Locale.ROOT).split("=", 2);
            switch (parts[0]) {
                case "schedtrace" -> millis = millis(where, item, parts.length == 2 ? parts[1] : "");
                case "hogs" -> hogs = true;
                default -> throw new IllegalStateException(where + ": \"" + item
                        + "\" is unknown; use schedtrace=MILLISECONDS or hogs, with a comma between them");
            }
        }
        return new DebugSettings(millis, hogs);
    }

    private static long millis(String where, String item, String number) {
        try {
            long millis = Long.parseLong(number);
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which says all that the exception would.
        }
        throw new IllegalStateException(where + ": \"" + item + "\" needs a number of milliseconds, at least 1");
    }
}
