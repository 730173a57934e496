package dev.weft.testkit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was decided in one run of a program: who went next wherever several goroutines could, and which case each select
 * took. Together with the program it determines the run. Its text is short enough to be pasted into a test.
 *
 * <p>The text names goroutines and timers in the order of their creation: {@code a} is main, {@code b} the first
 * goroutine that was started, and so on; {@code z} is followed by {@code Ba}. A number says how often in a row. Choices
 * of selects follow after a dash, {@code a} being the first ready case: {@code ab3c-ab}.
 */
public final class Schedule {
    private static final int LETTERS = 26;

    private final int[] steps;
    private final int[] choices;

    private Schedule(int[] steps, int[] choices) {
        this.steps = steps;
        this.choices = choices;
    }

    static Schedule of(int[] steps, int[] choices) {
        return new Schedule(steps.clone(), choices.clone());
    }

    /**
     * Reads a schedule.
     *
     * @param text what {@link #toString} gave
     * @return the schedule
     * @throws IllegalArgumentException if that is not the text of a schedule
     */
    public static Schedule parse(String text) {
        int dash = text.indexOf('-');
        String steps = dash < 0 ? text : text.substring(0, dash);
        return new Schedule(decode(text, steps), dash < 0 ? new int[0] : decode(text, text.substring(dash + 1)));
    }

    int[] steps() {
        return steps.clone();
    }

    int[] choices() {
        return choices.clone();
    }

    /**
     * The number of decisions.
     *
     * @return how often there was more than one way to go on
     */
    public int length() {
        return steps.length + choices.length;
    }

    // -------------------------------------------------------------------------------------------------- text

    private static int[] decode(String whole, String text) {
        int[] numbers = new int[Math.max(8, text.length())];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int number = 0;
            while (at < text.length() && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
                number = number * LETTERS + text.charAt(at++) - 'A';
            }
            if (at >= text.length() || text.charAt(at) < 'a' || text.charAt(at) > 'z') {
                throw new IllegalArgumentException("schedule: a letter from a to z is missing in \"" + whole + "\"");
            }
            number = number * LETTERS + text.charAt(at++) - 'a';
            int digits = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            int times = at == digits ? 1 : Integer.parseInt(text, digits, at, 10);
            while (count + times > numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            }
            Arrays.fill(numbers, count, count + times, number);
            count += times;
        }
        return Arrays.copyOf(numbers, count);
    }

    private static void encode(int[] numbers, StringBuilder text) {
        int at = 0;
        while (at < numbers.length) {
            int end = at + 1;
            while (end < numbers.length && numbers[end] == numbers[at]) {
                end++;
            }
            encodeHigh(numbers[at] / LETTERS, text);
            text.append((char) ('a' + numbers[at] % LETTERS));
            if (end - at > 1) {
                text.append(end - at);
            }
            at = end;
        }
    }

    private static void encodeHigh(int high, StringBuilder text) {
        if (high > 0) {
            encodeHigh(high / LETTERS, text);
            text.append((char) ('A' + high % LETTERS));
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        encode(steps, text);
        if (choices.length > 0) {
            text.append('-');
            encode(choices, text);
        }
        return text.toString();
    }

    /** Two schedules with the same decisions are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule that && Arrays.equals(steps, that.steps)
                && Arrays.equals(choices, that.choices);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(steps) + Arrays.hashCode(choices);
    }
}
