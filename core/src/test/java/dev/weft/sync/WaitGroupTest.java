package dev.weft.sync;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Goroutine;
import dev.weft.GoroutineFailure;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitGroupTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final WaitGroup group = new WaitGroup("downloads");

    @Test
    void awaitReturnsAtOnceWhenNothingIsCounted() {
        group.await();
        group.add(2);
        group.done();
        group.add(-1);
        group.await();
    }

    @Test
    void awaitWaitsForAllThatWereStarted() throws Exception {
        run(() -> {
            int[] plain = new int[100];
            for (int i = 0; i < plain.length; i++) {
                int place = i;
                group.go(() -> {
                    Weft.yieldNow();
                    plain[place] = 1;
                });
            }
            group.await();
            assertThat(plain).as("what they did is visible").containsOnly(1);
        });
    }

    @Test
    void goNamesTheGoroutine() throws Exception {
        run(() -> {
            Channel<String> names = Channel.buffered(1);
            Goroutine goroutine = group.go("fetch-1", () -> names.send(Thread.currentThread().getName()));
            assertThat(goroutine.name()).isEqualTo("fetch-1");
            group.await();
            assertThat(names.receive()).isEqualTo("fetch-1");
        });
    }

    @Test
    void aFailureCountsDownAndEndsTheProgram() {
        assertThatThrownBy(() -> run(() -> {
            group.go(() -> {
                throw new IOException("no route");
            });
            Channel.unbuffered().receive();
        })).isInstanceOf(GoroutineFailure.class).hasRootCauseMessage("no route");
        group.await();
    }

    @Test
    void aCancelledGoroutineCountsDown() throws Exception {
        run(() -> {
            Goroutine blocked = group.go(() -> Channel.unbuffered().receive());
            Parked.await(blocked, WaitReason.CHANNEL_RECEIVE);
            blocked.cancel();
            group.await();
        });
    }

    @Test
    void allWhoWaitGoOn() throws Exception {
        run(() -> {
            group.add(1);
            List<Goroutine> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) waiting.add(go(group::await));
            waiting.forEach(each -> Parked.await(each, WaitReason.WAIT_GROUP));
            group.done();
            waiting.forEach(Goroutine::join);
        });
    }

    @Test
    void mayBeUsedAgain() throws Exception {
        run(() -> {
            for (int round = 0; round < 500; round++) {
                int[] plain = new int[3];
                for (int i = 0; i < 3; i++) {
                    int place = i;
                    group.go(() -> plain[place] = 1);
                }
                group.await();
                assertThat(plain).containsOnly(1);
            }
        });
    }

    @Test
    void moreDoneThanAddedThrowsAndChangesNothing() {
        assertThatThrownBy(group::done).isInstanceOf(IllegalStateException.class)
                .hasMessage("done: more done than added (%s, by 1)", group);
        group.add(2);
        assertThatThrownBy(() -> group.add(-5)).isInstanceOf(IllegalStateException.class)
                .hasMessage("add: more done than added (%s, by 3)", group);
        group.done();
        group.done();
        group.await();
    }

    @Test
    void aForgottenDoneIsADeadlock() {
        group.add(1);
        assertThatThrownBy(() -> run(group::await)).isInstanceOf(DeadlockException.class)
                .hasMessageContaining("[wait group: " + group + "]");
    }

    @Test
    void showsItsNameAndNumber() {
        assertThat(group.toString()).matches("wait group downloads#\\d+");
        assertThat(new WaitGroup().toString()).matches("wait group #\\d+");
    }
}
