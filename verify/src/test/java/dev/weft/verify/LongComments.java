package dev.weft.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps the lines of comments that are too long, and leaves all others alone: words that do not fit move to the start
 * of the next line of the same paragraph, or to a new line at its end.
 *
 * <p>Code in comments ({@code <pre>}, snippets, fenced Markdown) cannot be wrapped; its long lines stay, and are
 * reported.
 */
final class LongComments {
    /**
     * Group 1: what a continuation repeats; group 2: a list's or a tag's start, which it indents under; group 3: text.
     */
    private static final Pattern LINE =
            Pattern.compile("^( *(?:\\*|///?) +)((?:[-*+] |\\d+\\. |<li>|@\\w+ )?)(\\S.*)$");
    private static final Pattern PARAGRAPH_START = Pattern.compile("^(?:[-*+|#>] ?|\\d+\\. |<[a-z]+>|@\\w+).*$");
    private static final Pattern ONE_LINE = Pattern.compile("^( *)/\\*\\* (.*) \\*/$");
    private static final Pattern CODE_START = Pattern.compile("^(?:<p>)?(?:<pre>|\\{@snippet|```).*");
    private static final Pattern CODE_END = Pattern.compile(".*(?:</pre>|```).*|^ *\\* *} *$");

    private final int columns;

    LongComments(int columns) {
        this.columns = columns;
    }

    String wrap(String source) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        boolean inCode = false;
        boolean inTextBlock = false;
        for (int i = 0; i < lines.size(); i++) {
            if (!inTextBlock) openOneLine(lines, i);
            String line = lines.get(i);
            Matcher comment = LINE.matcher(line);
            boolean isComment = comment.matches() && !inTextBlock;
            if (!isComment) {
                if (count(line, "\"\"\"") % 2 == 1) inTextBlock = !inTextBlock;
                // Code ends with its comment at the latest.
                if (line.endsWith("*/")) inCode = false;
            }
            if (inCode) inCode = !CODE_END.matcher(line).matches();
            else if (isComment && startsCode(comment.group(3))) inCode = true;
            else if (isComment) wrapLine(lines, i, comment);
        }
        return String.join("\n", lines) + "\n";
    }

    /** A comment that fills more than its one line gets its text on lines of its own. */
    private void openOneLine(List<String> lines, int index) {
        Matcher comment = ONE_LINE.matcher(lines.get(index));
        if (!isTooLong(lines.get(index)) || !comment.matches()) return;
        String indent = comment.group(1);
        lines.set(index, indent + "/**");
        lines.addAll(index + 1, List.of(indent + " * " + comment.group(2), indent + " */"));
    }

    private boolean isTooLong(String line) {
        return line.codePointCount(0, line.length()) > columns;
    }

    /** Whether code begins in this text and goes on in the next line. */
    private static boolean startsCode(String text) {
        if (!CODE_START.matcher(text).matches()) return false;
        if (text.contains("{@snippet")) return count(text, "{") > count(text, "}");
        return !text.contains("</pre>");
    }

    private void wrapLine(List<String> lines, int index, Matcher line) {
        String text = lines.get(index);
        if (!isTooLong(text)) return;
        int split = splitPoint(text, line.start(3));
        if (split < 0) return;
        lines.set(index, text.substring(0, split));
        String rest = text.substring(split + 1);
        Matcher next = LINE.matcher(index + 1 < lines.size() ? lines.get(index + 1) : "");
        if (next.matches() && continues(line, next)) {
            lines.set(index + 1, next.group(1) + rest + " " + next.group(3));
        } else {
            lines.add(index + 1, line.group(1) + indentBelow(line.group(2)) + rest);
        }
    }

    private static String indentBelow(String start) {
        if (start.isEmpty()) return "";
        return start.startsWith("@") || start.startsWith("<") ? "    " : " ".repeat(start.length());
    }

    private static boolean continues(Matcher line, Matcher next) {
        String wanted = line.group(1) + indentBelow(line.group(2));
        return next.group(1).equals(wanted) && next.group(2).isEmpty()
                && !PARAGRAPH_START.matcher(next.group(3)).matches();
    }

    /** The last space that fits and is not inside of an inline tag or a code span; -1 when there is none. */
    private int splitPoint(String text, int from) {
        int depth = 0;
        boolean inSpan = false;
        int best = -1;
        for (int i = from; i < text.length() && i <= columns; i++) {
            switch (text.charAt(i)) {
                case '{' -> depth++;
                case '}' -> depth = Math.max(0, depth - 1);
                case '`' -> inSpan = !inSpan;
                case ' ' -> {
                    if (depth == 0 && !inSpan) best = i;
                }
                default -> {}
            }
        }
        return best;
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) count++;
        return count;
    }
}
