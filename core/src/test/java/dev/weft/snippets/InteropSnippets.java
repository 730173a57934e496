package dev.weft.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.interop.ChannelQueue;
import dev.weft.interop.Futures;
import dev.weft.interop.GoroutineExecutor;
import dev.weft.interop.GoroutineThreads;
import dev.weft.interop.Inflow;
import dev.weft.interop.Publishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class InteropSnippets {
    @Test
    void executor() throws Exception {
        // @start region="executor"
        try (ExecutorService executor = GoroutineExecutor.named("downloads")) {
            Future<Integer> length = executor.submit(() -> "weft".length());
            assertThat(length.get()).isEqualTo(4);
        } // waits for all tasks
         // @end
    }

    @Test
    void futures() throws Exception {
        // @start region="futures"
        CompletableFuture<String> greeting = Futures.go("greeter", () -> "hello");
        String loud = Futures.await(greeting.thenApply(String::toUpperCase)); // cancellable, as all waits here
        // @end
        assertThat(loud).isEqualTo("HELLO");
    }

    @Test
    void queue() throws Exception {
        // @start region="queue"
        Channel<String> jobs = Channel.buffered("jobs", 10);
        BlockingQueue<String> queue = ChannelQueue.of(jobs); // for a library that wants one
        queue.put("first");
        String job = jobs.receive();
        // @end
        assertThat(job).isEqualTo("first");
    }

    @Test
    void threads() throws Exception {
        Channel<String> jobs = Channel.buffered("jobs", 1);
        // @start region="threads"
        ThreadFactory threads = GoroutineThreads.named("fetch"); // they run under the context of whoever makes it
        Thread thread = threads.newThread(() -> jobs.send("a job from " + Thread.currentThread().getName()));
        thread.start();
        String job = jobs.receive(); // "a job from fetch-1"
        // @end
        assertThat(job).isEqualTo("a job from fetch-1");
    }

    @Test
    void flow() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Weft.run(() -> {
            // @start region="flow"
            Flow.Publisher<Integer> publisher = Publishers.of(Channels.of(List.of(1, 2, 3)));
            try (Inflow<Integer> inflow = Publishers.subscribe(publisher, 16)) {
                for (int value : inflow.values()) seen.add(value);
                assertThat(inflow.failure()).isEmpty();
            }
            // @end
        });
        assertThat(seen).containsExactly(1, 2, 3);
    }
}
