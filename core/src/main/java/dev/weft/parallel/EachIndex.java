package dev.weft.parallel;

import java.util.function.IntConsumer;

/** Runs a body for each index of a piece. Copied for each class of bodies, see {@link OwnCode}. */
final class EachIndex implements Work.Part {
    private final IntConsumer body;

    EachIndex(IntConsumer body) {
        this.body = body;
    }

    @Override
    public void run(int from, int to) {
        for (int i = from; i < to; i++) {
            body.accept(i);
        }
    }
}
