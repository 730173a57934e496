package dev.weft.testkit;

import static dev.weft.Weft.go;

import dev.weft.Task;
import dev.weft.sync.Mutex;

/** Dijkstra's dining philosophers, each of whom eats once. */
final class Philosophers {
    private Philosophers() {}

    /** Everybody takes the left fork first. */
    static Task greedy(int count) {
        return () -> dine(count, false);
    }

    /** The last one takes the right fork first, so that forks are always taken in the order of their numbers. */
    static Task ordered(int count) {
        return () -> dine(count, true);
    }

    private static void dine(int count, boolean ordered) {
        Mutex[] forks = new Mutex[count];
        for (int i = 0; i < count; i++) {
            forks[i] = new Mutex("fork-" + i);
        }
        for (int i = 0; i < count; i++) {
            boolean swapped = ordered && i == count - 1;
            Mutex first = forks[swapped ? 0 : i];
            Mutex second = forks[swapped ? i : (i + 1) % count];
            go("philosopher-" + i, () -> eat(first, second));
        }
    }

    private static void eat(Mutex first, Mutex second) {
        first.lock();
        second.lock();
        second.unlock();
        first.unlock();
    }
}
