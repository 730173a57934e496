package dev.weft.testkit.primitives;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.ReceiveChannel;
import dev.weft.Weft;
import dev.weft.flow.Channels;
import dev.weft.sync.Mutex;
import java.util.List;
import java.util.function.Consumer;

/** The operator that brings channels together, as simple as can be, with a place for a mistake. */
final class TwinMerge {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** The output is closed when the first input has ended. */
        ENDS_WITH_THE_FIRST,

        /** The value that cannot be passed on, because of a cancellation, is forgotten. */
        DROPS_WHAT_IT_HOLDS,

        /** Who is cancelled hands the last value back, also if it has been received. */
        HANDS_BACK_WHAT_IT_HAS_SENT
    }

    private final Mistake mistake;
    private final Channel<Integer> out = Channel.unbuffered("merged");
    private final Consumer<Object> undelivered = Context.current().value(Channels.UNDELIVERED).orElse(value -> {});
    private final Mutex mutex = new Mutex("running");
    private int running;

    private TwinMerge(Mistake mistake, int inputs) {
        this.mistake = mistake;
        this.running = mistake == Mistake.ENDS_WITH_THE_FIRST ? 1 : inputs;
    }

    static ReceiveChannel<Integer> merge(Mistake mistake, List<Channel<Integer>> ins) {
        TwinMerge merge = new TwinMerge(mistake, ins.size());
        ins.forEach(in -> Weft.go(() -> merge.pass(in)));
        return merge.out;
    }

    private void pass(ReceiveChannel<Integer> in) {
        for (int value : in) {
            passOn(value);
        }
        mutex.lock();
        boolean last = --running == 0;
        mutex.unlock();
        if (last) {
            out.close();
        }
    }

    private void passOn(int value) {
        try {
            out.send(value);
        } catch (CancelledException e) {
            if (mistake != Mistake.DROPS_WHAT_IT_HOLDS) {
                undelivered.accept(value);
            }
            throw e;
        }
        if (mistake == Mistake.HANDS_BACK_WHAT_IT_HAS_SENT && Context.current().isCancelled()) {
            undelivered.accept(value);
        }
    }
}
