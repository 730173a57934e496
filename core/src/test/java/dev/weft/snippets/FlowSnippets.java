package dev.weft.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.ReceiveChannel;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.flow.Pipeline;
import dev.weft.flow.PipelineRun;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Stage;
import dev.weft.flow.Topic;
import dev.weft.flow.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlowSnippets {
    @Test
    void channels() throws Exception {
        Weft.run(() -> {
            // @start region="channels"
            ReceiveChannel<Integer> numbers = Channels.generate("numbers", out -> {
                for (int n = 1; n <= 10; n++) out.send(n);
            });
            ReceiveChannel<Integer> squares = Channels.map(numbers, 4, n -> n * n); // four at a time, in order
            ReceiveChannel<List<Integer>> pairs = Channels.batch(squares, 2);
            // @end
            assertThat(pairs.stream()).first().isEqualTo(List.of(1, 4));
        });
    }

    @Test
    void workerPool() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        List<String> urls = List.of("a", "b", "c");
        Weft.run(() -> {
            // @start region="workerPool"
            try (WorkerPool pool = WorkerPool.named("fetchers").workers(8).queue(100).open()) {
                for (String url : urls) {
                    pool.submit(() -> fetch(url, fetched)); // waits while the queue is full
                }
            } // waits for all tasks, and throws the first failure
             // @end
        });
        assertThat(fetched.get()).isEqualTo(3);
    }

    private static void fetch(String url, AtomicInteger fetched) {
        assertThat(url).hasSize(1);
        fetched.incrementAndGet();
    }

    @Test
    void topic() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Weft.run(() -> {
            // @start region="topic"
            Topic<Integer> prices = Topic.named("prices");
            Topic.Subscription<Integer> latest = prices.subscribe(1, SlowPolicy.DROP_OLDEST);
            for (int price = 100; price < 110; price++) prices.publish(price);
            seen.add(latest.values().receive()); // 109: the older ones have made room
            prices.close();
            // @end
            assertThat(latest.dropped()).isEqualTo(9);
        });
        assertThat(seen).containsExactly(109);
    }

    @Test
    void pipeline() throws Exception {
        List<String> names = List.of("loom", "warp", "weft");
        List<String> loud = new ArrayList<>();
        Weft.run(() -> {
            // @start region="pipeline"
            PipelineRun<String> run = Pipeline.from(names)
                    .map("read", Stage.parallel(8).buffered(16), name -> name.toCharArray())
                    .map("convert", Stage.parallel(2), letters -> new String(letters) + "!")
                    .forEach(result -> loud.add(result)); // in order; throws the first failure of any stage
            String report = run.describe(); // ... slowest: read
            // @end
            assertThat(report).contains("read 3 values").contains("slowest: ");
        });
        assertThat(loud).containsExactly("loom!", "warp!", "weft!");
    }
}
