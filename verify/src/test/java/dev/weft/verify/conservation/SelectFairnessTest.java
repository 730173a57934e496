package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.Case;
import dev.weft.Channel;
import dev.weft.Selector;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over a million selects in which all cases are ready, each case's share is within 1 % of even. With up to five cases
 * that is at least five standard deviations: a fair choice fails once in a million times.
 */
class SelectFairnessTest {
    private static final int SELECTS = 1_000_000;

    /** A channel that can always be received from, and after each receive sent to. */
    private static Channel<Integer> halfFull() {
        Channel<Integer> channel = Channel.buffered(2);
        channel.send(1);
        return channel;
    }

    private static Channel<Integer> closed() {
        Channel<Integer> channel = Channel.unbuffered();
        channel.close();
        return channel;
    }

    /** Selects in a goroutine and counts how often each case was chosen. */
    private static int[] count(int cases, IntSupplier select) throws InterruptedException {
        int[] chosen = new int[cases];
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch counted = new CountDownLatch(1);
        Weft.go(() -> {
            try {
                for (int i = 0; i < SELECTS; i++) chosen[select.getAsInt()]++;
            } catch (RuntimeException | Error e) {
                failure.set(e);
            } finally {
                counted.countDown();
            }
        });
        assertThat(counted.await(50, TimeUnit.SECONDS)).as("the selects come to an end").isTrue();
        assertThat(failure.get()).isNull();
        return chosen;
    }

    private static void assertEven(int[] chosen) {
        int even = SELECTS / chosen.length;
        for (int count : chosen)
            assertThat(count).as("choices %s", Arrays.toString(chosen)).isCloseTo(even, within(even / 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void readyReceivesShareEvenly(int cases) throws InterruptedException {
        List<Channel<Integer>> channels = new ArrayList<>();
        for (int i = 0; i < cases; i++) channels.add(i % 2 == 0 ? closed() : halfFull());
        assertEven(count(cases, () -> {
            List<Case<Integer>> ready = new ArrayList<>();
            for (int i = 0; i < cases; i++) {
                int index = i;
                ready.add(Weft.<Integer, Integer>receive(channels.get(i), value -> refilled(channels.get(index), index))
                        .onClosed(() -> index));
            }
            return selectOf(ready);
        }));
    }

    private static int refilled(Channel<Integer> channel, int index) {
        channel.send(1);
        return index;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int selectOf(List<Case<Integer>> cases) {
        Case<Integer>[] array = cases.toArray(new Case[0]);
        return Weft.select(array);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void readyCasesOfASelectorShareEvenly(int cases) throws InterruptedException {
        Selector selector = Selector.fair();
        Channel<Integer> channel = halfFull();
        for (int i = 0; i < cases; i++) {
            if (i % 2 == 0) selector.receive(channel);
            else selector.<Integer>send(channel).offer(1);
        }
        assertEven(count(cases, () -> {
            int chosen = selector.select();
            if (chosen % 2 == 0) channel.send(1);
            else channel.receive();
            return chosen;
        }));
    }

    /** A choice that starts at a random case and takes the next ready one would favour those behind the others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void casesThatAreNotReadyDoNotFavourTheirNeighbours(int notReady) throws InterruptedException {
        Selector selector = Selector.fair();
        Channel<Integer> never = Channel.unbuffered();
        Channel<Integer> ready = closed();
        int[] place = new int[2 + notReady];
        selector.receive(ready);
        for (int i = 0; i < notReady; i++) selector.receive(i % 2 == 0 ? never : Channel.<Integer>never());
        place[selector.receive(ready).index()] = 1;
        assertEven(count(2, () -> place[selector.trySelect()]));
    }
}
