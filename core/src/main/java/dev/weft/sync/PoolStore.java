package dev.weft.sync;

import dev.weft.internal.park.RuntimeThreads;
import dev.weft.internal.park.SpinLock;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Pool} holds, after Go's: two generations of shelves, one shelf for each processor. A garbage collection
 * makes the young generation the old one and drops the former old one; who takes from the old generation puts back into
 * the young. So what is in use survives, and what is not lasts for two collections.
 *
 * <p>A collection is noticed by a sentinel that nobody holds: the cleaner's thread turns the generations, and sets out
 * another sentinel while anything is left. The cleaner holds the store weakly.
 */
final class PoolStore {
    private static final int PLACES =
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors() * 2 - 1));

    private static final class Cleaners {
        private static final Cleaner CLEANER = Cleaner.create(body -> RuntimeThreads.daemon("weft-pools", body));
    }

    /** A stack of objects. */
    private static final class Shelf extends SpinLock {
        private static final int SMALLEST = 8;

        /** More than these are dropped: it is a cache. */
        private static final int LARGEST = 1024;

        // Guarded by the lock.
        private @Nullable Object[] objects = new Object[SMALLEST];
        private int count;

        private @Nullable Object take() {
            lock();
            Object taken = null;
            if (count > 0) {
                taken = objects[--count];
                objects[count] = null;
            }
            unlock();
            return taken;
        }

        /** With the lock: a put that this does not see comes later, and then sees that no sentinel is out. */
        private boolean isEmpty() {
            lock();
            boolean empty = count == 0;
            unlock();
            return empty;
        }

        private void put(Object object) {
            @Nullable Object[] larger = null;
            while (true) {
                lock();
                if (count == objects.length && larger != null && larger.length > count) {
                    System.arraycopy(objects, 0, larger, 0, count);
                    objects = larger;
                }
                int length = objects.length;
                boolean fits = count < length;
                if (fits) {
                    objects[count++] = object;
                }
                unlock();
                if (fits || length >= LARGEST) {
                    return;
                }
                larger = new Object[length * 2];
            }
        }
    }

    private static Shelf[] emptyGeneration() {
        return Stream.generate(Shelf::new).limit(PLACES).toArray(Shelf[]::new);
    }

    // Written by the cleaner's thread, one after the other: for a moment both may be the same, which does no harm.
    private volatile Shelf[] young = emptyGeneration();
    private volatile Shelf[] old = emptyGeneration();

    /** Whether a sentinel is out. */
    private final AtomicBoolean watching = new AtomicBoolean();

    void put(int place, Object object) {
        young[place & (PLACES - 1)].put(object);
    }

    /** Takes an object from the own shelf, another's, or the old generation; null if there is none. */
    @Nullable Object take(int place) {
        Object taken = takeFrom(young, place);
        return taken != null ? taken : takeFrom(old, place);
    }

    private static @Nullable Object takeFrom(Shelf[] shelves, int place) {
        for (int i = 0; i < PLACES; i++) {
            Object taken = shelves[(place + i) & (PLACES - 1)].take();
            if (taken != null) {
                return taken;
            }
        }
        return null;
    }

    private boolean isEmpty() {
        return Arrays.stream(young).allMatch(Shelf::isEmpty) && Arrays.stream(old).allMatch(Shelf::isEmpty);
    }

    // ------------------------------------------------------------------------------------------- collections

    /** Sees to it that the next collection is noticed. */
    void watchCollections() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            setOut(new WeakReference<>(this));
        }
    }

    private static void setOut(WeakReference<PoolStore> store) {
        Cleaners.CLEANER.register(new Object(), () -> collected(store));
    }

    private static void collected(WeakReference<PoolStore> reference) {
        PoolStore store = reference.get();
        if (store == null) {
            return;
        }
        store.old = store.young;
        store.young = emptyGeneration();
        store.watching.set(false);
        // Whoever puts something in after this look, sets a sentinel out itself.
        if (!store.isEmpty()) {
            store.watchCollections();
        }
    }
}
