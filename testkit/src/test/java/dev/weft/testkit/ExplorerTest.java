package dev.weft.testkit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Task;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplorerTest {
    static List<Explorer> strategies() {
        return List.of(Explorer.random(1).schedules(20_000), Explorer.priorities(1, 3).schedules(20_000),
                Explorer.partialOrders(1).schedules(20_000), Explorer.exhaustive(),
                Explorer.preemptions(2));
    }

    private static Exploration.Failed failure(Exploration exploration) {
        assertThat(exploration).isInstanceOf(Exploration.Failed.class);
        return (Exploration.Failed) exploration;
    }

    // ---------------------------------------------------------------------------------------- what it finds

    @ParameterizedTest
    @MethodSource("strategies")
    void greedyPhilosophersStarve(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.run(Philosophers.greedy(3)));
        assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Leak.class,
                leak -> assertThat(leak.goroutines()).hasSize(3).allSatisfy(
                        goroutine -> assertThat(goroutine.waitingFor()).startsWith("mutex lock: mutex fork-")));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void deadlockOfMainIsFound(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.run(() -> {
            Mutex one = new Mutex("one");
            Mutex two = new Mutex("two");
            go(() -> two.locked(() -> one.locked(() -> {})));
            one.locked(() -> two.locked(() -> {}));
        }));
        assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Deadlock.class,
                deadlock -> assertThat(deadlock.goroutines()).hasSize(2));
    }

    private static Task lostUpdate() {
        return () -> {
            int[] balance = {0};
            WaitGroup done = new WaitGroup();
            for (int i = 0; i < 2; i++) {
                done.go(() -> {
                    int read = balance[0];
                    yieldNow();
                    balance[0] = read + 1;
                });
            }
            done.await();
            assertThat(balance[0]).isEqualTo(2);
        };
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void failedAssertionOfMainIsFound(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.run(lostUpdate()));
        assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Thrown.class,
                thrown -> assertThat(thrown.failure()).hasMessageContaining("expected: 2"));
        assertThatThrownBy(failed::orThrow).isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("Explorer.replay(\"" + failed.schedule() + "\")")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void failureOfAnyGoroutineIsFound(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.run(() -> {
            Channel<Integer> values = Channel.buffered(1);
            go("closer", values::close);
            go("sender", () -> values.send(1));
        }));
        assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Thrown.class,
                thrown -> assertThat(thrown.failure()).hasMessageContaining("send: the channel is closed"));
        assertThat(failed.report()).startsWith("Failure: goroutine 2 \"sender\" threw dev.weft.ChannelClosedException");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void goroutinesThatNeverEndAreFound(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.steps(1000).run(() -> go(() -> {
            while (true) {
                yieldNow();
            }
        })));
        assertThat(failed.problem()).isInstanceOfSatisfying(Problem.Endless.class,
                endless -> assertThat(endless.steps()).isEqualTo(1000));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void leftGoroutinesMayBeIgnored(Explorer explorer) {
        Exploration exploration =
                explorer.ignoringLeaks().run(() -> go(() -> Channel.signal().receive()));
        assertThat(exploration).isInstanceOf(Exploration.Passed.class);
    }

    // ------------------------------------------------------------------------------------- what is explored

    @SuppressWarnings("UnnecessaryLambda") // a program that writes down what it sees, one of several
    private static Function<Set<String>, Task> twoSenders() {
        return seen -> () -> {
            Channel<Integer> one = Channel.unbuffered("one");
            Channel<Integer> two = Channel.unbuffered("two");
            Goroutine first = go(() -> one.trySend(1));
            Goroutine second = go(() -> two.trySend(2));
            int got = select(receive(one, value -> value), receive(two, value -> value),
                    dev.weft.Weft.otherwise(() -> 0));
            first.join();
            second.join();
            seen.add(String.valueOf(got));
        };
    }

    @Test
    void trySendFindsNoReceiverThatOnlyPolls() {
        assertThat(Outcomes.of(Explorer.exhaustive(), twoSenders())).containsExactly("0");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyOrderAndEveryChoiceIsSeen(Explorer explorer) {
        Set<String> seen = Outcomes.of(explorer, into -> () -> {
            Channel<String> left = Channel.buffered(2);
            Channel<String> right = Channel.buffered(2);
            go(() -> left.send("l1"));
            go(() -> right.send("r1"));
            String got = "";
            for (int i = 0; i < 2; i++) {
                got += select(receive(left, value -> value), receive(right, value -> value)) + " ";
            }
            into.add(got);
        });
        assertThat(seen).containsExactly("l1 r1 ", "r1 l1 ");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void endAndQuestionForItComeInBothOrders(Explorer explorer) {
        Set<String> seen = Outcomes.of(explorer, into -> () -> {
            Channel<Signal> almost = Channel.buffered(1);
            Goroutine worker = go(() -> almost.send(Signal.SIGNAL));
            almost.receive();
            into.add(String.valueOf(worker.isDone()));
        });
        assertThat(seen).containsExactly("false", "true");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void cancellationComesBeforeAndAfter(Explorer explorer) {
        Set<String> seen = Outcomes.of(explorer, into -> () -> {
            Channel<Integer> values = Channel.unbuffered();
            String[] got = {""};
            Goroutine receiver = go(() -> {
                try {
                    got[0] = "received " + values.receive();
                } catch (dev.weft.CancelledException e) {
                    got[0] = "cancelled";
                    throw e;
                }
            });
            go(() -> values.trySend(1));
            receiver.cancel();
            receiver.join();
            into.add(got[0]);
        });
        assertThat(seen).containsExactly("cancelled", "received 1");
    }

    @Test
    void programsThatShareNothingHaveOneSchedule() {
        AtomicInteger runs = new AtomicInteger();
        Exploration exploration = Explorer.exhaustive().run(() -> {
            runs.incrementAndGet();
            for (int i = 0; i < 4; i++) {
                go(() -> {
                    Channel<Integer> own = Channel.buffered(1);
                    own.send(1);
                    own.receive();
                });
            }
        });
        assertThat(exploration).isEqualTo(new Exploration.Passed(1, true));
        assertThat(runs).hasValue(1);
    }

    // ------------------------------------------------------------------------------------------- repeating

    @ParameterizedTest
    @MethodSource("strategies")
    void replayFailsInTheSameWayEachTime(Explorer explorer) {
        Exploration.Failed failed = failure(explorer.run(lostUpdate()));
        for (int i = 0; i < 10; i++) {
            Exploration.Failed again = failure(Explorer.replay(failed.schedule().toString()).run(lostUpdate()));
            assertThat(again.schedule()).isEqualTo(failed.schedule());
            assertThat(again.problem()).isInstanceOf(Problem.Thrown.class);
        }
    }

    @Test
    void sameSeedFindsTheSame() {
        Exploration one = Explorer.random(7).schedules(10_000).run(Philosophers.greedy(5));
        Exploration two = Explorer.random(7).schedules(10_000).run(Philosophers.greedy(5));
        assertThat(failure(one).schedule()).isEqualTo(failure(two).schedule());
        assertThat(failure(one).report()).isEqualTo(failure(two).report());
    }

    @Test
    void scheduleOfAnotherProgramIsRefused() {
        assertThatThrownBy(() -> Explorer.replay("azzz").run(Philosophers.greedy(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the schedule does not fit the program: decision 2 lets 25 go on, who cannot");
    }

    // ----------------------------------------------------------------------------------------------- limits

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Explorer.random(1).schedules(0)).hasMessage("schedules: must be at least 1, but is 0");
        assertThatThrownBy(() -> Explorer.random(1).steps(-1)).hasMessage("steps: must be at least 1, but is -1");
        assertThatThrownBy(() -> Explorer.priorities(1, 0)).hasMessage("depth: must be at least 1, but is 0");
    }

    @Test
    void fewPreemptionsAreFewSchedules() {
        Exploration none = Explorer.preemptions(0).run(Philosophers.ordered(3)).orThrow();
        Exploration one = Explorer.preemptions(1).run(Philosophers.ordered(3)).orThrow();
        assertThat(none.schedules()).isLessThan(one.schedules());
        assertThat(Explorer.preemptions(0).run(Philosophers.greedy(3))).isInstanceOf(Exploration.Passed.class);
    }

    @Test
    void limitedExhaustiveExplorationIsNotComplete() {
        assertThat(Explorer.exhaustive().schedules(2).run(Philosophers.ordered(3)))
                .isEqualTo(new Exploration.Passed(2, false));
    }
}
