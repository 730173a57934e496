package dev.weft.benchmarks.forks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.weft.benchmarks.Runs;
import dev.weft.benchmarks.forks.ForkResult.Failure;
import dev.weft.benchmarks.report.Results;
import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import dev.weft.benchmarks.work.Sample;
import dev.weft.benchmarks.work.WorkOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private static final WorkOrder ORDER = Runs.order(Row.UNBUFFERED, Peer.JOX, "", 2, 1);

    @TempDir
    Path folder = Path.of("");

    private ForkResult read(Sample... samples) throws IOException {
        var runner = new ForkRunner(folder, Duration.ofSeconds(1), new Verification());
        List<String> lines = List.of(samples).stream().map(sample -> new Gson().toJson(sample)).toList();
        return runner.read("0001", ORDER, List.of("run"), lines, Optional.empty());
    }

    private static Sample good() {
        return Runs.sample(ORDER, 0, true, 100);
    }

    @Test
    void rightSumPasses() throws IOException {
        assertThat(read(good()).failure()).isEmpty();
    }

    @Test
    void wrongSumFailsTheRun() throws IOException {
        Sample s = good();
        var result = read(new Sample(s.row(), s.peer(), s.variant(), s.procs(), s.iteration(), s.measured(), s.size(),
                s.checksum() - 1, s.figures(), s.heapMb(), s.gcMillis(), s.gcCount()));
        assertThat(result.failure()).containsInstanceOf(Failure.Wrong.class);
        assertThat(result.failure().orElseThrow().reason()).contains("has the checksum 54, expected 55");
        assertThat(new Results(List.of(result), Map.of()).wrong()).containsExactly(result);
    }

    @Test
    void wrongSumDuringTheWarmUpFailsTheRunToo() throws IOException {
        Sample s = good();
        var result = read(new Sample(s.row(), s.peer(), s.variant(), s.procs(), 0, false, s.size(), 0, s.figures(),
                s.heapMb(), s.gcMillis(), s.gcCount()), good());
        assertThat(result.failure()).containsInstanceOf(Failure.Wrong.class);
    }

    @Test
    void anotherNumberOfProcessorsFailsTheRun() throws IOException {
        Sample s = good();
        var result = read(new Sample(s.row(), s.peer(), s.variant(), 1, s.iteration(), s.measured(), s.size(),
                s.checksum(), s.figures(), s.heapMb(), s.gcMillis(), s.gcCount()));
        assertThat(result.failure()).containsInstanceOf(Failure.Wrong.class);
    }

    @Test
    void missingFigureFailsTheRun() throws IOException {
        Sample s = good();
        var result = read(new Sample(s.row(), s.peer(), s.variant(), s.procs(), s.iteration(), s.measured(), s.size(),
                s.checksum(), Map.of(), s.heapMb(), s.gcMillis(), s.gcCount()));
        assertThat(result.failure()).containsInstanceOf(Failure.Wrong.class);
    }

    @Test
    void tooFewIterationsBreakTheFork() throws IOException {
        assertThat(read().failure()).contains(new Failure.Broken("0 of 1 iterations reported"));
    }

    @Test
    void errorOfTheForkIsItsReason() throws IOException {
        var runner = new ForkRunner(folder, Duration.ofSeconds(1), new Verification());
        var result = runner.read("0001", ORDER, List.of("run"), List.of("noise", "{\"failure\":\"out of luck\"}"),
                Optional.of(new Failure.Broken("ended with status 1")));
        assertThat(result.failure()).contains(new Failure.Broken("out of luck"));
    }
}
