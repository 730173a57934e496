package dev.weft.internal.park;

/**
 * What a goroutine can do that others can see. A closed list: exploration decides by it which steps depend on each
 * other.
 */
public enum Operation {
    /** Begins to run; others see only what follows. */
    START("start"),

    /** Goes on after a wait whose operation the waker has completed; others see only what follows. */
    RESUME("go on"),
    SEND("send"),
    RECEIVE("receive"),
    TRY_SEND("trySend"),
    TRY_RECEIVE("tryReceive"),
    CLOSE("close"),
    LENGTH("length"),
    SELECT("select"),
    LOCK("lock"),
    TRY_LOCK("tryLock"),
    UNLOCK("unlock"),
    ACQUIRE("acquire"),
    TRY_ACQUIRE("tryAcquire"),
    RELEASE("release"),
    SIGNAL("signal"),
    COUNT("count"),
    AWAIT("await"),
    OPEN("open"),

    /** A goroutine ends; on its fiber. */
    END("end"),

    /** Asks whether a goroutine has ended, or begins to wait for it; on its fiber. */
    JOIN("join"),

    /** Asks whether a context was cancelled; on its cancellation. */
    ASK("ask"),

    /** Interrupts a goroutine, or several; which of their steps that changes is not known in advance. */
    CANCEL("cancel"),
    /** Leaves what it waits in because it was cancelled, unless its operation happens before. */
    LEAVE("leave"),

    SLEEP("sleep"),
    TIMER("timer"),
    GO("go"),
    YIELD("yield");

    private final String text;

    Operation(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
