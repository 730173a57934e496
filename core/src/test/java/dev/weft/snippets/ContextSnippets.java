package dev.weft.snippets;

import static dev.weft.Weft.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.DeadlineExceededException;
import dev.weft.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
}
