package dev.weft.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables in Markdown whose columns line up. */
final class Markdown {

    private Markdown() {}

    /**
     * Lays a table out.
     *
     * @param lines the head and then the lines, all with the same number of cells
     */
    static String table(List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
                .toArray();
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(line(lines.get(i), widths));
            if (i == 0) {
                text.append(IntStream.of(widths).mapToObj(width -> "-".repeat(width + 2))
                        .collect(Collectors.joining("|", "|", "|\n")));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(
                        column -> " " + cells.get(column) + " ".repeat(widths[column] - cells.get(column).length() + 1))
                .collect(Collectors.joining("|", "|", "|\n"));
    }
}
