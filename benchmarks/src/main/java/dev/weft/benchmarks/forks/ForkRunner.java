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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs the processes of a round, keeps their raw output, and reads the samples from it.
 *
 * <p>One after the other they start and warm up. Then they take turns, an iteration each, and each time another one
 * begins; who is not at work waits. A machine that is slow for a minute is so for all of them: between forks that run
 * one after the other, the ratio would show the machine.
 */
public final class ForkRunner {

    private final Path folder;
    private final Duration timeout;
    private final Verification verification;
    private final Gson gson = new Gson();

    /**
     * Makes the folder if need be.
     *
     * @param folder where the raw output goes
     * @param timeout how long a process may work, by itself; in a round, each waits for the others as well
     */
    public ForkRunner(Path folder, Duration timeout, Verification verification) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.timeout = timeout;
        this.verification = verification;
    }

    /**
     * Runs a round.
     *
     * @param number the number of the round's first fork
     * @param orders what each process does; the same row and number of processors, and as many iterations
     */
    public List<ForkResult> run(int number, List<WorkOrder> orders, Commands commands)
            throws IOException, InterruptedException {
        List<Fork> forks = new ArrayList<>();
        try {
            for (WorkOrder order : orders) {
                String id = String.format(Locale.ROOT, "%04d-%s-%s-p%d", number + forks.size(), order.row().id(),
                        new Contender(order.row(), order.peer(), order.variant()).label(), order.procs());
                Fork fork = Fork.start(
                        id, order, commands.command(order), folder, timeout.multipliedBy(orders.size()));
                forks.add(fork);
                fork.awaitWarm();
            }
            List<Fork> turn = new ArrayList<>(forks);
            for (int i = 0; i < orders.getFirst().iterations(); i++) {
                for (Fork fork : turn) {
                    fork.takeTurn();
                }
                Collections.rotate(turn, -1);
            }
            List<ForkResult> results = new ArrayList<>();
            for (Fork fork : forks) {
                Optional<Failure> failure = fork.awaitEnd().map(Failure.Broken::new);
                results.add(read(fork.id(), fork.order(), fork.command(), fork.lines(), failure));
            }
            return results;
        } finally {
            for (Fork fork : forks) {
                fork.close();
            }
        }
    }

    /** Reads what a fork printed. A wrong sum outweighs any other failure. */
    ForkResult read(String id, WorkOrder order, List<String> command, List<String> output, Optional<Failure> failure) {
        List<Sample> samples = new ArrayList<>();
        Optional<Failure> reported = failure;
        for (String line : output) {
            if (!Fork.isObject(line)) {
                continue;
            }
            var object = JsonParser.parseString(line).getAsJsonObject();
            if (object.has("failure")) {
                reported = Optional.of(new Failure.Broken(object.get("failure").getAsString()));
            } else if (!object.has("ready")) {
                samples.add(gson.fromJson(object, Sample.class));
            }
        }
        Optional<Failure> found = verification.check(order, samples);
        boolean isWrong = found.isPresent() && found.get() instanceof Failure.Wrong;
        return new ForkResult(
                id, order, command, List.copyOf(samples), isWrong || reported.isEmpty() ? found : reported);
    }
}
