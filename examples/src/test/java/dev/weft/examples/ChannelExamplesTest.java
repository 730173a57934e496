package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChannelExamplesTest {
    @Test
    void oneValueArrives() throws InterruptedException {
        assertThat(Example.of("OneValue").lines()).containsExactly("received: a value from another goroutine");
    }

    @Test
    void helloAndWorldAreInterleaved() throws InterruptedException {
        List<String> lines = Example.of("HelloWorld").lines();
        assertThat(Collections.frequency(lines, "hello")).isEqualTo(5);
        assertThat(Collections.frequency(lines, "world")).isEqualTo(5);
        assertThat(lines).hasSize(10);
        assertThat(lines.subList(0, 5)).as("the first half: both, while both sleep").contains("hello", "world");
    }

    @Test
    void halvesAreSummed() throws InterruptedException {
        assertThat(Example.of("SumInHalves").lines()).containsExactly("halves 39 and 21, together 60");
    }

    @Test
    void pingAndPongTakeTurns() throws InterruptedException {
        List<String> rally = IntStream.rangeClosed(1, 31).mapToObj(hit -> (hit % 2 == 1 ? "ping " : "pong ") + hit)
                .toList();
        assertThat(Example.of("PingPong").lines("31"))
                .containsExactlyElementsOf(Stream.concat(rally.stream(), Stream.of("game over")).toList());
    }

    @Test
    void theSieveLetsOnlyPrimesThrough() throws InterruptedException {
        List<String> primes = Stream.iterate(BigInteger.TWO, BigInteger::nextProbablePrime).limit(60)
                .map(BigInteger::toString).toList();
        assertThat(Example.of("PrimeSieve").lines("60")).containsExactlyElementsOf(primes);
    }

    @Test
    void squaresAreMergedAndSummed() throws InterruptedException {
        List<String> lines = Example.of("SquaresPipeline").lines();
        assertThat(lines).endsWith("sum 385");
        assertThat(lines.subList(0, lines.size() - 1)).containsExactlyInAnyOrderElementsOf(
                IntStream.rangeClosed(1, 10).mapToObj(n -> "square " + n * n).toList());
    }

    @Test
    void everyJobIsDoneOnceBySomeWorker() throws InterruptedException {
        Pattern start = Pattern.compile("(worker-[123]) starts job ([1-5])");
        Map<String, List<Integer>> jobsOf = new HashMap<>();
        Set<Integer> started = new HashSet<>();
        List<Integer> results = new ArrayList<>();
        for (String line : Example.of("WorkerPool").lines()) {
            Matcher matcher = start.matcher(line);
            if (matcher.matches()) {
                int job = Integer.parseInt(matcher.group(2));
                assertThat(started.add(job)).as("job %d starts for the first time", job).isTrue();
                jobsOf.computeIfAbsent(matcher.group(1), worker -> new ArrayList<>()).add(job);
            } else {
                assertThat(line).matches("result [0-9]+");
                int result = Integer.parseInt(line.substring("result ".length()));
                assertThat(started).as("started before their results").contains(result / 2);
                results.add(result);
            }
        }
        assertThat(results).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
        assertThat(jobsOf.keySet()).as("with five jobs of 50 ms each, nobody stays idle").hasSize(3);
        assertThat(jobsOf.values()).allSatisfy(jobs -> assertThat(jobs).as("first in, first out").isSorted());
    }
}
