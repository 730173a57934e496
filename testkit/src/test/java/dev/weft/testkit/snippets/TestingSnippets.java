package dev.weft.testkit.snippets;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.sync.Mutex;
import dev.weft.testkit.Bubble;
import dev.weft.testkit.Chaos;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import dev.weft.testkit.Problem;
import dev.weft.testkit.junit.GoTest;
import dev.weft.testkit.junit.Replay;
import dev.weft.testkit.junit.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What the guide's chapter on testing shows; it also shows the report, so the lines of this file count. */
class TestingSnippets {
    // @start region="broken"
    static final class Cache {
        private final Mutex mutex = new Mutex("cache");
        private final Map<String, String> pages = new HashMap<>();
        private int loads;

        String get(String address) throws Exception {
            mutex.lock();
            String known = pages.get(address);
            mutex.unlock();
            if (known == null) {
                known = load(address);
                mutex.lock();
                pages.put(address, known);
                mutex.unlock();
            }
            return known;
        }

        private String load(String address) {
            loads++; // and asks a server
            return "the page at " + address;
        }
    }
    // @end

    private static void eachPageIsLoadedOnce() throws Exception {
        Cache cache = new Cache();
        Channel<String> pages = Channel.unbuffered("pages");
        // @start region="test"
        for (int i = 1; i <= 2; i++) {
            go("reader-" + i, () -> pages.send(cache.get("weft.example")));
        }
        assertThat(pages.receive()).isEqualTo(pages.receive());
        assertThat(cache.loads).as("loads").isEqualTo(1);
        // @end
    }

    static String reportText() {
        Exploration exploration = Explorer.random(1).schedules(10_000).run(TestingSnippets::eachPageIsLoadedOnce);
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        return ((Exploration.Failed) exploration).report();
    }

    @Test
    void reportOfTheGuide() throws IOException {
        assertThat(Files.readString(guide())).contains("```text\n" + reportText() + "```");
    }

    private static Path guide() {
        return Path.of(Objects.requireNonNull(System.getProperty("weft.root"), "weft.root is set by the build"),
                "docs/guide/10-testing.md");
    }

    static final class FixedCache {
        private final Mutex mutex = new Mutex("cache");
        private final Map<String, String> pages = new HashMap<>();
        private int loads;

        // @start region="fixed"
        String get(String address) throws Exception {
            mutex.lock();
            try {
                String known = pages.get(address);
                if (known == null) {
                    known = load(address);
                    pages.put(address, known);
                }
                return known;
            } finally {
                mutex.unlock();
            }
        }
        // @end

        private String load(String address) {
            loads++;
            return "the page at " + address;
        }
    }

    private static void eachPageIsLoadedOnceNow() {
        FixedCache cache = new FixedCache();
        Channel<String> pages = Channel.unbuffered("pages");
        for (int i = 1; i <= 2; i++) {
            go("reader-" + i, () -> pages.send(cache.get("weft.example")));
        }
        assertThat(pages.receive()).isEqualTo(pages.receive());
        assertThat(cache.loads).as("loads").isEqualTo(1);
    }

    // @start region="virtualTime"
    @GoTest
    void aSlowServerIsGivenUpAfterAMinute() {
        Channel<String> answer = Channel.buffered("answer", 1);
        go("server", () -> {
            sleep(Duration.ofHours(1)); // takes no time at all
            answer.send("at last");
        });
        String got = select(receive(answer, text -> text), after(Duration.ofMinutes(1), () -> "too late"));
        assertThat(got).isEqualTo("too late");
    }
    // @end

    // @start region="settle"
    @GoTest
    void theServerWaitsForItsFirstRequest() {
        Channel<String> requests = Channel.unbuffered("requests");
        StringBuilder log = new StringBuilder();
        go("server", () -> {
            log.append("ready ");
            for (String request : requests) log.append(request);
        });
        Bubble.settle(); // until everybody else waits
        assertThat(log).hasToString("ready ");
        requests.send("GET /");
        requests.close();
    }
    // @end

    // @start region="chance"
    @GoTest(schedules = 10_000)
    void readersShareAPage() {
        // @end
        eachPageIsLoadedOnceNow();
    }

