package dev.weft.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.weft.benchmarks.forks.ForkResult;
import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.forks.Plan;
import dev.weft.benchmarks.rows.Figure;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the results of a run into its folder: the table, JSON with everything, CSV with every sample, the plots. */
public final class Reports {

    private static final String CSV_HEAD = "fork,row,peer,variant,procs,iteration,measured,size,checksum,"
            + "figure,value,unit,heap_mb,gc_ms,gc_count\n";

    private final Path folder;
    private final Plan plan;
    private final Environment environment;
    private final Results results;
    private final double loadAtEnd;

    public Reports(Path folder, Plan plan, Environment environment, Results results, double loadAtEnd) {
        this.folder = folder;
        this.plan = plan;
        this.environment = environment;
        this.results = results;
        this.loadAtEnd = loadAtEnd;
    }

    /** The text for the reader. */
    public String text() {
        return header() + "\n" + new Table(results, plan.peers(), plan.procs()).render();
    }

    /** Writes all files. */
    public void write() throws IOException {
        Files.writeString(folder.resolve("table.md"), text());
        Files.writeString(folder.resolve("commands.txt"), commands());
        Files.writeString(folder.resolve("samples.csv"), csv());
        Files.writeString(folder.resolve("results.json"), json());
        for (int procs : plan.procs()) {
            Plot.write(results, plan, procs, folder.resolve("plot-p" + procs + ".svg"));
        }
    }

    private String header() {
        var lines = new ArrayList<String>();
        environment.facts().forEach((name, value) -> lines.add(name + ": " + value));
        lines.add(String.format(Locale.ROOT, "load average: %.2f at the start, %.2f at the end",
                environment.loadAtStart(), loadAtEnd));
        lines.add("runs: " + plan.forks() + " forks x " + plan.iterations() + " measured iterations, "
                + plan.collector().id() + " collector" + (plan.quick() ? ", quick: small sizes" : ""));
        lines.add("cells: median, ± half of the whole range, the variant if there are several (the best one is shown);"
                + " the command of each fork is in commands.txt (run by hand: with < /dev/null), each sample in"
                + " samples.csv");
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }

    private String commands() {
        return results.forks().stream()
                .map(fork -> fork.id() + "\n    " + String.join(" ", quoted(fork.command())) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> quoted(List<String> command) {
        return command.stream().map(word -> word.contains(" ") ? "'" + word + "'" : word).toList();
    }

    private String csv() {
        var text = new StringBuilder(CSV_HEAD);
        for (ForkResult fork : results.forks()) {
            for (Sample sample : fork.samples()) {
                for (Figure figure : fork.order().row().figures()) {
                    text.append(String.join(",", fork.id(), sample.row(), sample.peer(), sample.variant(),
                            "" + sample.procs(), "" + sample.iteration(), "" + sample.measured(), "" + sample.size(),
                            "" + sample.checksum(), figure.id(), "" + sample.figures().get(figure.id()), figure.unit(),
                            "" + sample.heapMb(), "" + sample.gcMillis(), "" + sample.gcCount())).append('\n');
                }
            }
        }
        return text.toString();
    }

    /** What {@code results.json} holds. */
    private record Document(
            Map<String, String> environment, double loadAtStart, double loadAtEnd, boolean quick, String collector,
            List<Line> figures, List<Fork> forks) {}

    private record Line(
            String row, String figure, String title, String unit, String better, int procs, List<Cell> cells,
            List<Target> targets) {}

    private record Cell(String peer, String variant, int samples, double median, double min, double max) {}

    private record Target(
            String subject, String against, double limit, double reached, Verdict.Status status) {}

    private record Fork(String id, String command, String failure, List<Sample> samples) {}

    private String json() {
        List<Line> lines = new ArrayList<>();
        for (Row row : results.rows()) {
            for (int procs : plan.procs()) {
                Results.figures(row, procs).forEach(figure -> lines.add(line(row, figure, procs)));
            }
        }
        List<Fork> forks = results.forks().stream().map(fork -> new Fork(
                fork.id(), String.join(" ", quoted(fork.command())), fork.failure().map(Failure::reason).orElse(""),
                fork.samples())).toList();
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
                .create();
        return gson.toJson(new Document(
                new LinkedHashMap<>(environment.facts()), environment.loadAtStart(), loadAtEnd, plan.quick(),
                plan.collector().id(), lines, forks)) + "\n";
    }

    private Line line(Row row, Figure figure, int procs) {
        List<Cell> cells = new ArrayList<>();
        for (Peer peer : plan.peers()) {
            for (Measurement measurement : results.variants(row, figure, procs, peer)) {
                Statistics s = measurement.statistics();
                cells.add(new Cell(peer.id(), measurement.variant(), s.count(), s.median(), s.min(), s.max()));
            }
        }
        List<Target> targets = results.verdicts(row, figure, procs).stream().map(verdict -> new Target(
                verdict.must().subject().id(), verdict.must().against().title(), verdict.must().limit(),
                verdict.reached().orElse(Double.NaN), verdict.status())).toList();
        return new Line(row.id(), figure.id(), figure.title(), figure.unit(),
                figure.better().name().toLowerCase(Locale.ROOT), procs, cells, targets);
    }
}
