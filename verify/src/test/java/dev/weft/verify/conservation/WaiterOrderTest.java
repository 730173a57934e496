package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.internal.park.Fiber;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Waiters are served first in, first out, also while other goroutines keep all processors busy, whether they wait in a
 * plain operation or in a select, and when some of them have given up.
 */
class WaiterOrderTest {
    private static final int WAITERS = 2_000;
    private static final int BUSY = 4;

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Goroutine> load = new ArrayList<>();
    private final int formerMaxProcs = Weft.maxProcs();

    /** Goroutines that pass a value around on channels of their own. */
    @BeforeEach
    void startLoad() {
        Channel<Integer> ring = Channel.unbuffered();
        for (int i = 0; i < BUSY; i++) {
            boolean sends = i % 2 == 0;
            load.add(Weft.go("load-" + i, () -> {
                while (!over.get()) {
                    Weft.select(sends ? Weft.onSend(ring, 1, () -> {}) : Weft.onReceive(ring, value -> {}),
                            Weft.onDefault(Weft::yieldNow));
                }
            }));
        }
    }

    @AfterEach
    void stopLoad() {
        over.set(true);
        load.forEach(Goroutine::join);
        Weft.maxProcs(formerMaxProcs);
    }

    /** A goroutine that waits; made so that the next comes behind it in the queue. */
    private static final class Waiter {
        private final AtomicReference<@Nullable Fiber> fiber = new AtomicReference<>();
        private final Goroutine goroutine;

        private Waiter(Runnable operation) {
            goroutine = Weft.go(() -> {
                fiber.set(Fiber.current());
                try {
                    operation.run();
                } catch (CancelledException e) {
                    if (!Thread.interrupted()) throw e;
                }
            });
        }

        /** Returns once the goroutine is in the queue, or about to be, with the channel's lock in its hand. */
        static Waiter start(Runnable operation) {
            Waiter waiter = new Waiter(operation);
            while (true) {
                Fiber known = waiter.fiber.get();
                if (known != null && known.isParked()) return waiter;
                Weft.yieldNow();
            }
        }
    }

    /** Interrupts a third of the waiters and waits until they have given up; returns which. */
    private static BitSet interruptSome(List<Waiter> waiters, SplittableRandom random) {
        BitSet gone = new BitSet();
        for (int i = 0; i < waiters.size(); i++) {
            if (random.nextInt(3) == 0) {
                gone.set(i);
                waiters.get(i).goroutine.cancel();
            }
        }
        gone.stream().forEach(i -> waiters.get(i).goroutine.join());
        return gone;
    }

    private static List<Integer> without(BitSet gone) {
        List<Integer> rest = new ArrayList<>();
        for (int i = gone.nextClearBit(0); i < WAITERS; i = gone.nextClearBit(i + 1)) rest.add(i);
        return rest;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void sendersAreServedInTheOrderInWhichTheyCame(int maxProcs) throws Exception {
        Weft.maxProcs(maxProcs);
        Weft.run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Channel<Integer> other = Channel.unbuffered();
            List<Waiter> waiters = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                int value = i;
                waiters.add(Waiter.start(i % 3 == 0
                        ? () -> Weft.select(Weft.onReceive(other, never -> {}), Weft.onSend(channel, value, () -> {}))
                        : () -> channel.send(value)));
            }
            List<Integer> expected = without(interruptSome(waiters, new SplittableRandom(maxProcs)));
            List<Integer> received = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) received.add(channel.receive());
            assertThat(received).isEqualTo(expected);
            waiters.forEach(waiter -> waiter.goroutine.join());
            assertThat(channel.tryReceive()).as("nobody is left").isEqualTo(new Attempt.Empty<>());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void receiversAreServedInTheOrderInWhichTheyCame(int maxProcs) throws Exception {
        Weft.maxProcs(maxProcs);
        Weft.run(() -> {
            Channel<Integer> channel = Channel.buffered(3);
            Channel<Integer> other = Channel.unbuffered();
            int[] got = new int[WAITERS];
            List<Waiter> waiters = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                int place = i;
                waiters.add(Waiter.start(i % 3 == 0
                        ? () -> Weft.select(Weft.onReceive(channel, value -> got[place] = value),
                                Weft.onReceive(other, never -> {}))
                        : () -> got[place] = channel.receive()));
            }
            List<Integer> served = without(interruptSome(waiters, new SplittableRandom(maxProcs)));
            for (int i = 1; i <= served.size(); i++) channel.send(i);
            waiters.forEach(waiter -> waiter.goroutine.join());
            assertThat(served.stream().map(place -> got[place]).toList()).isSorted().startsWith(1)
                    .endsWith(served.size()).doesNotHaveDuplicates();
        });
    }

    /** A buffered channel's blocked senders enter the buffer in order, whoever takes the values out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void sendersBehindAFullBufferEnterInOrder(int maxProcs) throws Exception {
        Weft.maxProcs(maxProcs);
        Weft.run(() -> {
            Channel<Integer> channel = Channel.buffered(7);
            List<Waiter> waiters = new ArrayList<>();
            for (int i = 0; i < 7; i++) channel.send(i);
            for (int i = 7; i < WAITERS; i++) {
                int value = i;
                waiters.add(Waiter.start(() -> channel.send(value)));
            }
            for (int i = 0; i < WAITERS; i++) assertThat(channel.receive()).isEqualTo(i);
            waiters.forEach(waiter -> waiter.goroutine.join());
            assertThat(channel.length()).isZero();
        });
    }
}
