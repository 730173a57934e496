package dev.weft.testkit.internal.engine;

import dev.weft.internal.scheduler.Engine;
import dev.weft.internal.scheduler.EngineStats;

/** An engine that stands before another, and passes on what does not concern it. */
public abstract class ForwardingEngine implements Engine {
    /** The engine that runs the goroutines. */
    protected final Engine real;

    protected ForwardingEngine(Engine real) {
        this.real = real;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public int maxProcs() {
        return real.maxProcs();
    }

    @Override
    public int maxProcs(int n) {
        return real.maxProcs(n);
    }

    @Override
    public void yieldNow() {
        real.yieldNow();
    }

    @Override
    public void blocking(boolean now) {
        real.blocking(now);
    }

    @Override
    public EngineStats stats() {
        return real.stats();
    }
}
