package dev.weft.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import dev.weft.sync.Semaphore;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
}
