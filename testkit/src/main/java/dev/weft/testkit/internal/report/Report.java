package dev.weft.testkit.internal.report;

import dev.weft.diagnostics.GoroutineState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report, paragraph by paragraph. */
public final class Report {
    private static final int SHOWN_STEPS = 20;

    /** So many equal steps in a row are shown; more are counted. */
    private static final int MOST_EQUAL = 3;

    /** An object's number in this process, behind its kind and perhaps its name. */
    private static final Pattern OBJECT_NUMBER = Pattern.compile("(\\w+)( [^\\s#]*)?#(\\d+)");

    private final StringBuilder text = new StringBuilder();

    public Report() {}

    /** Adds a paragraph. */
    public Report title(String words) {
        separate();
        text.append(words).append('\n');
        return this;
    }

    /** Adds a paragraph for each goroutine. */
    public Report goroutines(List<GoroutineState> goroutines) {
        for (GoroutineState goroutine : goroutines) {
            separate();
            text.append(goroutine.text());
        }
        return this;
    }

    /** Adds a stack, right behind what was added last. */
    public Report stack(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(frame).append('\n');
        }
        return this;
    }

    /** Adds the last steps as a table. */
    public Report steps(List<Step> steps) {
        if (steps.isEmpty()) {
            return this;
        }
        List<Step> shown = steps.subList(Math.max(0, steps.size() - SHOWN_STEPS), steps.size());
        title(shown.size() == 1 ? "The last step:" : "The last " + shown.size() + " steps:");
        int who = shown.stream().mapToInt(step -> step.who().length()).max().orElse(0);
        int operation = shown.stream().mapToInt(step -> step.operation().length()).max().orElse(0);
        int line = shown.stream().mapToInt(step -> step.line().length()).max().orElse(0);
        for (int from = 0; from < shown.size();) {
            Step step = shown.get(from);
            int end = from + 1;
            while (end < shown.size() && shown.get(end).equals(step)) {
                end++;
            }
            String row = "    " + padded(step.who(), who) + "  " + padded(step.line(), line) + "  "
                    + padded(step.operation(), operation) + "  " + step.target();
            boolean isLong = end - from > MOST_EQUAL;
            text.append((row.stripTrailing() + "\n").repeat(isLong ? 1 : end - from));
            text.append(isLong ? "    ... the same again, " + (end - from - 1) + " times\n" : "");
            from = end;
        }
        return this;
    }

    private static String padded(String words, int width) {
        return words + " ".repeat(width - words.length());
    }

    /** Adds how it was found and how to see it again. */
    public Report origin(String how, String schedule) {
        title(how + ". To see it again:\n"
                + "    Explorer.replay(\"" + schedule + "\"), or at the test @Replay(\"" + schedule + "\")");
        return this;
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    /**
     * The report. Objects have numbers in the order of their appearance here, so that the same failure looks the same.
     */
    public String text() {
        Map<String, Map<String, Integer>> numbers = new HashMap<>();
        Matcher matcher = OBJECT_NUMBER.matcher(text);
        return matcher.replaceAll(match -> {
            Map<String, Integer> ofKind = numbers.computeIfAbsent(match.group(1), kind -> new HashMap<>());
            int number = ofKind.computeIfAbsent(match.group(3), known -> ofKind.size() + 1);
            String name = match.group(2) == null ? "" : match.group(2);
            return Matcher.quoteReplacement(match.group(1) + name + "#" + number);
        });
    }
}
