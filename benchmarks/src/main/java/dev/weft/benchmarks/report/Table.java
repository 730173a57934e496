package dev.weft.benchmarks.report;

import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Must;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table for a reader: a line for each figure and number of processors, in Markdown that lines up as plain text too.
 */
public final class Table {

    private static final int EXACT_FROM = 100;
    private static final int ONE_DECIMAL_FROM = 10;

    private final Results results;
    private final List<Peer> peers;
    private final List<Integer> procs;

    /** The notes by their text, numbered in the order of their first use. */
    private final Map<String, Integer> notes = new LinkedHashMap<>();

    public Table(Results results, List<Peer> peers, List<Integer> procs) {
        this.results = results;
        this.peers = List.copyOf(peers);
        this.procs = List.copyOf(procs);
    }

    public String render() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(head());
        for (Row row : results.rows()) {
            for (Figure figure : row.figures()) {
                for (int processors : procs) {
                    if (processors >= figure.minimumProcs()) {
                        lines.add(line(row, figure, processors));
                    }
                }
            }
        }
        return Markdown.table(lines) + notes();
    }

    private List<String> head() {
        return Stream.of(
                Stream.of("row", "figure", "unit", "P"), peers.stream().map(Peer::title),
                Stream.of("best peer", "own/best", "own/Go", "must")).flatMap(part -> part).toList();
    }

    private List<String> line(Row row, Figure figure, int processors) {
        var cells = new ArrayList<>(List.of(figure.id(), figure.title(), figure.unit(), "" + processors));
        for (Peer peer : peers) {
            cells.add(cell(row, figure, processors, peer));
        }
        Optional<Measurement> own = results.best(row, figure, processors, Peer.WEFT_OWN);
        Optional<Measurement> best = results.bestPeer(row, figure, processors);
        cells.add(best.map(measurement -> measurement.peer().title()).orElse("-"));
        cells.add(ratio(own, best));
        cells.add(ratio(own, results.best(row, figure, processors, Peer.GO)));
        // A queue without a select is no opponent of Weft's select; Weft's own targets stay visible even when open.
        cells.add(results.verdicts(row, figure, processors).stream()
                .filter(verdict -> verdict.status() != Verdict.Status.OPEN || verdict.must().subject() == Peer.WEFT_OWN)
                .map(Table::verdict)
                .collect(Collectors.joining("; ")));
        return cells;
    }

    private String cell(Row row, Figure figure, int processors, Peer peer) {
        Optional<Measurement> best = results.best(row, figure, processors, peer);
        if (best.isPresent()) {
            Measurement measurement = best.get();
            String value = measurement.isCutOff()
                    ? ">= " + number(figure.ceiling().getAsDouble())
                    : number(measurement.median()) + " ±" + Math.round(measurement.statistics().spreadPercent()) + "%";
            return measurement.variant().isEmpty() ? value : value + " " + measurement.variant();
        }
        return results.reason(row, processors, peer).map(this::noted).orElse("-");
    }

    private String noted(String reason) {
        return "- [" + notes.computeIfAbsent(reason, any -> notes.size() + 1) + "]";
    }

    private static String ratio(Optional<Measurement> own, Optional<Measurement> other) {
        return own.isPresent() && other.isPresent() ? twoDecimals(own.get().median() / other.get().median()) : "-";
    }

    private static String verdict(Verdict verdict) {
        Must must = verdict.must();
        String bound = verdict.figure().better() == Figure.Better.LOWER ? "<=" : ">=";
        String target = must.against() == Must.Against.ABSOLUTE
                ? bound + number(must.limit())
                : bound + twoDecimals(must.limit()) + "x" + must.against().title();
        String status = switch (verdict.status()) {
            case MET -> "yes";
            case MISSED -> "NO";
            case OPEN -> "?";
        };
        String subject = must.subject() == Peer.WEFT_OWN ? "" : "Weft jdk ";
        String reached = must.against() != Must.Against.ABSOLUTE && verdict.reached().isPresent()
                ? " (" + twoDecimals(verdict.reached().getAsDouble()) + ")"
                : "";
        return subject + target + reached + " " + status;
    }

    private String notes() {
        var text = new StringBuilder();
        notes.forEach((reason, number) -> text.append("\n[").append(number).append("] ").append(reason));
        return notes.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String twoDecimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Three or so significant digits: more would only show noise. */
    static String number(double value) {
        if (value >= EXACT_FROM) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= ONE_DECIMAL_FROM ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
