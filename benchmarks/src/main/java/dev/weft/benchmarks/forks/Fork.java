package dev.weft.benchmarks.forks;

import com.google.gson.JsonParser;
import dev.weft.benchmarks.work.WorkOrder;
import dev.weft.benchmarks.work.Worker;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that does one order: it warms up, says that it has, and then does an iteration for each line that it is
 * sent. Between its turns it waits for its standard input, so that others can be measured.
 */
final class Fork implements AutoCloseable {
    private final String id;
    private final WorkOrder order;
    private final List<String> command;
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter turns;
    private final BufferedWriter record;
    private final CompletableFuture<Void> timeout;
    private final List<String> lines = new ArrayList<>();
    private @Nullable String broken;

    private Fork(String id, WorkOrder order, List<String> command, Process process, Path record, Duration limit)
            throws IOException {
        this.id = id;
        this.order = order;
        this.command = command;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.turns = process.outputWriter(StandardCharsets.UTF_8);
        this.record = Files.newBufferedWriter(record);
        this.timeout = CompletableFuture.runAsync(process::destroyForcibly,
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Starts the process.
     *
     * @param folder where its raw output goes
     * @param limit how long it may live; then it is ended, which is a failure
     */
    static Fork start(String id, WorkOrder order, List<String> command, Path folder, Duration limit)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectError(folder.resolve(id + ".err").toFile());
        builder.environment().keySet().removeAll(Commands.REMOVED_VARIABLES);
        return new Fork(id, order, command, builder.start(), folder.resolve(id + ".jsonl"), limit);
    }

    String id() {
        return id;
    }

    WorkOrder order() {
        return order;
    }

    List<String> command() {
        return command;
    }

    /** What it has printed so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until it has warmed up, or has ended. */
    void awaitWarm() throws IOException {
        readUntil("ready");
    }

    /** Lets it do an iteration and waits for the end of that; nothing if it has ended. */
    void takeTurn() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        try {
            turns.write('\n');
            turns.flush();
        } catch (IOException e) {
            // It has ended meanwhile: what it said last tells why.
            broken = "ended before its turn";
        }
        readUntil("checksum");
    }

    private void readUntil(String member) throws IOException {
        String line = output.readLine();
        while (line != null) {
            record.append(line).append('\n');
            lines.add(line);
            if (isObject(line) && JsonParser.parseString(line).getAsJsonObject().has(member)) {
                return;
            }
            line = output.readLine();
        }
    }

    /** Whether a line is one of those that {@link Worker} prints, and not somebody's noise. */
    static boolean isObject(String line) {
        return line.startsWith("{") && line.endsWith("}");
    }

    /** Waits for the end of the process; why what it printed does not count, if so. */
    Optional<String> awaitEnd() throws IOException, InterruptedException {
        readUntil("nothing that it prints");
        int status = process.waitFor();
        if (timeout.isDone()) {
            return Optional.of("did not end in time");
        }
        return status == 0 ? Optional.ofNullable(broken) : Optional.of("ended with status " + status);
    }

    @Override
    public void close() throws IOException {
        timeout.cancel(false);
        process.destroyForcibly();
        record.close();
    }
}
