package dev.weft.testkit.primitives;

import static dev.weft.Weft.go;
import static dev.weft.testkit.primitives.Explored.holdsInManySchedules;
import static dev.weft.testkit.primitives.Explored.holdsWithPreemptions;
import static dev.weft.testkit.primitives.Explored.isCaughtInManySchedules;
import static dev.weft.testkit.primitives.Explored.survivesCancellationAtEachPoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.ReceiveChannel;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.flow.Pipeline;
import dev.weft.flow.Stage;
import dev.weft.flow.Transform;
import dev.weft.testkit.primitives.TwinPipeline.Mistake;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pipelines of two values: whatever the schedule, each value comes out, is handed over or stays in the source, once;
 * the order is kept where that is promised; one failure is thrown; and nobody is left behind.
 *
 * <p>They have far too many schedules to try all. Tried are all in which goroutines are interrupted a few times at most
 * (see {@link Shape}), and many more by chance.
 */
class PipelineExplorationTest {
    private static final int SCHEDULES = 1_000;

    /** Even the schedules without any interruption are millions. */
    private static final int BY_CHANCE = -1;

    /** Starts a pipeline. */
    @FunctionalInterface
    interface Kind {
        Line start(
                ReceiveChannel<Integer> source, Consumer<Object> undelivered, Transform<Integer, Integer> function);
    }

    /** The pipelines that are explored, with the number of preemptions up to which all schedules are tried. */
    enum Shape implements Kind {
        SEQUENTIAL(Stage.sequential(), 1), PARALLEL(Stage.parallel(2), BY_CHANCE),
        UNORDERED(Stage.parallel(2).unordered(), 0),
        BUFFERED(Stage.sequential().buffered(1), 1);

        @SuppressWarnings("ImmutableEnumChecker") // a Stage is immutable
        private final Stage stage;
        private final int preemptions;

        Shape(Stage stage, int preemptions) {
            this.stage = stage;
            this.preemptions = preemptions;
        }

        @Override
        public Line start(
                ReceiveChannel<Integer> source, Consumer<Object> undelivered, Transform<Integer, Integer> function) {
            return Line.of(Pipeline.from(source).<Integer>map("stage", stage, function)
                    .onUndelivered(undelivered).start());
        }
    }

    private static Kind twin(Mistake mistake) {
        return (source, undelivered, function) -> TwinPipeline.start(mistake, source, undelivered, function);
    }

    /** Where the numbers 1 and 2 go. */
    private static final class Run {
        private final Channel<Integer> source = Channel.buffered("source", 2);
        private final List<Integer> results = new ArrayList<>();
        private final List<Integer> undelivered = new ArrayList<>();
        private final Line line;

        Run(Kind kind) {
            this(kind, n -> n);
        }

        Run(Kind kind, Transform<Integer, Integer> function) {
            source.send(1);
            source.send(2);
            source.close();
            line = kind.start(source, value -> undelivered.add((Integer) value), function);
        }

        /** Takes all results, and says how the pipeline ended. */
        String end() throws Exception {
            line.results().forEach(results::add);
            try {
                line.join();
                return "ended";
            } catch (CancelledException e) {
                return "cancelled";
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }

        void assertConserved() {
            List<Integer> places = new ArrayList<>(results);
            places.addAll(undelivered);
            source.forEach(places::add);
            assertThat(places).as("results %s, undelivered %s", results, undelivered).containsExactlyInAnyOrder(1, 2);
        }
    }

    private static Task undisturbed(Kind kind) {
        return () -> {
            Run run = new Run(kind);
            assertThat(run.end()).isEqualTo("ended");
            assertThat(run.undelivered).isEmpty();
            assertThat(run.results).hasSize(2);
            if (kind != Shape.UNORDERED) {
                assertThat(run.results).isSorted();
            }
            run.assertConserved();
        };
    }

    private static Task cancelled(Kind kind, Set<String> seen) {
        return () -> {
            Run run = new Run(kind);
            Goroutine canceller = go("canceller", run.line::cancel);
            String end = run.end();
            canceller.join();
            run.assertConserved();
            if (end.equals("ended")) {
                assertThat(run.results).hasSize(2);
            }
            seen.add(end);
        };
    }

    private static Task stopped(Kind kind, Set<String> seen) {
        return () -> {
            Run run = new Run(kind);
            Goroutine stopper = go("stopper", run.line::stop);
            assertThat(run.end()).isEqualTo("ended");
            stopper.join();
            assertThat(run.undelivered).isEmpty();
            seen.add(run.results.size() + " results");
            run.assertConserved();
        };
    }

    private static Task failing(Kind kind, Set<String> seen) {
        return () -> {
            Run run = new Run(kind, n -> {
                Weft.yieldNow();
                throw new IOException("number " + n);
            });
            String end = run.end();
            assertThat(end).startsWith("number ");
            assertThat(run.results).isEmpty();
            run.assertConserved();
            seen.add(end);
        };
    }

