package dev.weft.snippets;

import static dev.weft.Weft.done;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.Scope;
import dev.weft.SendChannel;
import dev.weft.sync.Cond;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.Semaphore;
import dev.weft.sync.SingleFlight;
import dev.weft.sync.WaitGroup;
import dev.weft.time.RateLimiter;
import dev.weft.time.Ticker;
import dev.weft.time.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The Java side of the guide's chapter "Go by example, in Java": time, waiting for each other, and shared memory. */
class PatternsOfSharingSnippets {
    private final List<Object> log = new CopyOnWriteArrayList<>();

    @Test
    void timer() throws Exception {
        run(() -> {
            // @start region="timer"
            Timer alarm = Timer.after(Duration.ofHours(1));
            boolean early = alarm.stop(); // true: it had not fired
            alarm.reset(Duration.ofMillis(1));
            alarm.channel().receive();
            // @end
            assertThat(early).isTrue();
        });
    }

    @Test
    void ticker() throws Exception {
        run(() -> {
            // @start region="ticker"
            Ticker ticker = Ticker.every(Duration.ofMillis(2));
            for (int ticks = 0; ticks < 3; ticks++) {
                ticker.channel().receive();
                log.add("tick " + ticks);
            }
            ticker.stop(); // or forget it: it is garbage when nobody can hear it
            // @end
        });
        assertThat(log).containsExactly("tick 0", "tick 1", "tick 2");
    }

    @Test
    void waitGroup() {
        // @start region="waitGroup"
        WaitGroup workers = new WaitGroup("workers");
        for (int id = 1; id <= 3; id++) {
            int number = id; // a lambda captures what does not change
            workers.go(() -> log.add("worker " + number));
        }
        workers.await();
        // @end
        assertThat(log).hasSize(3);
    }

    @Test
    void rateLimit() throws Exception {
        run(() -> {
            List<String> requests = List.of("a", "b", "c", "d");
            // @start region="rateLimit"
            RateLimiter limiter = new RateLimiter("requests", RateLimiter.every(Duration.ofMillis(2)), 3);
            for (String request : requests) {
                limiter.await(); // the first three at once, then one in two milliseconds
                log.add("request " + request);
            }
            // @end
        });
        assertThat(log).hasSize(4);
    }

    @Test
    void atomic() {
        // @start region="atomic"
        AtomicLong operations = new AtomicLong(); // the JDK's: goroutines are threads
        WaitGroup counters = new WaitGroup("counters");
        for (int c = 0; c < 50; c++) {
            counters.go(() -> {
                for (int i = 0; i < 100; i++) operations.incrementAndGet();
            });
        }
        counters.await();
        // @end
        assertThat(operations).hasValue(5_000);
    }

    // @start region="mutex"
    static final class Container {
        private final Mutex mutex = new Mutex("container");
        private final Map<String, Integer> counters = new HashMap<>(); // guarded by the mutex

        void increment(String name) throws Exception {
            mutex.locked(() -> counters.merge(name, 1, Integer::sum));
        }
    }
    // @end

    @Test
    void mutex() {
        Container container = new Container();
        WaitGroup all = new WaitGroup("all");
        for (int i = 0; i < 100; i++) all.go(() -> container.increment("a"));
        all.await();
        assertThat(container.counters).containsExactly(Map.entry("a", 100));
    }

    // @start region="stateful"
    record Read(String key, SendChannel<Integer> answer) {}

    record Write(String key, int value) {}

    static void keep(Channel<Read> reads, Channel<Write> writes) {
        Map<String, Integer> state = new HashMap<>(); // nobody else sees it
        while (true) {
            select(
                    onReceive(reads, read -> read.answer().send(state.getOrDefault(read.key(), 0))),
                    onReceive(writes, write -> state.put(write.key(), write.value())));
        }
    }
    // @end

