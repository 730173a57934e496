package dev.weft.testkit.internal.report;

/**
 * One step of a schedule, in words.
 *
 * @param who the goroutine or timer
 * @param operation what it did
 * @param target what it did it to, or empty
 * @param line where in the program, for example {@code Main.java:12}, or empty
 */
public record Step(String who, String operation, String target, String line) {}
