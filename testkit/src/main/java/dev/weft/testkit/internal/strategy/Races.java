package dev.weft.testkit.internal.strategy;

import java.util.Arrays;
import java.util.List;

/**
 * Finds out, after a schedule, where another order would have made a difference. Two events race if they depend on each
 * other, belong to different actors, and nothing else puts one before the other. For each race the decision before the
 * earlier event must try somebody who leads to the later one first: the source sets of Abdulla, Aronis, Jonsson and
 * Sagonas, "Optimal dynamic partial order reduction" (2014), algorithm 1.
 *
 * <p>What happens before what: an actor's events in their order; the step that made an actor runnable before the
 * actor's next; dependent events in the order in which they were taken; and everything before what became possible only
 * because nobody could run (time that moved, {@code settle}).
 */
final class Races {
    private final List<Event> events;
    private final List<Decision> before;
    private int[] latest = new int[16];

    /**
     * @param events the events of the schedule
     * @param before the decision that chose each of them
     */
    Races(List<Event> events, List<Decision> before) {
        this.events = events;
        this.before = before;
    }

    /** Looks at the events from {@code from} on; those before are as they were the last time. */
    void find(int from, int count, int actors) {
        if (latest.length < actors) {
            latest = new int[2 * actors];
        }
        Arrays.fill(latest, -1);
        for (int i = 0; i < from; i++) {
            latest[events.get(i).actor()] = i;
        }
        for (int i = from; i < count; i++) {
            Event event = events.get(i);
            event.startClock(actors);
            followCauses(event);
            latest[event.actor()] = i;
            if (!event.isLocal()) {
                findRacesOf(i, event);
            }
        }
    }

    private void followCauses(Event event) {
        int previous = latest[event.actor()];
        if (previous >= 0) {
            event.follow(events.get(previous));
        }
        if (event.cause() >= 0) {
            for (int i = event.isAfterAll() ? 0 : event.cause(); i <= event.cause(); i++) {
                event.follow(events.get(i));
            }
        }
    }

    /** From the latest event on: what comes between two events orders them before they are looked at. */
    private void findRacesOf(int later, Event event) {
        for (int earlier = later - 1; earlier >= 0; earlier--) {
            Event other = events.get(earlier);
            if (other.actor() != event.actor() && !event.isAfter(other) && event.dependsOn(other)) {
                tryOtherOrder(earlier, later);
                event.follow(other);
            }
        }
    }

    /**
     * Of the events after {@code earlier} that do not need it, up to {@code later}, some come before all the others;
     * one of their actors must be tried in place of {@code earlier}.
     */
    private void tryOtherOrder(int earlier, int later) {
        Decision decision = before.get(earlier);
        Event first = events.get(earlier);
        int candidate = -1;
        for (int i = earlier + 1; i <= later; i++) {
            Event event = events.get(i);
            boolean needsIt = i < later && event.isAfter(first);
            if (!needsIt && isFirst(i, earlier, first)) {
                if (decision.toTry.get(event.actor())) {
                    return;
                }
                if (candidate < 0 || i == later) {
                    candidate = event.actor();
                }
            }
        }
        decision.toTry.set(candidate);
    }

    /** Whether no event between the two, of those that do not need {@code first}, comes before event {@code i}. */
    private boolean isFirst(int i, int earlier, Event first) {
        Event event = events.get(i);
        for (int j = earlier + 1; j < i; j++) {
            Event between = events.get(j);
            if (!between.isAfter(first) && event.isAfter(between)) {
                return false;
            }
        }
        return true;
    }
}
