package dev.weft.benchmarks.forks;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.work.Sample;
import dev.weft.benchmarks.work.WorkOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs one process after the other, keeps its raw output, and reads the samples from it. */
public final class ForkRunner {

    private final Path folder;
    private final Duration timeout;
    private final Verification verification;
    private final Gson gson = new Gson();

    /**
     * Makes the folder if need be.
     *
     * @param folder where the raw output goes
     */
    public ForkRunner(Path folder, Duration timeout, Verification verification) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.timeout = timeout;
        this.verification = verification;
    }

    public ForkResult run(int number, WorkOrder order, List<String> command) throws IOException, InterruptedException {
        String id = String.format(Locale.ROOT, "%04d-%s-%s-p%d", number, order.row().id(),
                new Contender(order.row(), order.peer(), order.variant()).label(), order.procs());
        Path out = folder.resolve(id + ".jsonl");
        Path err = folder.resolve(id + ".err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(Commands.REMOVED_VARIABLES);
        Process process = builder.start();
        Optional<Failure> failure = Optional.empty();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                failure = broken("did not end within " + timeout.toSeconds() + " s");
            } else if (process.exitValue() != 0) {
                failure = broken("ended with status " + process.exitValue());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return read(id, order, command, Files.readAllLines(out), failure);
    }

    /** Reads what a fork printed. A wrong sum outweighs any other failure. */
    ForkResult read(String id, WorkOrder order, List<String> command, List<String> output, Optional<Failure> failure) {
        List<Sample> samples = new ArrayList<>();
        Optional<Failure> reported = failure;
        for (String line : output) {
            if (!line.startsWith("{") || !line.endsWith("}")) {
                continue;
            }
            var object = JsonParser.parseString(line).getAsJsonObject();
            if (object.has("failure")) {
                reported = broken(object.get("failure").getAsString());
            } else {
                samples.add(gson.fromJson(object, Sample.class));
            }
        }
        Optional<Failure> found = verification.check(order, samples);
        boolean isWrong = found.isPresent() && found.get() instanceof Failure.Wrong;
        return new ForkResult(
                id, order, command, List.copyOf(samples), isWrong || reported.isEmpty() ? found : reported);
    }

    private static Optional<Failure> broken(String reason) {
        return Optional.of(new Failure.Broken(reason));
    }
}
