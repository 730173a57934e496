package dev.weft.internal.park;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two holders one comes after the other, and sees what that one wrote. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "both at once, or the second did not see the first")
@State
public class SpinLockStress extends SpinLock {
    private int plain;

    @Actor
    public void first(II_Result result) {
        result.r1 = increment();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = increment();
    }

    private int increment() {
        lock();
        int now = ++plain;
        unlock();
        return now;
    }
}
