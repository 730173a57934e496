package dev.weft;

import static dev.weft.Weft.go;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.diagnostics.Dump;
import dev.weft.diagnostics.GoroutineState;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.WaitReason;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Parked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DumpTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private static GoroutineState stateOf(Goroutine goroutine) {
        // It is in dumps a moment after it has begun to wait for the first time.
        Await.until(() -> Registry.snapshot().stream().anyMatch(fiber -> fiber.id() == goroutine.id()));
        return Dump.take().goroutines().stream().filter(state -> state.id() == goroutine.id()).findFirst()
                .orElseThrow();
    }

    @Test
    void showsWhatAGoroutineWaitsForAndWhere() throws Exception {
        run(() -> {
            Channel<Integer> jobs = Channel.buffered("jobs", 5);
            Goroutine goroutine = go("worker", () -> jobs.receive());
            Parked.await(goroutine, WaitReason.CHANNEL_RECEIVE);
            GoroutineState state = stateOf(goroutine);
            assertThat(state.name()).isEqualTo("worker");
            assertThat(state.waitingFor()).isEqualTo("channel receive: " + jobs);
            assertThat(state.createdAt()).contains("DumpTest.java:");
            assertThat(state.stack()).as("innermost first, without Weft's own frames").first()
                    .extracting(StackTraceElement::getFileName).isEqualTo("DumpTest.java");
            assertThat(state.text())
                    .startsWith("goroutine " + goroutine.id() + " \"worker\" [channel receive: " + jobs + "]:\n")
                    .contains("    at ").contains("    created at ");
        });
    }

    @Test
    void showsTheCasesOfASelect() throws Exception {
        run(() -> {
            Channel<Integer> in = Channel.unbuffered("in");
            Channel<Integer> out = Channel.unbuffered("out");
            Goroutine goroutine = go(() -> select(onReceive(in, v -> {}), onSend(out, 1, () -> {}),
                    onReceive(Channel.<Integer>never(), v -> {}), onSend(in, 2, () -> {}).when(false)));
            Parked.await(goroutine, WaitReason.SELECT);
            assertThat(stateOf(goroutine).waitingFor())
                    .isEqualTo("select: receive from " + in + "; send to " + out);
        });
    }

    @Test
    void showsWhatASelectOfACloseWaitsFor() throws Exception {
        run(() -> {
            Channel<Integer> in = Channel.unbuffered("in");
            Goroutine goroutine = go(() -> select(Weft.onClosed(in, () -> {})));
            Parked.await(goroutine, WaitReason.SELECT);
            assertThat(stateOf(goroutine).waitingFor()).isEqualTo("select: close of " + in);
        });
    }

    @Test
    void aSelectWithNothingToWaitForSaysJustThat() throws Exception {
        run(() -> {
            Goroutine goroutine = go(() -> select());
            Parked.await(goroutine, WaitReason.SELECT_WITH_NO_CASES);
            assertThat(stateOf(goroutine).waitingFor()).isEqualTo("select with no enabled cases");
        });
    }

    @Test
    void aGoroutineThatRunsAgainWaitsForNothing() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine[] self = new Goroutine[1];
            Channel<GoroutineState> seen = Channel.buffered(1);
            self[0] = go(() -> {
                channel.receive();
                seen.send(stateOf(Goroutine.current().orElseThrow()));
            });
            Parked.await(self[0], WaitReason.CHANNEL_RECEIVE);
            channel.send(1);
            GoroutineState state = seen.receive();
            assertThat(state.waitingFor()).isEmpty();
            assertThat(state.text()).contains("[running]:");
        });
    }

    @Test
    void goroutinesComeByNumberAndEndedOnesNotAtAll() throws Exception {
        run(() -> {
            Channel<Signal> stop = Channel.signal();
            for (int i = 0; i < 50; i++) Parked.await(go(() -> stop.next()), WaitReason.CHANNEL_RECEIVE);
            Await.until(() -> Dump.take().goroutines().size() >= 50);
            assertThat(Dump.take().goroutines()).extracting(GoroutineState::id).isSorted();
            Goroutine ended = go(() -> stop.next());
            stop.close();
            ended.join();
            Await.until(() -> Dump.take().goroutines().stream().noneMatch(s -> s.id() == ended.id()));
        });
    }

    /** Of many, taken while they run and end: no exception, no half state. */
    @Test
    void mayBeTakenWhileGoroutinesComeAndGo() throws Exception {
        run(() -> {
            Channel<Integer> channel = Channel.unbuffered();
            Goroutine sender = go(() -> {
                for (int i = 0; i < 3_000; i++) {
                    go(() -> channel.send(1));
                    channel.receive();
                }
            });
            while (!sender.isDone()) {
                for (GoroutineState state : Dump.take().goroutines()) assertThat(state.text()).startsWith("goroutine ");
                Weft.yieldNow();
            }
        });
    }

    @Test
    void anEmptyDumpSaysSo() {
        assertThat(new Dump(List.of()).text()).isEqualTo("no goroutines\n");
    }
}
