package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.channel.Waiters;
import dev.weft.sync.WaitGroup;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Among ready cases the choice is uniform, whatever stands around them. */
class SelectFairnessTest {
    private static final int ROUNDS = 200_000;

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /**
     * The sum of squared deviations, relative to what is expected. For {@code counts.length - 1} degrees of freedom, at
     * most 3, a fair choice exceeds 30 less than twice in a million runs.
     */
    private static void assertUniform(int... counts) {
        double expected = 0;
        for (int count : counts) expected += count;
        expected /= counts.length;
        double chiSquare = 0;
        for (int count : counts) chiSquare += (count - expected) * (count - expected) / expected;
        assertThat(chiSquare).as("chi-square of %s", counts).isLessThan(30);
    }

    private static Channel<Integer> holding(int value) {
        Channel<Integer> channel = Channel.buffered(1);
        channel.send(value);
        return channel;
    }

    @Test
    void readyReceivesAreChosenUniformly() {
        Channel<Integer> empty = Channel.unbuffered();
        Channel<Integer> a = holding(0);
        Channel<Integer> b = holding(1);
        Channel<Integer> c = holding(2);
        int[] counts = new int[3];
        for (int i = 0; i < ROUNDS; i++) {
            // Cases that are not ready stand unevenly between those that are: none may gain by its place.
            int chosen = select(receive(a, v -> v), receive(empty, v -> v), receive(empty, v -> v),
                    receive(empty, v -> v), receive(b, v -> v), receive(c, v -> v));
            counts[chosen]++;
            (chosen == 0 ? a : chosen == 1 ? b : c).send(chosen);
        }
        assertUniform(counts);
    }

    @Test
    void sendsAndReceivesAreChosenUniformly() {
        Channel<Integer> full = holding(0);
        Channel<Integer> room = Channel.buffered(1);
        Channel<Integer> ended = Channel.unbuffered();
        ended.close();
        int[] counts = new int[3];
        for (int i = 0; i < ROUNDS; i++) {
            int chosen = select(receive(full, v -> 0), send(room, 1, () -> 1), Weft.closed(ended, () -> 2));
            counts[chosen]++;
            if (chosen == 0) full.send(0);
            if (chosen == 1) room.receive();
        }
        assertUniform(counts);
    }

    @Test
    void oneChannelNamedTwiceCountsTwice() {
        Channel<Integer> a = holding(0);
        int[] counts = new int[2];
        for (int i = 0; i < ROUNDS; i++) {
            int chosen = select(receive(a, v -> 0), receive(a, v -> 1));
            counts[chosen]++;
            a.send(0);
        }
        assertUniform(counts);
    }

    @Test
    void selectorsAreFairToo() {
        Channel<Integer> a = holding(0);
        Channel<Integer> b = holding(0);
        Selector selector = Selector.fair();
        selector.receive(a);
        selector.receive(b);
        int[] counts = new int[2];
        for (int i = 0; i < ROUNDS; i++) {
            int chosen = selector.select();
            counts[chosen]++;
            (chosen == 0 ? a : b).send(0);
        }
        assertUniform(counts);
    }

    /** With partners that wait in queues, which the algorithm looks at under its locks. */
    @Test
    void waitingSendersAreChosenUniformly() throws Exception {
        int rounds = 20_000;
        run(() -> {
            Channel<Integer> a = Channel.unbuffered();
            Channel<Integer> b = Channel.unbuffered();
            for (int i = 0; i < 4; i++) {
                Channel<Integer> channel = i % 2 == 0 ? a : b;
                int number = i % 2;
                go(() -> {
                    while (true) channel.send(number);
                });
            }
            int[] counts = new int[2];
            for (int i = 0; i < rounds; i++) {
                Await.until(() -> Waiters.senders(a) > 0 && Waiters.senders(b) > 0);
                int chosen = select(receive(a, v -> v), receive(b, v -> v));
                counts[chosen]++;
            }
            assertUniform(counts);
        });
    }

    /** Go's specification has no such rule, but everybody expects it: nobody starves. */
    @Test
    void everyGoroutineThatSelectsGetsItsShare() throws Exception {
        run(() -> {
            Channel<Integer> work = Channel.unbuffered();
            Channel<Integer> never = Channel.never();
            int[] served = new int[4];
            var group = new WaitGroup();
            for (int g = 0; g < 4; g++) {
                int number = g;
                group.go(() -> {
                    boolean[] going = {true};
                    while (going[0]) {
                        select(onReceive(work, v -> served[number]++).onClosed(() -> going[0] = false),
                                onReceive(never, v -> {}));
                    }
                });
            }
            for (int i = 0; i < 20_000; i++) select(onSend(work, i, () -> {}), onReceive(never, v -> {}));
            work.close();
            group.await();
            for (int count : served) assertThat(count).as("each of four is served").isGreaterThan(200);
        });
    }

    @Test
    void otherwiseIsNeverTakenWhileACaseIsReady() {
        Channel<Integer> full = holding(1);
        for (int i = 0; i < ROUNDS; i++) {
            int chosen = select(receive(full, v -> v), otherwise(() -> -1));
            assertThat(chosen).isOne();
            full.send(1);
        }
    }
}
