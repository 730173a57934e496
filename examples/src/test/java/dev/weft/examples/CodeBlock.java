package dev.weft.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown document.
 *
 * @param place the document and the line of the fence, for messages
 * @param language what stands behind the opening fence
 * @param text the lines between the fences, without common indentation
 */
record CodeBlock(String place, String language, String text) {
    private static final String FENCE = "```";

    static List<CodeBlock> in(Path document) {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines = Project.read(document).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).strip().startsWith(FENCE)) continue;
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) end++;
            String place = Project.root().relativize(document) + ":" + (i + 1);
            if (end == lines.size()) throw new IllegalArgumentException(place + ": this block has no end");
            String language = lines.get(i).strip().substring(FENCE.length());
            blocks.add(new CodeBlock(place, language, withoutIndent(lines.subList(i + 1, end))));
            i = end;
        }
        return blocks;
    }

    /** Whether these lines, one after the other, are somewhere in the source, whatever their common indentation is. */
    boolean isPartOf(List<String> source) {
        int length = (int) text.lines().count();
        for (int from = 0; from + length <= source.size(); from++) {
            if (withoutIndent(source.subList(from, from + length)).equals(text)) return length > 0;
        }
        return false;
    }

    private static String withoutIndent(List<String> lines) {
        return String.join("\n", lines).stripIndent();
    }
}
