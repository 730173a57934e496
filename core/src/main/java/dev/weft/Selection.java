package dev.weft;

import dev.weft.internal.channel.Select;
import dev.weft.internal.park.SelectCase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a select over cases: sorts out what the algorithm is to wait for, and concludes the chosen case. */
final class Selection {
    private Selection() {}

    static <R extends @Nullable Object> R run(boolean prioritized, Case<? extends R>[] cases) {
        Case.@Nullable Otherwise<? extends R> fallback = null;
        int operations = 0;
        for (Case<? extends R> each : cases) {
            Objects.requireNonNull(each, "select: a case is null");
            if (each.operation() != null) {
                operations += each.isEnabled() ? 1 : 0;
            } else if (each.isEnabled() && each instanceof Case.Otherwise<? extends R> other) {
                fallback = earlier(fallback, other);
            }
        }
        SelectCase[] enabled = new SelectCase[operations];
        int next = 0;
        for (Case<? extends R> each : cases) {
            SelectCase operation = each.operation();
            if (operation != null && each.isEnabled()) {
                enabled[next++] = operation;
            }
        }
        int chosen = new Select(enabled, prioritized).run(nanosOf(fallback));
        if (chosen < 0) {
            return Objects.requireNonNull(fallback).conclude();
        }
        return owner(cases, enabled[chosen]).conclude();
    }

    private static long nanosOf(Case.@Nullable Otherwise<?> fallback) {
        if (fallback == null) {
            return Select.FOREVER;
        }
        return fallback.isDefault() ? Select.NOT_AT_ALL : fallback.nanos();
    }

    private static <R extends @Nullable Object> Case.Otherwise<? extends R> earlier(
            Case.@Nullable Otherwise<? extends R> known, Case.Otherwise<? extends R> other) {
        if (known == null) {
            return other;
        }
        if (known.isDefault() && other.isDefault()) {
            throw new IllegalArgumentException("select: more than one otherwise; a select has at most one");
        }
        return other.nanos() < known.nanos() ? other : known;
    }

    private static <R extends @Nullable Object> Case<? extends R> owner(
            Case<? extends R>[] cases, SelectCase operation) {
        for (Case<? extends R> each : cases) {
            if (each.operation() == operation) {
                return each;
            }
        }
        throw new IllegalStateException("select: the chosen operation belongs to no case");
    }
}
