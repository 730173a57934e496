package dev.weft.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PipelineTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static final List<Integer> NUMBERS = IntStream.range(0, 200).boxed().toList();

    @Test
    void valuesGoThroughAllStagesInOrder() throws Exception {
        Pipeline<List<String>> pipeline = Pipeline.<Integer>from(NUMBERS)
                .<Integer>map("double", Stage.parallel(3).buffered(5), n -> n * 2)
                .filter(n -> n % 4 == 0)
                .<String>map("text", n -> "<" + n + ">")
                .batch(60, Duration.ofDays(1));
        List<String> expected = IntStream.range(0, 100).mapToObj(i -> "<" + 4 * i + ">").toList();
        Weft.run(() -> {
            assertThat(pipeline.toList()).isEqualTo(List.of(expected.subList(0, 60), expected.subList(60, 100)));
            assertThat(pipeline.toList().getFirst()).as("started again").isEqualTo(expected.subList(0, 60));
        });
    }

    @Test
    void unorderedStageLosesNothing() throws Exception {
        Weft.run(() -> assertThat(Pipeline.<Integer>from(NUMBERS)
                .<Integer>map("same", Stage.parallel(4).unordered(), n -> {
                    Weft.yieldNow();
                    return n;
                }).toList()).containsExactlyInAnyOrderElementsOf(NUMBERS));
    }

    @Test
    void firstFailureIsThrownToTheCallerAndCancelsTheRest() throws Exception {
        Weft.run(() -> {
            IOException failure = new IOException("at 50");
            Queue<Object> undelivered = new ConcurrentLinkedQueue<>();
            List<Integer> seen = new ArrayList<>();
            Channel<Integer> source = Channel.buffered(NUMBERS.size());
            NUMBERS.forEach(source::send);
            Pipeline<Integer> pipeline = Pipeline.from(source)
                    .<Integer>map("same", Stage.parallel(3), n -> n)
                    .<Integer>map("fails", n -> {
                        if (n == 50) {
                            throw failure;
                        }
                        return n;
                    })
                    .onUndelivered(undelivered::add);
            assertThatThrownBy(() -> pipeline.forEach(seen::add)).isSameAs(failure);
            assertThat(seen).isEqualTo(NUMBERS.subList(0, seen.size())).hasSizeLessThanOrEqualTo(50);
            Set<Object> all = new HashSet<>(seen);
            undelivered.forEach(value -> assertThat(all.add(value)).as("%s is doubled", value).isTrue());
            source.close();
            source.forEach(value -> assertThat(all.add(value)).as("%s is doubled", value).isTrue());
            assertThat(all).hasSize(NUMBERS.size());
        });
    }

    @Test
    void failureOfTheActionCancelsThePipeline() throws Exception {
        Weft.run(() -> {
            assertThatThrownBy(() -> Pipeline.<Integer>from(NUMBERS).<Integer>map("same", n -> n).forEach(n -> {
                throw new IllegalStateException("no room");
            })).hasMessage("no room");
            Await.until(() -> Weft.numGoroutines() == 1); // main
        });
    }

    @Test
    void failureOfAnOperatorOrASourceIsThePipelines() throws Exception {
        Weft.run(() -> {
            assertThatThrownBy(() -> Pipeline.<Integer>from(NUMBERS).filter(n -> {
                throw new IllegalStateException("filter");
            }).toList()).hasMessage("filter");
            assertThatThrownBy(() -> Pipeline.<Integer>generate("source", out -> {
                throw new IOException("source");
            }).toList()).isInstanceOf(IOException.class).hasMessage("source");
        });
    }

    @Test
    void stopDrains() throws Exception {
        Weft.run(() -> {
            Channel<Integer> endless = Channel.buffered(NUMBERS.size());
            NUMBERS.forEach(endless::send);
            PipelineRun<Integer> run = Pipeline.from(endless)
                    .<Integer>map("same", Stage.parallel(3).buffered(4), n -> n).start();
            List<Integer> seen = new ArrayList<>();
            while (seen.size() < 20) {
                seen.add(run.results().receive());
            }
            run.stop();
            run.results().forEach(seen::add);
            run.join();
            endless.close();
            List<Integer> rest = endless.stream().toList();
            assertThat(rest).as("what was not taken is still there").isNotEmpty();
            List<Integer> all = new ArrayList<>(seen);
            all.addAll(rest);
            assertThat(all).isEqualTo(NUMBERS);
        });
    }

    @Test
    void stopEndsGeneratorsAndIterables() throws Exception {
        Weft.run(() -> {
            PipelineRun<Integer> generated = Pipeline.<Integer>generate("endless", out -> {
                for (int i = 0; true; i++) {
                    out.send(i);
                }
            }).start();
            assertThat(generated.results().receive()).isZero();
            generated.stop();
            generated.results().forEach(n -> {});
            generated.join();
            PipelineRun<Integer> iterated = Pipeline.<Integer>from(() -> IntStream.iterate(0, i -> i + 1).iterator())
                    .start();
            assertThat(iterated.results().receive()).isZero();
            iterated.stop();
            iterated.results().forEach(n -> {});
            iterated.join();
            assertThat(iterated.delivered()).isGreaterThanOrEqualTo(1);
        });
    }

    @Test
    void cancelIsThrownByJoin() throws Exception {
        Weft.run(() -> {
            PipelineRun<Integer> run = Pipeline.from(Channel.<Integer>never()).start();
            run.cancel();
            assertThat(run.results().stream()).isEmpty();
            assertThatThrownBy(run::join).isInstanceOf(CancelledException.class)
                    .hasMessage("join: the pipeline was cancelled");
        });
    }

    @Test
    void cancelOfTheCallerEndsThePipeline() throws Exception {
        Weft.run(() -> {
            Channel<Signal> gone = Channel.signal();
            Goroutine caller = Weft.go(() -> {
                try {
                    Pipeline.from(Channel.<Integer>never()).toList();
                } finally {
                    gone.close();
                }
            });
            Parked.await(caller, WaitReason.CHANNEL_RECEIVE);
            caller.cancel();
            gone.next();
            caller.join();
            Await.until(() -> Weft.numGoroutines() == 1); // main
        });
    }

    @Test
    void progressCountsAndTheSlowestStageIsNamed() throws Exception {
        Weft.run(() -> {
            List<Long> progress = new ArrayList<>();
            PipelineRun<Integer> run = Pipeline.<Integer>from(List.of(1, 2, 3))
                    .<Integer>map("quick", n -> n)
                    .<Integer>map("slow", n -> {
                        Weft.sleep(Duration.ofMillis(5));
                        return n;
                    })
                    .onProgress((done, total) -> progress.add(done))
                    .forEach(n -> {});
            assertThat(progress).containsExactly(1L, 2L, 3L);
            assertThat(run.stages()).extracting(StageMetrics::name, StageMetrics::values)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("quick", 3L),
                            org.assertj.core.groups.Tuple.tuple("slow", 3L));
            assertThat(run.describe()).matches(
                    "quick 3 values, [0-9.]+ s busy in 1; slow 3 values, [0-9.]+ s busy in 1; slowest: slow");
        });
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> Stage.parallel(0)).hasMessage("stage: the parallelism must be at least 1, but is 0");
        assertThatThrownBy(() -> Stage.sequential().buffered(-1))
                .hasMessage("stage: the buffer must not be negative, but is -1");
    }
}
