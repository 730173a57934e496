package dev.weft.snippets;

import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.time.RateLimiter;
import dev.weft.time.Ticker;
import dev.weft.time.Timer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples that the Javadoc of timers shows. */
class TimeSnippets {
    @Test
    void timer() throws Exception {
        run(() -> {
            Channel<String> messages = Channel.buffered("messages", 2);
            messages.send("hello");
            int[] heard = {0};
            // @start region="timer"
            Timer silence = Timer.after(Duration.ofMillis(20));
            while (select(
                    receive(messages, message -> {
                        heard[0]++;
                        silence.reset(Duration.ofMillis(20)); // put off: nothing to drain
                        return true;
                    }),
                    receive(silence.channel(), time -> false))) {}
            // @end
            assertThat(heard[0]).isEqualTo(1);
        });
    }

    @Test
    void ticker() throws Exception {
        run(() -> {
            // @start region="ticker"
            Ticker heartbeat = Ticker.every("heartbeat", Duration.ofMillis(2));
            for (int beat = 1; beat <= 3; beat++) {
                select(onReceive(heartbeat.channel(), time -> {}));
            }
            heartbeat.stop(); // or forget it: it is collected
            // @end
            assertThat(heartbeat.channel().length()).isZero();
        });
    }

    @Test
    void rateLimiter() throws Exception {
        run(() -> {
            int[] sent = {0};
            // @start region="rateLimiter"
            RateLimiter requests = new RateLimiter("requests", 1000, 5); // a second, and at once
            for (int r = 0; r < 10; r++) {
                requests.await(); // does not wait for the first five
                sent[0]++;
            }
            // @end
            assertThat(sent[0]).isEqualTo(10);
        });
    }

    @Test
    void reserve() throws Exception {
        run(() -> {
            RateLimiter requests = new RateLimiter(1000, 1);
            // @start region="reserve"
            RateLimiter.Reservation turn = requests.reserve();
            if (turn.delay().compareTo(Duration.ofSeconds(1)) > 0) {
                turn.cancel(); // too long: somebody else may have it
            } else {
                sleep(turn.delay());
            }
            // @end
            assertThat(turn.delay()).isZero();
        });
    }
}
