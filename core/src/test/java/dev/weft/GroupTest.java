package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who belongs to a group, and how many may be alive. */
class GroupTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final Group group = Weft.group("imports");
    private final Channel<Signal> release = Channel.signal("release");

    private Goroutine member() {
        return group.go("member", release::next);
    }

    @Test
    void membersAreCountedUntilTheyEnd() {
        assertThat(group.live()).isZero();
        List<Goroutine> members = List.of(member(), group.go(release::next));
        assertThat(group.live()).isEqualTo(2);
        release.close();
        members.forEach(Goroutine::join);
        assertThat(group.live()).isZero();
    }

    @Test
    void whatMembersStartBelongsToTheGroupHoweverItIsStarted() {
        group.go(() -> {
            Weft.go(release::next);
            Weft.go("named", () -> Weft.go(release::next));
            Context.background().go(release::next);
            try (Scope scope = Scope.open()) {
                scope.go(release::next);
                // With a limit of time: the thread that will close the channel was there before, so it counts as a
                // bystander, and without a timer this would be a deadlock.
                Weft.run(() -> Weft.select(
                        Weft.onClosed(release, () -> {}), Weft.after(Duration.ofHours(1), () -> null)));
                scope.join();
            }
        });
        // The member, those that wait by go, go in go, a context, a scope, and a program's main goroutine.
        Await.until(() -> group.live() == 6);
        release.close();
        group.await();
        assertThat(group.live()).isZero();
    }

    @Test
    void othersDoNotBelong() {
        Goroutine outsider = Weft.go(release::next);
        assertThat(group.live()).isZero();
        Group other = Weft.group("exports");
        Goroutine member = group.go(() -> other.go(release::next).join());
        Await.until(() -> other.live() == 1);
        assertThat(group.live()).isEqualTo(1);
        release.close();
        member.join();
        outsider.join();
    }

    @Test
    void goWaitsWhileAsManyAreAliveAsMayBe() {
        group.maxLive(1);
        member();
        Goroutine starter = Weft.go(() -> group.go(() -> {}));
        Parked.await(starter, WaitReason.GROUP_LIMIT);
        assertThat(group.live()).isEqualTo(1);
        release.close();
        starter.join();
        group.await();
    }

    @Test
    void aThreadThatIsNoGoroutineWaitsToo() {
        group.maxLive(1);
        member();
        Goroutine releasing = Weft.go(() -> {
            Weft.yieldNow();
            release.close();
        });
        Goroutine second = group.go(() -> {});
        second.join();
        releasing.join();
        assertThat(release.next()).isEqualTo(new Received.Closed<Signal>());
    }

    @Test
    void callersAreLetInInTheOrderInWhichTheyCame() {
        group.maxLive(1);
        member();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Goroutine> starters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Goroutine starter = Weft.go(() -> group.go(() -> order.add(number)));
            Parked.await(starter, WaitReason.GROUP_LIMIT);
            starters.add(starter);
        }
        release.close();
        starters.forEach(Goroutine::join);
        group.await();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aHigherLimitLetsInAsManyAsFit() {
        group.maxLive(1);
        member();
        List<Goroutine> starters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Goroutine starter = Weft.go(this::member);
            Parked.await(starter, WaitReason.GROUP_LIMIT);
            starters.add(starter);
        }
        assertThat(group.maxLive(3).maxLive()).isEqualTo(3);
        starters.get(0).join();
        starters.get(1).join();
        assertThat(group.live()).isEqualTo(3);
        Parked.await(starters.get(2), WaitReason.GROUP_LIMIT);
        group.maxLive(Integer.MAX_VALUE);
        starters.get(2).join();
        assertThat(group.live()).isEqualTo(4);
        release.close();
    }

    @Test
    void aLowerLimitEndsNobodyAndLetsNobodyIn() {
        member();
        member();
        group.maxLive(1);
        assertThat(group.live()).isEqualTo(2);
        Goroutine starter = Weft.go(this::member);
        Parked.await(starter, WaitReason.GROUP_LIMIT);
        release.send(Signal.SIGNAL);
        Await.until(() -> group.live() == 1);
        assertThat(Parked.is(starter, WaitReason.GROUP_LIMIT)).isTrue();
        release.close();
        starter.join();
    }

    @Test
    void whatMembersStartThemselvesCountsAndNeverWaits() {
        group.maxLive(1);
        Goroutine parent = group.go(() -> Weft.go(release::next).join());
        Await.until(() -> group.live() == 2);
        Goroutine starter = Weft.go(() -> group.go(() -> {}));
        Parked.await(starter, WaitReason.GROUP_LIMIT);
        release.close();
        parent.join();
        starter.join();
    }

    @Test
    void whoIsCancelledWhileWaitingStartsNothingAndKeepsNoPlace() {
        group.maxLive(1);
        member();
        Goroutine cancelled = Weft.go(() -> assertThatThrownBy(this::member).isInstanceOf(CancelledException.class)
                .hasMessage("go: the goroutine was cancelled (" + group + ")"));
        Parked.await(cancelled, WaitReason.GROUP_LIMIT);
        Goroutine next = Weft.go(() -> group.go(() -> {}));
        Parked.await(next, WaitReason.GROUP_LIMIT);
        cancelled.cancel();
        cancelled.join();
        assertThat(group.live()).isEqualTo(1);
        release.close();
        next.join();
        group.await();
    }

    @Test
    void whoIsCancelledAlreadyStartsNothing() {
        Goroutine cancelled = Weft.go(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(this::member).isInstanceOf(CancelledException.class);
            assertThatThrownBy(group::await).isInstanceOf(CancelledException.class)
                    .hasMessage("await: the goroutine was cancelled (" + group + ")");
        });
        cancelled.join();
        assertThat(group.live()).isZero();
    }

    @Test
    void awaitWaitsForAll() {
        group.await();
        member();
        member();
        Goroutine waiting = Weft.go(group::await);
        Parked.await(waiting, WaitReason.GROUP);
        release.send(Signal.SIGNAL);
        Await.until(() -> group.live() == 1);
        assertThat(Parked.is(waiting, WaitReason.GROUP)).isTrue();
        release.close();
        waiting.join();
        assertThat(group.live()).isZero();
    }

    @Test
    void awaitGivesUpWhenCancelled() {
        member();
        Goroutine waiting = Weft.go(() -> assertThatThrownBy(group::await).isInstanceOf(CancelledException.class));
        Parked.await(waiting, WaitReason.GROUP);
        waiting.cancel();
        waiting.join();
        release.close();
        group.await();
    }

    @Test
    void whoFailsLeavesTheGroup() {
        group.maxLive(1);
        assertThatThrownBy(() -> Weft.run(() -> {
            group.go("failing", () -> {
                throw new IllegalStateException("on purpose");
            });
            group.go(() -> {});
            release.next();
        })).isInstanceOf(GoroutineFailure.class).hasMessageContaining("\"failing\" failed");
        group.await();
    }

    @Test
    void membersThatKeepEachOtherOutAreADeadlock() {
        assertThatThrownBy(() -> Weft.run(() -> {
            group.maxLive(1);
            group.go("first", () -> group.go("second", () -> {}));
            group.await();
        })).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("all goroutines are asleep")
                .satisfies(thrown -> assertThat(((DeadlockException) thrown).dump()).contains("group limit"));
    }

    @Test
    void misuseIsToldAtTheCall() {
        assertThatThrownBy(() -> group.maxLive(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxLive: must be at least 1, but is 0 (" + group + ")");
        assertThatThrownBy(() -> group.maxProcs(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxProcs: must be at least 1, but is -1 (" + group + ")");
        assertThat(group.maxLive()).isEqualTo(Integer.MAX_VALUE);
        assertThat(group.name()).isEqualTo("imports");
        assertThat(group.toString()).startsWith("group imports#");
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "jdk")
    void theJdksSchedulerHasNoLimitForAGroup() {
        assertThatThrownBy(() -> group.maxProcs(2)).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("maxProcs: a group cannot limit who executes on engine jdk (" + group
                        + "); start java with -");
        assertThat(group.maxProcs(Integer.MAX_VALUE).maxProcs()).isEqualTo(Integer.MAX_VALUE);
    }
}
