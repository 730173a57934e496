package dev.weft.internal.scheduler;

import dev.weft.internal.jdk.CustomSchedulers;
import java.util.Locale;

/**
 * Chooses the engine of this process, once, when the first goroutine starts.
 *
 * <p>Settings: system property {@code weft.engine} ({@code own} or {@code jdk}; without it, own where possible), system
 * property {@code weft.procs} or else environment variable {@code GOMAXPROCS} (without either, the processors that the
 * JVM may use, which respects container limits).
 */
public final class Engines {
    private static final String WANTED = System.getProperty("weft.engine", "").toLowerCase(Locale.ROOT);
    private static final Engine ENGINE = choose();

    private Engines() {}

    /** The engine that runs goroutines in this process. */
    public static Engine engine() {
        return ENGINE;
    }

    /** Why the engine is the one it is, in a few words. */
    public static String reason() {
        if (WANTED.equals("jdk")) {
            return "asked for by weft.engine=jdk";
        }
        String problem = CustomSchedulers.unavailableBecause();
        return problem == null ? "java.base/java.lang is open" : problem;
    }

    /** The command-line option that would give our own scheduler; empty when it is in use. */
    public static String remedy() {
        if (ENGINE instanceof OwnScheduler) {
            return "";
        }
        return CustomSchedulers.isAvailable() ? "-Dweft.engine=own" : CustomSchedulers.remedy();
    }

    private static Engine choose() {
        return switch (WANTED) {
            case "jdk" -> new JdkEngine(configuredProcs());
            case "own" -> {
                if (!CustomSchedulers.isAvailable()) {
                    throw new IllegalStateException("weft.engine=own: " + CustomSchedulers.unavailableBecause()
                            + "; start java with " + CustomSchedulers.remedy());
                }
                yield ownScheduler();
            }
            case "" -> {
                if (CustomSchedulers.isAvailable()) {
                    yield ownScheduler();
                }
                explainFallback();
                yield new JdkEngine(configuredProcs());
            }
            default ->
                throw new IllegalStateException(
                        "weft.engine=" + WANTED + ": no such engine; use own or jdk, or leave the property out");
        };
    }

    private static Engine ownScheduler() {
        return new OwnScheduler(configuredProcs());
    }

    /** One line, once, on stderr, for someone who may not know that there is a choice. */
    @SuppressWarnings("SystemOut")
    private static void explainFallback() {
        System.err.println("weft: running on the JDK's scheduler, because " + CustomSchedulers.unavailableBecause()
                + "; for Weft's own, start java with " + CustomSchedulers.remedy() + " (to keep the JDK's and hide this"
                + " line: -Dweft.engine=jdk)");
    }

    /** The configured parallelism, or 0. */
    private static int configuredProcs() {
        String property = System.getProperty("weft.procs");
        if (property != null) {
            return parse("system property weft.procs", property);
        }
        String variable = System.getenv("GOMAXPROCS");
        return variable == null || variable.isBlank() ? 0 : parse("environment variable GOMAXPROCS", variable);
    }

    private static int parse(String where, String text) {
        try {
            int procs = Integer.parseInt(text.strip());
            if (procs >= 1) {
                return Math.min(procs, OwnScheduler.MOST_PROCS);
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which says all that the exception would.
        }
        throw new IllegalStateException(where + "=" + text + ": must be a whole number of at least 1");
    }
}
