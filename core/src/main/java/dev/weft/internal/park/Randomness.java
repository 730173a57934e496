package dev.weft.internal.park;

/** Where the choices of selects come from. */
@FunctionalInterface
public interface Randomness {
    /** Each fiber's own generator. */
    Randomness OF_FIBERS = Fiber::nextPseudoRandom;

    /** A number from 0 up to but not including {@code bound}, for {@code fiber}, which is the caller's. */
    int next(Fiber fiber, int bound);
}
