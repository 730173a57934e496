package dev.weft.internal.park;

/**
 * What a goroutine can do that others can see. A closed list: exploration decides by it which steps depend on each
 * other.
 */
public enum Operation {
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
    COUNT("count"),
    AWAIT("await"),
    OPEN("open"),
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
