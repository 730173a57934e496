package dev.weft.internal.park;

/** The fiber of a thread that Weft did not start: it may use every primitive and blocks as the thread it is. */
final class ForeignFiber extends Fiber {
    private static final ThreadLocal<ForeignFiber> OF_THREAD = new ThreadLocal<>();

    private static final Seams REAL = Seams.real(Blocker.OF_THREADS);

    private ForeignFiber(Thread thread) {
        super(REAL);
        bind(thread);
    }

    static ForeignFiber of(Thread current) {
        ForeignFiber fiber = OF_THREAD.get();
        if (fiber == null) {
            fiber = new ForeignFiber(current);
            OF_THREAD.set(fiber);
        }
        return fiber;
    }

    @Override
    public boolean isGoroutine() {
        return false;
    }

    @Override
    public String createdAt() {
        return "";
    }

    @Override
    public void run() {
        throw new IllegalStateException("a foreign thread's fiber is not a task");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        throw new IllegalStateException("a foreign thread's fiber is not its failure handler");
    }
}
