package dev.weft.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Weft;
import dev.weft.sync.Cond;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.OnceValue;
import dev.weft.sync.Pool;
import dev.weft.sync.RwMutex;
import dev.weft.sync.Semaphore;
import dev.weft.sync.SingleFlight;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SyncSnippets {
    @Test
    void waitGroup() {
        // @start region="waitGroup"
        int[] squares = new int[10];
        WaitGroup squaring = new WaitGroup("squaring");
        for (int n = 0; n < squares.length; n++) {
            int index = n;
            squaring.go(() -> squares[index] = index * index); // counts, starts, and counts down at the end
        }
        squaring.await(); // all have ended, and what they wrote is visible
        // @end
        assertThat(squares).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64, 81);
    }

    @Test
    void waitGroupByHand() {
        Channel<String> log = Channel.buffered("log", 2);
        // @start region="waitGroupByHand"
        WaitGroup writers = new WaitGroup("writers");
        writers.add(2); // before the goroutines start, not in them
        for (String text : new String[] {"one", "two"}) {
            go(() -> {
                try {
                    log.send(text);
                } finally {
                    writers.done();
                }
            });
        }
        writers.await();
        // @end
        assertThat(log.length()).isEqualTo(2);
    }

    @Test
    void mutex() throws Exception {
        // @start region="mutex"
        Mutex mutex = new Mutex("visits");
        Map<String, Integer> visits = new HashMap<>(); // guarded by the mutex
        WaitGroup visitors = new WaitGroup("visitors");
        for (int v = 0; v < 100; v++) {
            visitors.go(() -> {
                mutex.lock();
                try {
                    visits.merge("home page", 1, Integer::sum);
                } finally {
                    mutex.unlock();
                }
            });
        }
        visitors.await();
        // @end
        assertThat(visits).containsExactly(Map.entry("home page", 100));
        // @start region="locked"
        mutex.locked(() -> visits.merge("home page", 1, Integer::sum)); // the same, shorter
        // @end
        assertThat(visits).containsExactly(Map.entry("home page", 101));
    }

    @Test
    void semaphore() throws Exception {
        // @start region="semaphore"
        Semaphore connections = new Semaphore("connections", 3);
        WaitGroup queries = new WaitGroup("queries");
        for (int q = 0; q < 20; q++) {
            queries.go(() -> connections.holding(() -> Weft.sleep(Duration.ofMillis(1)))); // three at a time
        }
        queries.await();
        // @end
        assertThat(connections.available()).isEqualTo(3);
    }

    @Test
    void rwMutex() throws Exception {
        // @start region="rwMutex"
        RwMutex mutex = new RwMutex("index");
        Map<String, Integer> index = new HashMap<>(); // guarded by the mutex
        mutex.locked(() -> index.put("weft", 1));
        WaitGroup readers = new WaitGroup("readers");
        for (int r = 0; r < 10; r++) {
            readers.go(() -> {
                mutex.readLock(); // readers do not wait for each other
                try {
                    assertThat(index).containsKey("weft");
                } finally {
                    mutex.readUnlock();
                }
            });
        }
        readers.await();
        // @end
    }

    @Test
    void once() {
        List<String> log = new CopyOnWriteArrayList<>();
        // @start region="once"
        Once loading = new Once("loading");
        WaitGroup users = new WaitGroup("users");
        for (int u = 0; u < 10; u++) {
            users.go(() -> {
                loading.run(() -> log.add("loaded")); // one loads, the others wait
                log.add("used");
            });
        }
        users.await();
        // @end
        assertThat(log).startsWith("loaded").hasSize(11);
    }

    @Test
    void onceValue() {
        // @start region="onceValue"
        OnceValue<Map<String, String>> settings = new OnceValue<>("settings", () -> Map.of("color", "blue"));
        String color = settings.get().get("color"); // read now, and kept
        // @end
        assertThat(color).isEqualTo("blue");
    }

    @Test
    void cond() throws Exception {
        // @start region="cond"
        Mutex mutex = new Mutex("door");
        Cond opened = new Cond("opened", mutex);
        boolean[] open = {false}; // guarded by the mutex
        WaitGroup visitors = new WaitGroup("visitors");
        for (int v = 0; v < 3; v++) {
            visitors.go(() -> mutex.locked(() -> {
                while (!open[0]) opened.await(); // unlocks the mutex while it waits
            }));
        }
        mutex.locked(() -> open[0] = true);
        opened.broadcast();
        visitors.await();
        // @end
        assertThat(open[0]).isTrue();
    }

    @Test
    void pool() {
        // @start region="pool"
        Pool<StringBuilder> builders = new Pool<>("builders", StringBuilder::new);
        StringBuilder builder = builders.get();
        builder.append("a line");
        String line = builder.toString();
        builder.setLength(0); // it comes out again as it was put in
        builders.put(builder);
        // @end
        assertThat(line).isEqualTo("a line");
    }

    @Test
    void singleFlight() {
        AtomicInteger queries = new AtomicInteger();
        // @start region="singleFlight"
        SingleFlight<String, Integer> lookups = new SingleFlight<>("lookups");
        WaitGroup requests = new WaitGroup("requests");
        for (int r = 0; r < 10; r++) {
            requests.go(() -> lookups.run("ada", queries::incrementAndGet)); // those at the same time share one query
        }
        requests.await();
        // @end
        assertThat(queries.get()).isBetween(1, 10);
    }
}
