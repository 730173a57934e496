package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Goroutine;
import dev.weft.Received;
import dev.weft.Weft;
import dev.weft.internal.channel.WaitQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing a channel releases all who wait, however many. */
class CrowdTest {
    /** How somebody waits on the channel; each returns whether it was released by the close. */
    enum Wait {
        RECEIVE, SEND, SELECT;

        boolean isReleased(Channel<Integer> channel, Channel<Integer> never) {
            return switch (this) {
                case RECEIVE -> channel.next() instanceof Received.Closed<Integer>;
                case SEND -> {
                    try {
                        channel.send(1);
                        yield false;
                    } catch (ChannelClosedException e) {
                        yield true;
                    }
                }
                case SELECT -> Weft.<Boolean>select(Weft.<Integer, Boolean>receive(channel, value -> false)
                        .onClosed(() -> true), Weft.<Integer, Boolean>receive(never, value -> false));
            };
        }
    }

    private static void closeBefore(Wait wait, int crowd) {
        Channel<Integer> channel = Channel.unbuffered();
        Channel<Integer> never = Channel.unbuffered();
        AtomicInteger released = new AtomicInteger();
        List<Goroutine> waiting = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            waiting.add(Weft.go(() -> {
                if (wait.isReleased(channel, never)) released.incrementAndGet();
            }));
        }
        // Looking takes as long as there are nodes: look again only once some more may have come.
        while (WaitQueues.nodes(channel) < crowd) {
            for (int i = 0; i < 1000; i++) Weft.yieldNow();
        }
        channel.close();
        waiting.forEach(Goroutine::join);
        assertThat(released.get()).isEqualTo(crowd);
        assertThat(WaitQueues.nodes(channel) + WaitQueues.nodes(never)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void closeReleasesManyWaiters(Wait wait) {
        closeBefore(wait, 20_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    @Timeout(1200)
    void closeReleasesAMillionWaiters(Wait wait) {
        closeBefore(wait, 1_000_000);
    }
}
