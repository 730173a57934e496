package dev.weft.testkit.internal.strategy;

import dev.weft.internal.park.Operation;
import dev.weft.testkit.internal.simulation.Actor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A step that was taken, with what happened before it. Used again in the next schedule. */
final class Event {
    private int actor;
    private Operation operation = Operation.START;
    private @Nullable Object target;
    private int cause;
    private boolean afterAll;

    /** The how-manieth event of its actor, counted from 1. */
    private int index;

    /** For each actor, how many of its events happened before this one, or are this one: a vector clock. */
    private int[] clock = new int[8];

    Event() {}

    void set(Actor from, int newIndex) {
        actor = from.number();
        operation = from.operation();
        target = from.target();
        cause = from.cause();
        afterAll = from.isAfterAll();
        index = newIndex;
    }

    int actor() {
        return actor;
    }

    int cause() {
        return cause;
    }

    boolean isAfterAll() {
        return afterAll;
    }

    int index() {
        return index;
    }

    boolean isLocal() {
        return Dependence.isLocal(operation);
    }

    boolean dependsOn(Event other) {
        return Dependence.between(operation, target, other.operation, other.target);
    }

    boolean dependsOn(Actor pending) {
        return Dependence.between(operation, target, pending.operation(), pending.target());
    }

    // ------------------------------------------------------------------------------------------------ clocks

    void startClock(int actors) {
        if (clock.length < actors) {
            clock = new int[actors + 8];
        } else {
            Arrays.fill(clock, 0);
        }
        clock[actor] = index;
    }

    /** Everything that happened before {@code earlier} happened before this, too. */
    void follow(Event earlier) {
        int[] theirs = earlier.clock;
        int known = Math.min(theirs.length, clock.length);
        for (int i = 0; i < known; i++) {
            if (theirs[i] > clock[i]) {
                clock[i] = theirs[i];
            }
        }
    }

    /** Whether {@code earlier} happened before this event, or is this event. */
    boolean isAfter(Event earlier) {
        return earlier.actor < clock.length && clock[earlier.actor] >= earlier.index;
    }
}
