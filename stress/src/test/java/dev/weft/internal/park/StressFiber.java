package dev.weft.internal.park;

/** A fiber that waits without a thread, and notes how it was woken. */
public final class StressFiber extends Fiber {
    private static final Seams SEAMS = Seams.real(new Blocker() {
        @Override
        public void block(Fiber fiber) {
            throw new IllegalStateException("a fiber without a thread cannot block");
        }

        @Override
        public void wake(Fiber fiber, int before) {
            StressFiber woken = (StressFiber) fiber;
            woken.stateBefore = before;
            woken.sawContinuation = fiber.continuation() != null;
        }
    });

    /** The waker's. */
    int stateBefore;

    /** The waker's: whether it could have continued the fiber. */
    boolean sawContinuation;

    public StressFiber() {
        super(SEAMS);
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
        throw new IllegalStateException("a fiber without a thread does not run");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        throw new IllegalStateException("a fiber without a thread does not fail", failure);
    }
}
