package dev.weft.internal.park;

/**
 * Why a goroutine is parked. A closed list: dumps, deadlock reports, traces and virtual time all read it. Add a
 * constant for a new kind of wait; never reuse one.
 */
public enum WaitReason {
    CHANNEL_SEND("channel send"),
    CHANNEL_RECEIVE("channel receive"),
    NEVER_SEND("send on a channel that is never ready"),
    NEVER_RECEIVE("receive from a channel that is never ready"),
    SELECT("select"),
    SELECT_WITH_FUTURES("select with futures"),
    SELECT_WITH_NO_CASES("select with no enabled cases"),
    SLEEP("sleep"),
    MUTEX_LOCK("mutex lock"),
    READ_LOCK("read lock"),
    WRITE_LOCK("write lock"),
    WAIT_GROUP("wait group"),
    CONDITION("condition"),
    SEMAPHORE("semaphore"),
    ONCE("once"),
    SINGLE_FLIGHT("single flight"),
    JOIN("join"),
    SCOPE_JOIN("scope join"),
    GROUP("group"),
    GROUP_LIMIT("group limit");

    private final String text;

    WaitReason(String text) {
        this.text = text;
    }

    /** Whether the wait ends by itself when time passes; such a goroutine is waiting but not stuck. */
    public boolean endsWithTime() {
        return this == SLEEP;
    }

    /**
     * Whether somebody whom Weft does not know may end the wait: any thread may settle a future. Such a goroutine is
     * never taken for deadlocked.
     */
    public boolean mayEndFromOutside() {
        return this == SELECT_WITH_FUTURES;
    }

    /** The words that a dump shows, for example {@code channel receive}. */
    @Override
    public String toString() {
        return text;
    }
}
