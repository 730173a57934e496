package dev.weft.testkit.primitives;

import dev.weft.Goroutine;
import dev.weft.Weft;
import dev.weft.sync.Mutex;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A loop that its caller shares with one helper, as simple as can be, with a place for a mistake. */
final class TwinLoop {
    /** What is wrong with it. */
    enum Mistake {
        NONE,

        /** Between looking for the next index and taking it the other one may do the same. */
        TAKES_WITHOUT_THE_LOCK,

        /** The caller returns when there is no index left, though the helper is still at work. */
        LEAVES_THE_HELPER_AT_WORK,

        /** What the body throws at the helper's is lost. */
        LOSES_THE_HELPERS_FAILURE
    }

    private final Mistake mistake;
    private final int count;
    private final IntConsumer body;
    private final Mutex mutex = new Mutex("next");
    private int next;
    private @Nullable RuntimeException failure;

    private TwinLoop(Mistake mistake, int count, IntConsumer body) {
        this.mistake = mistake;
        this.count = count;
        this.body = body;
    }

    static void run(Mistake mistake, int count, IntConsumer body) {
        TwinLoop loop = new TwinLoop(mistake, count, body);
        Goroutine helper = Weft.go("helper", () -> {
            try {
                loop.work();
            } catch (RuntimeException e) {
                if (mistake != Mistake.LOSES_THE_HELPERS_FAILURE) {
                    loop.failure = e;
                }
            }
        });
        try {
            loop.work();
        } finally {
            if (mistake != Mistake.LEAVES_THE_HELPER_AT_WORK) {
                helper.join();
            }
        }
        if (loop.failure != null) {
            throw loop.failure;
        }
    }

    private void work() {
        for (int i = take(); i < count; i = take()) {
            body.accept(i);
        }
    }

    private int take() {
        if (mistake == Mistake.TAKES_WITHOUT_THE_LOCK) {
            int mine = next;
            Weft.yieldNow();
            next = mine + 1;
            return mine;
        }
        mutex.lock();
        try {
            return next++;
        } finally {
            mutex.unlock();
        }
    }
}
