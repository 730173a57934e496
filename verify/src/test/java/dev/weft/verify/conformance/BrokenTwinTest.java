package dev.weft.verify.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the conformance test would say if a program showed what Go cannot show. */
class BrokenTwinTest {
    private static Program program(String goroutines, String outcomes) throws IOException {
        return ProgramFile.parse("""
                {"name": "twin", "channels": [0, 1], "mutexes": 1, "waitgroups": [1],
                 "goroutines": %s, "outcomes": %s}""".formatted(goroutines, outcomes));
    }

    /** Runs the program as the conformance test does and returns the verdicts. */
    private static Verdicts run(Program program) {
        Verdicts verdicts = new Verdicts("tested", List.of(program));
        new Conductors(List.of(program), verdicts).runAll(100, 2, run -> run);
        return verdicts;
    }

    @Test
    void outcomeOutsideTheSetIsReportedWithProgramAndSeed() throws IOException {
        Program program = program("[[[\"send\", 0, 1]], [[\"recv\", 0]]]", "[\"sent done | 1 done\"]");
        Verdicts verdicts = new Verdicts("own", List.of(program));
        assertThat(verdicts.check(program, "sent done | 1 done", 2, 41)).isTrue();
        assertThat(verdicts.violations()).isEmpty();
        assertThat(verdicts.check(program, "sent done | blocked@0", 4, 42)).isFalse();
        assertThat(verdicts.violations()).singleElement().asString()
                .contains("program twin", "engine own", "maxProcs 4", "seed 42", "sent done | blocked@0",
                        "-Dconformance.only=twin -Dconformance.seed=42 -Dconformance.maxProcs=4");
        assertThat(verdicts.summary()).isEqualTo(
                "engine own, 1 programs, 2 runs, 1 of 1 possible outcomes seen, 1 outside");
    }

    @Test
    void programsThatShowMoreThanTheirSetAreCaught() throws IOException {
        // Go may also let the receiver come first: the sets lack that.
        Program closing = program("[[[\"close\", 1]], [[\"send\", 1, 7]]]", "[\"ok done | sent done\"]");
        assertThat(run(closing).violations()).isNotEmpty();
        Program waiting = program("[[[\"wgwait\", 0]], [[\"lock\", 0], [\"lock\", 0]]]", "[\"ok done | ok ok done\"]");
        Verdicts verdicts = run(waiting);
        assertThat(verdicts.violations()).first().asString().contains("blocked@0 | ok blocked@1");
        assertThat(verdicts.summary()).contains("0 of 1 possible outcomes seen");
        assertThat(verdicts.isHopeless()).as("stopped early: %s", verdicts.summary()).isTrue();
    }

    @Test
    void everyKindOfEndIsSeenAsWhatItIs() throws IOException {
        assertEnds("[[[\"close\", -1]]]", "panic@0:close of nil channel");
        assertEnds("[[[\"close\", 0], [\"close\", 0]]]", "ok panic@1:close of closed channel");
        assertEnds("[[[\"close\", 0], [\"send\", 0, 1]]]", "ok panic@1:send on closed channel");
        assertEnds("[[[\"close\", 0], [\"select\", [[\"send\", 0, 1]], true]]]", "ok panic@1:send on closed channel");
        assertEnds("[[[\"close\", 0], [\"recv\", 0], [\"select\", [[\"recv\", 0]], true]]]", "ok closed 0:closed done");
        assertEnds("[[[\"select\", [[\"recv\", -1], [\"send\", -1, 1]], false]]]", "blocked@0");
        assertEnds("[[[\"select\", [], false]]]", "blocked@0");
        assertEnds("[[[\"select\", [], true], [\"len\", -1], [\"cap\", 1]]]", "default 0 1 done");
        assertEnds("[[[\"wgdone\", 0], [\"wgwait\", 0], [\"lock\", 0], [\"unlock\", 0]]]", "ok ok ok ok done");
        assertEnds("[[[\"send\", -1, 1]], [[\"recv\", -1]], []]", "blocked@0 | blocked@0 | done");
    }

    private static void assertEnds(String goroutines, String outcome) throws IOException {
        Verdicts verdicts = run(program(goroutines, "[\"" + outcome + "\"]"));
        assertThat(verdicts.violations()).isEmpty();
        assertThat(verdicts.summary()).contains("100 runs, 1 of 1 possible outcomes seen, none outside");
    }

    @Test
    void whatIsNoProgramIsRefused() {
        assertThatThrownBy(() -> program("[[[\"peek\", 0]]]", "[]")).hasMessageContaining("unknown operation");
        assertThatThrownBy(() -> program("[[[\"send\", 2, 1]]]", "[]")).hasMessageContaining("no channel 2");
        assertThatThrownBy(() -> program("[[[\"send\", 0]]]", "[]")).hasMessageContaining("not a number");
        assertThatThrownBy(() -> program("[[[\"lock\", 1]]]", "[]")).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