    private static void assertHolds(int preemptions, Task program) {
        if (preemptions == BY_CHANCE) {
            holdsInManySchedules(4 * SCHEDULES, program);
        } else {
            holdsWithPreemptions(preemptions, program);
            holdsInManySchedules(SCHEDULES, program);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingComesOutOnce(Shape shape) {
        assertHolds(shape.preemptions, undisturbed(shape));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrDoubledWheneverItIsCancelled(Shape shape) {
        Set<String> seen = new TreeSet<>();
        assertHolds(shape.preemptions, cancelled(shape, seen));
        assertThat(seen).containsExactly("cancelled", "ended");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnderWayComesOutWheneverItIsStopped(Shape shape) {
        Set<String> seen = new TreeSet<>();
        assertHolds(shape.preemptions, stopped(shape, seen));
        assertThat(seen).containsExactly("0 results", "1 results", "2 results");
    }

    @ParameterizedTest
    @EnumSource
    void oneFailureIsThrownAndNothingElseComesOut(Shape shape) {
        Set<String> seen = new TreeSet<>();
        assertHolds(shape.preemptions, failing(shape, seen));
        assertThat(seen).contains("number 1");
    }

    @Test
    void ofTwoFailuresTheFirstIsThrown() {
        Set<String> seen = new TreeSet<>();
        assertHolds(Shape.UNORDERED.preemptions, failing(Shape.UNORDERED, seen));
        assertThat(seen).containsExactly("number 1", "number 2");
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesTheResultsMayBeCancelledAnywhere(Shape shape) {
        survivesCancellationAtEachPoint(() -> {
            Channel<Integer> source = Channel.buffered("source", 2);
            source.trySend(1);
            source.trySend(2);
            source.tryClose();
            List<Integer> places = new ArrayList<>();
            try {
                Pipeline.from(source).<Integer>map("stage", shape.stage, n -> n)
                        .onUndelivered(value -> places.add((Integer) value)).forEach(places::add);
            } finally {
                Weft.shield(() -> source.forEach(places::add));
                assertThat(places).containsExactlyInAnyOrder(1, 2);
            }
        });
    }

    @Test
    void theContextAboveMayBeCancelledAnyTime() {
        assertHolds(BY_CHANCE, () -> {
            Context context = Context.background().withCancel();
            List<Run> runs = new ArrayList<>();
            context.run(() -> runs.add(new Run(Shape.PARALLEL)));
            Goroutine canceller = go("canceller", context::cancel);
            assertThat(runs.getFirst().end()).isIn("ended", "cancelled");
            canceller.join();
            runs.getFirst().assertConserved();
        });
    }

    /** Two stages that work at the same time, an operator of time between them, and a source that is a function. */
    @Test
    void stagesInARowLoseNothingWheneverTheyAreCancelled() {
        assertHolds(0, () -> {
            List<Integer> places = new ArrayList<>();
            int[] sent = {0};
            var run = Pipeline.<Integer>generate("source", out -> {
                while (sent[0] < 2) {
                    out.send(sent[0] + 1);
                    sent[0]++;
                }
            }).filter(n -> true).batch(2, Duration.ofSeconds(1))
                    .<Integer>map("sum", list -> list.stream().mapToInt(n -> n).sum())
                    .onUndelivered(value -> places.add(sumOf(value))).start();
            Goroutine canceller = go("canceller", run::cancel);
            run.results().forEach(places::add);
            try {
                run.join();
            } catch (CancelledException e) {
                assertThat(e).hasMessage("join: the pipeline was cancelled");
            }
            canceller.join();
            assertThat(places.stream().mapToInt(n -> n).sum()).isEqualTo(sent[0] == 2 ? 3 : sent[0]);
        });
    }

    private static int sumOf(Object value) {
        return value instanceof List<?> list ? list.stream().mapToInt(PipelineExplorationTest::sumOf).sum()
                : (Integer) value;
    }

    @Test
    void theTwinWithoutAMistakeHolds() {
        assertHolds(1, undisturbed(twin(Mistake.NONE)));
        assertHolds(1, cancelled(twin(Mistake.NONE), new TreeSet<>()));
        assertHolds(1, stopped(twin(Mistake.NONE), new TreeSet<>()));
        assertHolds(1, failing(twin(Mistake.NONE), new TreeSet<>()));
    }

    @Test
    void pipelinesWithMistakesAreCaught() {
        isCaughtInManySchedules(SCHEDULES, failing(twin(Mistake.KEEPS_THE_FAILURE), new TreeSet<>()));
        isCaughtInManySchedules(SCHEDULES, failing(twin(Mistake.LEAVES_THE_SOURCE_BEHIND), new TreeSet<>()));
        isCaughtInManySchedules(SCHEDULES, stopped(twin(Mistake.STOPS_AT_ONCE), new TreeSet<>()));
        isCaughtInManySchedules(SCHEDULES, cancelled(twin(Mistake.FORGETS_WHAT_IT_HOLDS), new TreeSet<>()));
        isCaughtInManySchedules(SCHEDULES, cancelled(twin(Mistake.ENDS_BEFORE_ITS_STAGES), new TreeSet<>()));
    }
}
