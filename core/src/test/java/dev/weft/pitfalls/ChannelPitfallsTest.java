package dev.weft.pitfalls;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.Received;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Topic;
import dev.weft.flow.WorkerPool;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with single channels: nil, null, close, range, length, room. */
class ChannelPitfallsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** 1. In Go a channel that was declared and not made blocks for ever, without a word. */
    @Test
    void aForgottenChannelIsNotWaitedForInSilence() {
        assertThatThrownBy(() -> receive(nothing(), value -> value)).isInstanceOf(NullPointerException.class)
                .hasMessage("receive: the channel is null");
        assertThatThrownBy(() -> run(() -> Channel.<Integer>never().receive())).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("[" + WaitReason.NEVER_RECEIVE);
    }

    /** 1. What Go's nil is used for on purpose: a case that does not take part for a while. */
    @Test
    void aCaseIsSwitchedOffByAConditionOrByAChannelThatIsNever() {
        Channel<Integer> full = Channel.buffered(1);
        full.send(1);
        Channel<Integer> never = Channel.never();
        for (Channel<Integer> channel : List.of(full, never)) {
            String chosen = select(receive(channel, value -> "taken").when(channel == never),
                    otherwise(() -> "nothing"));
            assertThat(chosen).isEqualTo("nothing");
        }
        assertThat(full.length()).isOne();
    }

    /** 2. A null that stands for "nothing there" cannot be told from a null that was sent. */
    @Test
    void nullIsRefusedWhereItIsSent() {
        Channel<String> channel = Channel.buffered(1);
        assertThatThrownBy(() -> channel.send(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.trySend(nothing())).isInstanceOf(NullPointerException.class);
        assertThat(channel.length()).isZero();
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());
    }

    /** 3. Go panics; other libraries let the senders that wait already finish as if nothing were. */
    @Test
    void closeMakesLaterAndWaitingSendersThrow() throws Exception {
        run(() -> {
            Channel<Integer> jobs = Channel.unbuffered("jobs");
            Goroutine waiting = go(() -> assertThatThrownBy(() -> jobs.send(1))
                    .isInstanceOf(ChannelClosedException.class).hasMessageContaining("channel jobs#"));
            Parked.await(waiting, WaitReason.CHANNEL_SEND);
            jobs.close();
            waiting.join();
            assertThatThrownBy(() -> jobs.send(2)).isInstanceOf(ChannelClosedException.class);
            assertThatThrownBy(() -> jobs.trySend(3)).isInstanceOf(ChannelClosedException.class);
            assertThat(jobs.next()).isEqualTo(new Received.Closed<>());
        });
    }

    /** 4. With several senders none of them can close. A wait group knows when all are done. */
    @Test
    void ofSeveralClosersOneIsRight() throws Exception {
        run(() -> {
            Channel<Integer> results = Channel.buffered("results", 4);
            AtomicInteger closed = new AtomicInteger();
            WaitGroup senders = new WaitGroup("senders");
            for (int s = 0; s < 4; s++) senders.go(() -> results.send(1));
            go("closer", () -> {
                senders.await();
                results.close();
            });
            assertThat(results.stream().mapToInt(one -> one).sum()).isEqualTo(4);

            assertThatThrownBy(results::close).isInstanceOf(ChannelClosedException.class)
                    .hasMessage("close: the channel is closed (%s)", results);
            Channel<Integer> contested = Channel.unbuffered();
            WaitGroup closers = new WaitGroup("closers");
            for (int c = 0; c < 8; c++) closers.go(() -> closed.addAndGet(contested.tryClose() ? 1 : 0));
            closers.await();
            assertThat(closed).hasValue(1);
        });
    }

    /** 12. An iterator that looks ahead, or a loop that closes what it leaves, takes values from the others. */
    @Test
    void leavingALoopTakesNothingAndClosesNothing() {
        Channel<Integer> numbers = Channel.buffered(5);
        for (int n = 1; n <= 4; n++) numbers.send(n);
        for (int n : numbers) {
            if (n == 2) break;
        }
        assertThat(numbers.receive()).isEqualTo(3);
        Iterator<Integer> rest = numbers.iterator();
        for (int i = 0; i < 3; i++) assertThat(rest.hasNext()).isTrue();
        assertThat(rest.next()).as("asking three times has taken one").isEqualTo(4);
        numbers.send(5);
        numbers.close();
        assertThat(numbers.stream()).containsExactly(5);
    }

    /** 14. Where the length is an estimate, what is built on it is wrong now and then. */
    @Test
    void lengthIsExactWhileOthersComeAndGo() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.buffered(3);
            WaitGroup traffic = new WaitGroup("traffic");
            for (int g = 0; g < 4; g++) {
                traffic.go(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        channel.send(i);
                        assertThat(channel.length()).isBetween(0, channel.capacity());
                        channel.receive();
                    }
                });
            }
            traffic.await();
            assertThat(channel.length()).isZero();
            for (int n = 1; n <= 3; n++) {
                channel.send(n);
                assertThat(channel.length()).isEqualTo(n);
            }
        });
    }

    /** 15. An attempt that fails because somebody else was busy at that moment is no answer. */
    @Test
    void attemptsFailOnlyIfThereIsNothing() throws Exception {
        int takers = 4;
        int each = 500;
        for (int round = 0; round < 20; round++) {
            Channel<Integer> stock = Channel.buffered(takers * each);
            for (int i = 0; i < takers * each; i++) stock.send(i);
            AtomicInteger misses = new AtomicInteger();
            CountDownLatch begin = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < takers; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        begin.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < each; i++) {
                        if (!(stock.tryReceive() instanceof Attempt.Value)) misses.incrementAndGet();
                    }
                }));
            }
            begin.countDown();
            for (Thread thread : threads) thread.join();
            assertThat(misses).as("there was one for each attempt").hasValue(0);
            assertThat(stock.tryReceive()).isEqualTo(new Attempt.Empty<>());
        }
    }

    /** 16. A queue without a bound hides that more comes in than goes out, until the memory is full. */
    @Test
    void nothingHoldsMoreThanItsBound() throws Exception {
        assertThatThrownBy(() -> Channel.buffered("all", -1)).isInstanceOf(IllegalArgumentException.class);
        run(() -> {
            Channel<Integer> slow = Channel.buffered("slow", 2);
            Goroutine eager = go(() -> {
                for (int i = 0; i < 3; i++) slow.send(i);
            });
            Parked.await(eager, WaitReason.CHANNEL_SEND);
            assertThat(slow.length()).isEqualTo(2);
            slow.receive();
            eager.join();

            Channel<Integer> gate = Channel.unbuffered();
            try (WorkerPool pool = WorkerPool.named("busy").workers(1).queue(1).open()) {
                int taken = 0;
                while (taken < 10 && pool.trySubmit(gate::next)) taken++;
                assertThat(taken).as("one in the hands of the worker, one in the queue").isBetween(1, 2);
                gate.close();
            }
        });
    }

    /** 17. A channel gives a value to one receiver; who wants all to see it needs something else. */
    @Test
    void whatAllShallSeeIsPublishedAndASlowOneCannotStopTheOthers() {
        Channel<String> channel = Channel.buffered(1);
        channel.send("for one");
        assertThat(channel.receive()).isEqualTo("for one");
        assertThat(channel.tryReceive()).isEqualTo(new Attempt.Empty<>());

        try (Topic<Integer> topic = Topic.named("news");
                var quick = topic.subscribe(10, SlowPolicy.BLOCK);
                var slow = topic.subscribe(1, SlowPolicy.DROP_OLDEST)) {
            for (int i = 1; i <= 10; i++) topic.publish(i);
            assertThat(quick.values().length()).isEqualTo(10);
            assertThat(slow.values().receive()).isEqualTo(10);
            assertThat(slow.dropped()).as("and it is counted").isEqualTo(9);
        }
    }

    /** 5. In Go a closed channel is always ready, and a loop around the select runs hot on zero values. */
    @Test
    void aClosedChannelInASelectIsNotTakenForAValue() {
        Channel<Integer> ended = Channel.unbuffered("ended");
        ended.close();
        assertThatThrownBy(() -> select(onReceive(ended, value -> {}))).isInstanceOf(ChannelClosedException.class)
                .hasMessageContaining("channel ended#");
    }

    /** 5. The loop that drains two channels and stops when both have ended. */
    @Test
    void aLoopThatDrainsEndsWithTheLastChannel() {
        Channel<Integer> first = Channel.buffered(3);
        Channel<Integer> second = Channel.buffered(3);
        for (int n = 0; n < 3; n++) {
            first.send(n);
            second.send(n);
        }
        first.close();
        second.close();
        boolean[] open = {true, true};
        int rounds = 0;
        int[] values = {0};
        while (open[0] || open[1]) {
            rounds++;
            select(onReceive(first, value -> values[0]++).onClosed(() -> open[0] = false).when(open[0]),
                    onReceive(second, value -> values[0]++).onClosed(() -> open[1] = false).when(open[1]));
        }
        assertThat(values[0]).isEqualTo(6);
        assertThat(rounds).as("each value and each end once").isEqualTo(8);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }
}
