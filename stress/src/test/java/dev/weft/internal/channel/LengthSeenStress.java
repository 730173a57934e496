package dev.weft.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Who looks at the length again and again sees it change at last. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "seen")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "looks at an old length for ever")
@State
public class LengthSeenStress {
    private final CoreChannel<Integer> channel = new CoreChannel<>(null, 1);

    @Actor
    public void observer() {
        while (channel.length() == 0) {}
    }

    @Signal
    public void sender() {
        channel.trySend(1);
    }
}
