package dev.weft.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The owner takes what is in the hand-off slot, runs it, and puts another in, while a thief empties the slot. */
@JCStressTest
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "the thief came between, or had no luck")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "to the thief")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "to both, which is harmless")
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "the owner has the old one, the thief the new")
@Outcome(expect = FORBIDDEN, desc = "a task is lost")
@State
public class SlotEmptiedStress {
    private final Processor processor = new Processor(0);

    public SlotEmptiedStress() {
        processor.handOff(Tasks.FIRST);
    }

    @Actor
    public void owner(III_Result result) {
        result.r1 = Tasks.number(processor.next());
        processor.handOff(Tasks.SECOND);
    }

    @Actor
    public void thief(III_Result result) {
        result.r2 = Tasks.number(processor.takeSlot());
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = Tasks.number(processor.takeSlot());
    }
}
