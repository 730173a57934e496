package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SingleFlightTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final SingleFlight<String, String> flight = new SingleFlight<>("profiles");
    private final Channel<String> answers = Channel.unbuffered("answers");
    private final AtomicInteger calls = new AtomicInteger();

    private String ask() {
        calls.incrementAndGet();
        return answers.receive();
    }

    private Goroutine leader() {
        Goroutine leader = go(() -> flight.run("ada", this::ask));
        Parked.await(leader, WaitReason.CHANNEL_RECEIVE);
        return leader;
    }

    private Goroutine follower(Channel<String> results) {
        Goroutine follower = go(() -> results.send(flight.run("ada", this::ask)));
        Parked.await(follower, WaitReason.SINGLE_FLIGHT);
        return follower;
    }

    @Test
    void allWhoWantItAtTheSameTimeGetOneResult() throws Exception {
        run(() -> {
            leader();
            Channel<String> results = Channel.buffered(10);
            List<Goroutine> followers = new ArrayList<>();
            for (int i = 0; i < 10; i++) followers.add(follower(results));
            answers.send("profile");
            followers.forEach(Goroutine::join);
            results.close();
            assertThat(results.stream()).hasSize(10).containsOnly("profile");
            assertThat(calls).hasValue(1);
        });
    }

    @Test
    void otherKeysAndLaterCallsBeginAnew() throws Exception {
        assertThat(flight.run("ada", () -> "one")).isEqualTo("one");
        assertThat(flight.run("ada", () -> flight.run("bob", () -> "two"))).isEqualTo("two");
    }

    @Test
    void allGetTheSameFailure() throws Exception {
        run(() -> {
            var failure = new IOException("disk full");
            Channel<Integer> fail = Channel.unbuffered();
            Goroutine leader = go(() -> assertThatThrownBy(() -> flight.run("ada", () -> {
                fail.receive();
                throw failure;
            })).isSameAs(failure));
            Parked.await(leader, WaitReason.CHANNEL_RECEIVE);
            Goroutine follower = go(() -> assertThatThrownBy(() -> flight.run("ada", this::ask)).isSameAs(failure));
            Parked.await(follower, WaitReason.SINGLE_FLIGHT);
            fail.send(1);
            leader.join();
            follower.join();
        });
    }

    /** By one of them: however late the other notices, it takes that one's result. */
    @RepeatedTest(50)
    void aCancelledLeaderIsReplacedByAFollower() throws Exception {
        run(() -> {
            Goroutine leader = leader();
            Channel<String> results = Channel.buffered(2);
            Goroutine one = follower(results);
            Goroutine two = follower(results);
            leader.cancel();
            leader.join();
            answers.send("profile");
            one.join();
            two.join();
            assertThat(results.length()).isEqualTo(2);
            assertThat(calls).hasValue(2);
        });
    }

    @Test
    void aCancelledFollowerLeavesTheWorkAlone() throws Exception {
        run(() -> {
            Goroutine leader = leader();
            Goroutine follower = go(() -> assertThatThrownBy(() -> flight.run("ada", this::ask))
                    .isInstanceOf(CancelledException.class)
                    .hasMessage("run: the goroutine was cancelled (%s, key ada)", flight));
            Parked.await(follower, WaitReason.SINGLE_FLIGHT);
            follower.cancel();
            follower.join();
            answers.send("profile");
            leader.join();
        });
    }

    @Test
    void forgettingLetsTheNextBeginAnew() throws Exception {
        run(() -> {
            Goroutine leader = leader();
            flight.forget("ada");
            assertThat(flight.run("ada", () -> "fresh")).isEqualTo("fresh");
            answers.send("stale");
            leader.join();
        });
    }

    @Test
    void wantingTheSameKeyInTheWorkIsMisuse() {
        assertThatThrownBy(() -> flight.run("ada", () -> flight.run("ada", () -> "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run: the work wants the same key again (%s, key ada)", flight);
    }
}
