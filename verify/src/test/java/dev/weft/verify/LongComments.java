package dev.weft.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps the lines of comments that are too long, and leaves all others alone: words that do not fit move to the start of
 * the next line of the same paragraph, or to a new line at its end.
 *
 * <p>Code in comments ({@code <pre>}, snippets, fenced Markdown) cannot be wrapped; its long lines stay, and are reported.
 */
final class LongComments {
    /** Group 1: what a continuation repeats; group 2: a list's or a tag's start, which it indents under; group 3: text. */
    private static final Pattern LINE = Pattern.compile("^( *(?:\\*|///?) +)((?:[-*+] |\\d+\\. |<li>|@\\w+ )?)(\\S.*)$");
    private static final Pattern PARAGRAPH_START = Pattern.compile("^(?:[-*+|#>] ?|\\d+\\. |<[a-z]+>|@\\w+).*$");
    private static final Pattern CODE_START = Pattern.compile(".*(?:<pre>|\\{@snippet|```).*");
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
            String line = lines.get(i);
            Matcher comment = LINE.matcher(line);
            boolean isComment = comment.matches() && !inTextBlock;
            if (!isComment) {
                if (count(line, "\"\"\"") % 2 == 1) inTextBlock = !inTextBlock;
                // A code fence ends with its comment at the latest.
                if (line.endsWith("*/")) inCode = false;
            }
            if (inCode) inCode = !CODE_END.matcher(line).matches();
            else if (isComment && CODE_START.matcher(line).matches()) inCode = !line.contains("</pre>");
            else if (isComment) wrapLine(lines, i, comment);
        }
        return String.join("\n", lines) + "\n";
    }

    private void wrapLine(List<String> lines, int index, Matcher line) {
        String text = lines.get(index);
        if (text.codePointCount(0, text.length()) <= columns) return;
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