    // @start region="replay"
    @GoTest(schedules = 10_000)
    @Replay("cb3c")
    void readersShareAPageInThatScheduleAsWell() {
        // @end
        eachPageIsLoadedOnceNow();
    }

    // @start region="exhaustive"
    @GoTest(strategy = Strategy.EXHAUSTIVE)
    void readersShareAPageInEverySchedule() {
        // @end
        eachPageIsLoadedOnceNow();
    }

    @Test
    void withoutJUnit() {
        // @start region="explorer"
        Exploration exploration = Explorer.exhaustive().run(() -> {
            Mutex mutex = new Mutex("account");
            go(() -> mutex.locked(() -> {}));
            mutex.locked(() -> {});
        });
        assertThat(exploration).isEqualTo(new Exploration.Passed(4, true)); // four schedules, and there are no others
        // @end
    }

    @Test
    void cancellation() {
        // @start region="cancellation"
        Explorer.cancelAtEachPoint().run(() -> {
            Mutex mutex = new Mutex("account");
            mutex.locked(() -> sleep(Duration.ofSeconds(1)));
        }).orThrow();
        // @end
    }

    // @start region="parallel"
    @GoTest(parallel = true)
    void pagesOfManyServersArriveBeforeTheDeadline() {
        Channel<String> pages = Channel.unbuffered("pages");
        for (int i = 1; i <= 100; i++) {
            int server = i;
            go("server-" + server, () -> {
                sleep(Duration.ofMinutes(server)); // no time at all
                pages.send("a page of server " + server);
            });
        }
        for (int i = 1; i <= 100; i++) {
            String page = select(receive(pages, text -> text), after(Duration.ofMinutes(2), () -> "nothing"));
            assertThat(page).isEqualTo("a page of server " + i);
        }
    }
    // @end

    @Test
    void chaos() {
        // @start region="chaos"
        Chaos.seed(1).runs(50).cancelAtEachPoint().run(() -> {
            Channel<String> answer = Channel.buffered("answer", 1); // with room, so that nobody is left behind
            go("server", () -> answer.send("at last"));
            answer.receive();
        });
        // @end
    }

    // @start region="requestBroken"
    static String finishRequest(Callable<String> request, Duration limit) {
        Channel<String> answer = Channel.unbuffered("answer");
        go("request", () -> answer.send(request.call()));
        return select(receive(answer, text -> text), after(limit, () -> "timed out"));
    }
    // @end

    static String finishRequestNow(Callable<String> request, Duration limit) {
        // @start region="requestFixed"
        Channel<String> answer = Channel.buffered("answer", 1);
        // @end
        go("request", () -> answer.send(request.call()));
        return select(receive(answer, text -> text), after(limit, () -> "timed out"));
    }

    private static Exploration.Failed exploreRequests() {
        Exploration exploration = Explorer.random(1).schedules(10_000).run(() -> {
            // @start region="requestTest"
            Callable<String> request = () -> {
                sleep(Duration.ofSeconds(30));
                return "done";
            };
            assertThat(finishRequest(request, Duration.ofSeconds(30))).isIn("done", "timed out");
            // @end
        });
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        return (Exploration.Failed) exploration;
    }

    @Test
    void reportOfTheRequests() throws IOException {
        assertThat(Files.readString(guide())).contains("```text\n" + exploreRequests().report() + "```");
    }

    @Test
    void requestsLeakAgainInThatSchedule() {
        Exploration again = Explorer.replay(exploreRequests().schedule()).run(() -> finishRequest(() -> {
            sleep(Duration.ofSeconds(30));
            return "done";
        }, Duration.ofSeconds(30)));
        assertThat(again).isInstanceOfSatisfying(Exploration.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOf(Problem.Leak.class));
    }

    // @start region="requestEverySchedule"
    @GoTest(strategy = Strategy.EXHAUSTIVE)
    void aRequestThatIsGivenUpEndsAllTheSame() {
        Callable<String> request = () -> {
            sleep(Duration.ofSeconds(30));
            return "done";
        };
        assertThat(finishRequestNow(request, Duration.ofSeconds(30))).isIn("done", "timed out");
    }
    // @end
}
