package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Group;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.programs.SocketsInGroup;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import dev.weft.testing.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many goroutines of a group execute at once. */
@EnabledIfSystemProperty(named = "weft.engine", matches = "own")
class GroupProcsTest {
    private static final int PROCS = 4;
    private static final int CROWD = 16;
    private static final long STRETCH_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final int former = Weft.maxProcs();
    private final Group group = Weft.group("heavy");
    private final AtomicInteger executing = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void manyProcessors() {
        Weft.maxProcs(PROCS);
    }

    @AfterEach
    void restore() {
        over.set(true);
        Weft.maxProcs(former);
    }

    /** A stretch without any wait. */
    private void compute() {
        most.accumulateAndGet(executing.incrementAndGet(), Math::max);
        long end = System.nanoTime() + STRETCH_NANOS;
        while (System.nanoTime() < end) Thread.onSpinWait();
        executing.decrementAndGet();
    }

    private void waitSomehow(int kind, Channel<Integer> channel) throws InterruptedException {
        switch (kind % 5) {
            case 0 -> Weft.yieldNow();
            case 1 -> Thread.yield();
            case 2 -> LockSupport.parkNanos(1000);
            case 3 -> Thread.sleep(0, 1000);
            default -> {
                if (kind % 2 == 0) {
                    channel.send(kind);
                } else {
                    channel.receive();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neverMoreThanMayBeExecuteHoweverTheyWait(int limit) {
        group.maxProcs(limit);
        Channel<Integer> channel = Channel.buffered(1000);
        AtomicInteger rounds = new AtomicInteger();
        for (int i = 0; i < CROWD; i++) {
            int number = i;
            group.go(() -> {
                for (int round = 0; round < 100; round++) {
                    compute();
                    rounds.incrementAndGet();
                    // Each number sends as often as its neighbour receives.
                    waitSomehow(round % 5 == 4 ? 4 + 5 * (number % 2) : round, channel);
                }
            });
        }
        group.await();
        assertThat(rounds.get()).isEqualTo(CROWD * 100);
        assertThat(most.get()).isBetween(1, limit);
    }

    @Test
    void othersAreNotHeldUp() {
        group.maxProcs(1);
        Goroutine hog = group.go("hog", () -> {
            while (!over.get()) Thread.onSpinWait();
        });
        AtomicBoolean started = new AtomicBoolean();
        Goroutine member = group.go("member", () -> started.set(true));
        Weft.go("other", () -> Weft.yieldNow()).join();
        assertThat(started).isFalse();
        over.set(true);
        hog.join();
        member.join();
        assertThat(started).isTrue();
    }

    @Test
    void aHigherLimitLetsWaitingOnesExecuteAtOnce() {
        group.maxProcs(1);
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            group.go(() -> {
                inside.incrementAndGet();
                while (!over.get()) Thread.onSpinWait();
            });
        }
        Await.until(() -> inside.get() == 1);
        group.maxProcs(2);
        Await.until(() -> inside.get() == 2);
        group.maxProcs(Integer.MAX_VALUE);
        Await.until(() -> inside.get() == 3);
        over.set(true);
        group.await();
        assertThat(group.maxProcs()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void virtualThreadsThatMembersStartAreUnderTheLimitAndAreNoMembers() {
        group.maxProcs(2);
        List<Thread> guests = new ArrayList<>();
        AtomicInteger members = new AtomicInteger();
        group.go(() -> {
            for (int i = 0; i < CROWD; i++) {
                guests.add(Thread.startVirtualThread(() -> {
                    for (int round = 0; round < 50; round++) {
                        compute();
                        LockSupport.parkNanos(1000);
                    }
                }));
            }
            members.set(group.live());
            for (Thread guest : guests) guest.join();
        });
        group.await();
        assertThat(guests).hasSize(CROWD).noneMatch(Thread::isAlive);
        assertThat(members.get()).isEqualTo(1);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void aGuestThatOutlivesTheGroupGoesOn() throws InterruptedException {
        group.maxProcs(1);
        Thread[] guest = new Thread[1];
        group.go(() -> guest[0] = Thread.startVirtualThread(() -> {
            while (!over.get()) Thread.yield();
        }));
        group.await();
        group.go(() -> over.set(true));
        group.await();
        guest[0].join();
        assertThat(over).isTrue();
    }

    /** What a class initialiser waits for cannot leave its carrier. */
    private static final class Initialised {
        static final Channel<Integer> QUESTION = Channel.unbuffered();

        private Initialised() {}

        static final class Late {
            static final int ANSWER = QUESTION.receive();

            private Late() {}
        }
    }

    @Test
    void whoWaitsPinnedToItsCarrierKeepsNobodyOut() {
        group.maxProcs(1);
        int[] answer = new int[1];
        Goroutine asking = group.go("asking", () -> answer[0] = Initialised.Late.ANSWER);
        Parked.await(asking, WaitReason.CHANNEL_RECEIVE);
        group.go("answering", () -> Initialised.QUESTION.send(42));
        group.await();
        assertThat(answer[0]).isEqualTo(42);
        neverMoreThanMayBeExecuteHoweverTheyWait(1);
    }

    @Test
    void changesAndInterruptsLoseNobody() {
        Channel<Integer> channel = Channel.unbuffered();
        AtomicInteger ended = new AtomicInteger();
        List<Goroutine> members = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int number = i;
            members.add(group.go(() -> {
                for (int round = 0; round < 300; round++) {
                    try {
                        if (number % 2 == 0) {
                            channel.send(round);
                        } else if (round % 3 == 0) {
                            LockSupport.parkNanos(1000);
                        } else {
                            channel.tryReceive();
                            Weft.yieldNow();
                        }
                    } catch (CancelledException e) {
                        assertThat(Thread.interrupted()).isTrue();
                    }
                }
                ended.incrementAndGet();
            }));
        }
        Goroutine drain = Weft.go(() -> {
            for (int ignored : channel) Weft.yieldNow();
        });
        for (int i = 0; group.live() > 0; i++) {
            group.maxProcs(1 + i % 3);
            members.get(i % CROWD).cancel();
            Thread.onSpinWait();
        }
        channel.close();
        drain.join();
        assertThat(ended.get()).isEqualTo(CROWD);
    }

    @Test
    void allWhoAreInLeave() {
        Turnstile turnstile = new Turnstile((OwnScheduler) Engines.engine());
        turnstile.limit(1);
        Channel<Signal> release = Channel.signal("release");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            Thread thread = turnstile.threads().newThread(release::next);
            threads.add(thread);
            thread.start();
        }
        release.close();
        threads.forEach(thread -> Await.until(() -> !thread.isAlive()));
        Await.until(() -> turnstile.inside() == 0);
    }

    /** The JDK's pollers, virtual threads that the first wait for a socket starts, would be members too. */
    @Test
    void aMemberThatIsTheFirstToUseTheNetworkDoesNotKeepOthersFromIt() {
        Fork.Ended ended = Fork.of(SocketsInGroup.class).engine("own").with("-Dweft.hogs=off").run();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualToNormalizingNewlines("7\n8\n");
    }
}