    @Test
    void stateful() throws Exception {
        run(() -> {
            Channel<Read> reads = Channel.unbuffered("reads");
            Channel<Write> writes = Channel.unbuffered("writes");
            Goroutine keeper = go("keeper", () -> keep(reads, writes));
            // @start region="statefulUse"
            writes.send(new Write("answer", 42));
            Channel<Integer> answer = Channel.buffered(1);
            reads.send(new Read("answer", answer));
            int value = answer.receive(); // 42
            // @end
            assertThat(value).isEqualTo(42);
            keeper.cancel();
        });
    }

    private static String fetch(String url) throws IOException {
        if (url.equals("broken")) throw new IOException("no answer from " + url);
        return "page of " + url;
    }

    @Test
    void errgroup() throws Exception {
        List<String> urls = List.of("a", "broken", "c");
        run(() -> {
            // @start region="errgroup"
            try (Scope scope = Scope.open(Scope.Policy.firstFailure().parallelism(2))) {
                for (String url : urls) scope.go(() -> log.add(fetch(url)));
                scope.join(); // the first failure cancels the others and is thrown here
            } catch (IOException e) {
                log.add(e.getMessage());
            }
            // @end
        });
        assertThat(log).contains("no answer from broken");
    }

    @Test
    void context() throws Exception {
        run(() -> {
            Channel<String> answers = Channel.unbuffered("answers");
            // @start region="context"
            Context request = Context.current().withTimeout(Duration.ofMillis(5));
            request.go("slow", () -> {
                sleep(Duration.ofHours(1)); // throws when the time is over: nothing to pass along, nothing to ask
                answers.send("done");
            });
            String answer = select(
                    receive(answers, text -> text),
                    done(request, () -> request.cause().orElseThrow().getMessage()));
            // @end
            assertThat(answer).startsWith("the deadline has passed");
        });
    }

    @Test
    void once() {
        // @start region="once"
        Once setup = new Once("setup");
        WaitGroup users = new WaitGroup("users");
        for (int u = 0; u < 3; u++) {
            users.go(() -> setup.run(() -> log.add("set up")));
        }
        users.await();
        // @end
        assertThat(log).containsExactly("set up");
    }

    @Test
    void cond() throws Exception {
        run(() -> {
            // @start region="cond"
            Mutex mutex = new Mutex("queue");
            Cond filled = new Cond("filled", mutex);
            Deque<String> queue = new ArrayDeque<>(); // guarded by the mutex
            Goroutine consumer = go("consumer", () -> mutex.locked(() -> {
                while (queue.isEmpty()) filled.await();
                log.add(queue.removeFirst());
            }));
            mutex.locked(() -> queue.add("a job"));
            filled.signal();
            consumer.join();
            // @end
        });
        assertThat(log).containsExactly("a job");
    }

    @Test
    void singleFlight() {
        AtomicInteger queries = new AtomicInteger();
        // @start region="singleFlight"
        SingleFlight<String, String> flights = new SingleFlight<>("users");
        WaitGroup requests = new WaitGroup("requests");
        for (int r = 0; r < 10; r++) {
            requests.go(() -> log.add(flights.run("ada", () -> "query " + queries.incrementAndGet())));
        }
        requests.await(); // those at the same time had one query in common
        // @end
        assertThat(log).hasSize(10).contains("query 1");
    }

    @Test
    void semaphore() {
        AtomicInteger inside = new AtomicInteger();
        // @start region="semaphore"
        Semaphore slots = new Semaphore("slots", 2);
        WaitGroup guests = new WaitGroup("guests");
        for (int g = 0; g < 6; g++) {
            guests.go(() -> slots.holding(() -> {
                log.add(inside.incrementAndGet()); // never more than 2
                inside.decrementAndGet();
            }));
        }
        guests.await();
        // @end
        assertThat(log).hasSize(6).isSubsetOf(1, 2);
    }

    @Test
    void cancellation() throws Exception {
        run(() -> {
            Goroutine sleeper = go("sleeper", () -> assertThatThrownBy(() -> sleep(Duration.ofHours(1)))
                    .isInstanceOf(CancelledException.class));
            // @start region="cancellation"
            sleeper.cancel(); // Go has no such thing
            sleeper.join();
            // @end
            assertThat(sleeper.isDone()).isTrue();
        });
    }
}
