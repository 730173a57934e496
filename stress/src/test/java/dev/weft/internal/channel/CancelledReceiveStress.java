package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weft.CancelledException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An interrupted receive has happened, or has left no trace. */
@JCStressTest
@Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "received")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "gave up")
@Outcome(expect = FORBIDDEN, desc = "the value was lost, or came from nowhere")
@State
public class CancelledReceiveStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 0);
    private volatile @Nullable Thread waiting;

    @Actor
    public void receiver(II_Result result) {
        waiting = Thread.currentThread();
        try {
            result.r1 = channel.receive();
        } catch (CancelledException e) {
            result.r1 = 0;
        }
        Interrupts.takeOne();
    }

    @Actor
    public void other(II_Result result) {
        Interrupts.interrupt(() -> waiting);
        result.r2 = channel.trySend(7) ? 1 : 0;
    }
}
