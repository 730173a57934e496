package dev.weft.benchmarks.report;

import dev.weft.benchmarks.forks.Plan;
import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;

/**
 * One picture for a number of processors: every figure as a multiple of the best peer's, so that 1 is the line to beat.
 */
final class Plot {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 700;
    private static final int MARKER_SIZE = 10;

    private Plot() {}

    private static Color color(Peer peer) {
        return switch (peer) {
            case WEFT_OWN -> new Color(0x0b3d91);
            case WEFT_JDK -> new Color(0x6f9fe8);
            case GO -> new Color(0x00a29c);
            case KOTLIN -> new Color(0x8e44ad);
            case JOX -> new Color(0xd35400);
            case JDK -> new Color(0x7f8c8d);
        };
    }

    private record Point(Row row, Figure figure, Measurement best) {}

    static void write(Results results, Plan plan, int procs, Path file) throws IOException {
        List<Point> points = points(results, procs);
        if (points.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT)
                .title("Time, memory or delay over the best peer's, P" + procs + " (lower is better, 1 = best peer)")
                .yAxisTitle("times the best peer").build();
        // Points, since a bar on a logarithmic axis has no foot.
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setMarkerSize(MARKER_SIZE);
        List<String> names = points.stream().map(point -> point.figure().id()).toList();
        for (Peer peer : plan.peers()) {
            addSeries(chart, results, procs, peer, points, names);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }

    /** Only figures that some peer has can be drawn. */
    private static List<Point> points(Results results, int procs) {
        List<Point> points = new ArrayList<>();
        for (Row row : results.rows()) {
            for (Figure figure : Results.figures(row, procs)) {
                results.bestPeer(row, figure, procs).ifPresent(best -> points.add(new Point(row, figure, best)));
            }
        }
        return points;
    }

    private static void addSeries(
            CategoryChart chart, Results results, int procs, Peer peer, List<Point> points, List<String> names) {
        List<Double> values = new ArrayList<>();
        for (Point point : points) {
            Optional<Measurement> own = results.best(point.row(), point.figure(), procs, peer);
            values.add(own.map(measurement -> multiple(measurement, point.best())).orElse(Double.NaN));
        }
        if (values.stream().anyMatch(Double::isFinite)) {
            chart.addSeries(peer.title(), names, values).setMarkerColor(color(peer));
        }
    }

    private static double multiple(Measurement measurement, Measurement best) {
        return measurement.figure().better() == Figure.Better.LOWER
                ? measurement.median() / best.median()
                : best.median() / measurement.median();
    }
}
