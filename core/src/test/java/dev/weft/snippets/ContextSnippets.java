package dev.weft.snippets;

import static dev.weft.Weft.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.DeadlineExceededException;
import dev.weft.Signal;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The examples that the Javadoc of contexts shows. */
class ContextSnippets {
    @Test
    void context() throws Exception {
        List<String> log = new ArrayList<>();
        run(() -> {
            Channel<String> results = Channel.buffered(1);
            Channel<Signal> stopped = Channel.signal("stopped");
            // @start region="context"
            Context request = Context.current().withTimeout(Duration.ofMillis(20));
            request.go("slow query", () -> {
                try {
                    results.send(query());
                } finally {
                    stopped.close();
                }
            });
            String answer = select(
                    receive(results, result -> result),
                    done(request, () -> "too late: " + request.cause().orElseThrow().getMessage()));
            // @end
            select(closed(stopped, () -> true));
            log.add(answer);
            assertThat(request.cause()).containsInstanceOf(DeadlineExceededException.class);
        });
        assertThat(log).singleElement().asString().startsWith("too late: the deadline has passed");
    }

    /** Waits for something that never comes; gives up when its context is cancelled. */
    private static String query() throws CancelledException {
        return Channel.<String>never().receive();
    }

    @Test
    void stop() throws Exception {
        List<Integer> seen = new ArrayList<>();
        run(() -> {
            // @start region="stop"
            Context search = Context.current().withCancel();
            Channel<Integer> found = Channel.unbuffered("found");
            WaitGroup searching = new WaitGroup("searching");
            searching.add(2);
            for (int first = 1; first <= 2; first++) {
                int start = first;
                search.go("search-" + start, () -> {
                    try {
                        for (int n = start;; n += 2) found.send(n); // throws when the search is cancelled
                    } finally {
                        searching.done();
                    }
                });
            }
            for (int i = 0; i < 3; i++) seen.add(found.receive());
            search.cancel(); // both give up what they wait for, and end
            searching.await();
            // @end
        });
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void value() throws Exception {
        Channel<String> names = Channel.buffered("names", 1);
        // @start region="value"
        Context.Key<String> user = Context.Key.named("user");
        Context.background().withValue(user, "ada").run(() -> {
            go("handler", () -> names.send(Context.current().value(user).orElse("nobody"))); // inherits the context
        });
        // @end
        assertThat(names.receive()).isEqualTo("ada");
    }

    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    @Test
    void scopedValue() throws Exception {
        Channel<String> names = Channel.buffered("names", 1);
        // @start region="scopedValue"
        Context request = Context.background().withValue(USER, "ada"); // USER is a ScopedValue<String>
        request.go("handler", () -> names.send("for " + USER.get()));
        // @end
        assertThat(names.receive()).isEqualTo("for ada");
    }

    @Test
    void future() throws Exception {
        List<String> log = new ArrayList<>();
        run(() -> {
            // @start region="future"
            Context request = Context.current().withTimeout(Duration.ofSeconds(5));
            CompletableFuture<String> page = request.future("page", () -> "a page"); // a goroutine, seen as a future
            String title = select(settled(page.thenApply(String::toUpperCase), text -> text)); // and waited for as such
            request.cancel();
            // @end
            log.add(title);
        });
        assertThat(log).containsExactly("A PAGE");
    }
}
