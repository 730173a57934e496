package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GoroutineExamplesTest {
    @Test
    void threeTasksMixAndKeepTheirOwnOrder() throws InterruptedException {
        List<String> lines = Example.of("ThreeTasks").lines();
        assertThat(lines).hasSize(13).endsWith("breakfast is ready");
        for (String dish : List.of("tea", "toast", "eggs")) {
            assertThat(lines.stream().filter(line -> line.startsWith(dish + ":")))
                    .containsExactly(dish + ": step 1", dish + ": step 2", dish + ": step 3", dish + ": done");
        }
        assertThat(lines.subList(0, 3)).containsExactlyInAnyOrder("tea: step 1", "toast: step 1", "eggs: step 1");
    }

    @Test
    void namedTasksKnowTheirNames() throws InterruptedException {
        List<String> lines = Example.of("NamedTasks").lines();
        assertThat(lines).hasSize(7).endsWith("heater and lamp have ended");
        assertThat(lines).containsSubsequence("heater: 21 degrees (1)", "heater: 21 degrees (2)",
                "heater: 21 degrees (3)");
        assertThat(lines).containsSubsequence("lamp: switched on (1)", "lamp: switched on (2)",
                "lamp: switched on (3)");
    }

    @Test
    void computationsEndBeforeTheWaitGroupLetsMainGoOn() throws InterruptedException {
        List<String> lines = Example.of("ComputeWithWaitGroup").with("GOMAXPROCS", "1").lines();
        assertThat(lines).hasSize(6).startsWith("GOMAXPROCS was 1 and is 2").endsWith("all computed");
        assertThat(lines).contains("sum of n^1 to 1000 is " + sumOfPowers(1), "sum of n^2 to 1000 is " + sumOfPowers(2),
                "sum of n^3 to 1000 is " + sumOfPowers(3), "sum of n^4 to 1000 is " + sumOfPowers(4));
    }

    private static long sumOfPowers(int exponent) {
        long sum = 0;
        for (long n = 1; n <= 1000; n++) sum += Math.powExact(n, exponent);
        return sum;
    }

    @Test
    void heavyTasksGiveTheSameResultsAndMeasureBothWays() throws InterruptedException {
        int limit = 100_000;
        List<String> lines = Example.of("HeavyTasks").with("GOMAXPROCS", "2").lines(Integer.toString(limit));
        assertThat(lines).hasSize(4);
        String results = Pattern.quote(Arrays.toString(longestChains(limit)));
        MatchResult alone = match("one after another: " + results + ", wall ([0-9.]+) ms, CPU ([0-9.]+) ms",
                lines.get(0));
        MatchResult together = match("four goroutines: " + results + ", wall ([0-9.]+) ms, CPU ([0-9.]+) ms",
                lines.get(1));
        assertThat(lines.get(2)).isEqualTo("same results: true");
        MatchResult speedUp = match("GOMAXPROCS 2, speed-up ([0-9.]+)", lines.get(3));

        double wallAlone = Double.parseDouble(alone.group(1));
        double wallTogether = Double.parseDouble(together.group(1));
        assertThat(wallAlone).isPositive();
        assertThat(wallTogether).isPositive();
        double rounding = 0.01 + 0.1 / wallTogether * wallAlone / wallTogether;
        assertThat(Double.parseDouble(speedUp.group(1))).isCloseTo(wallAlone / wallTogether, within(rounding));
    }

    /** As the example defines them, computed in another way: the length of each chain from that of a shorter one. */
    private static long[] longestChains(int limit) {
        long[] steps = new long[limit + 1];
        long[] longest = new long[4];
        for (int start = 2; start <= limit; start++) {
            long n = next(start);
            long own = 1;
            for (; n > start; own++) n = next(n);
            steps[start] = own + steps[(int) n];
            int task = (start - 1) % 4;
            longest[task] = Math.max(longest[task], steps[start]);
        }
        return longest;
    }

    private static long next(long n) {
        return (n & 1) == 0 ? n >> 1 : n + (n << 1) + 1;
    }

    @Test
    void countersCountToTheirLimits() throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        List<String> expected = new ArrayList<>(List.of("NumCPU: " + processors, "GOMAXPROCS: 3"));
        for (int cpu = 0; cpu < processors; cpu++) expected.add("counter " + cpu + ": 1000000");
        expected.add("together: " + processors * 1_000_000L);
        assertThat(Example.of("CounterPerCpu").with("GOMAXPROCS", "3").lines("1000000"))
                .containsExactlyElementsOf(expected);
    }

    private static MatchResult match(String regex, String line) {
        assertThat(line).matches(regex);
        return Pattern.compile(regex).matcher(line).results().findFirst().orElseThrow();
    }
}
