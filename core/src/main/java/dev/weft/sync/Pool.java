package dev.weft.sync;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store of objects that are dear to make and can be used again, such as buffers: Go's {@code sync.Pool}. It is a
 * cache, not a set of resources: what is in it may vanish at any time, and vanishes at the latest with the second
 * garbage collection during which nobody has used it.
 *
 * <p>Each processor has a store of its own, so goroutines on different ones do not disturb each other. A {@link #put}
 * <i>happens before</i> the {@link #get} that returns the object.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="pool"}
 *
 * @param <T> the type of the objects
 */
public final class Pool<T> {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final Supplier<? extends T> factory;
    private final PoolStore store = new PoolStore();

    /**
     * Makes an empty pool.
     *
     * @param factory makes an object when there is none; must not return null
     */
    public Pool(Supplier<? extends T> factory) {
        this.name = null;
        this.factory = Objects.requireNonNull(factory, "pool: the factory is null");
    }

    /**
     * Makes an empty pool with a name for reports.
     *
     * @param name the name; need not be unique
     * @param factory makes an object when there is none; must not return null
     */
    public Pool(String name, Supplier<? extends T> factory) {
        this.name = Objects.requireNonNull(name, "pool: the name is null");
        this.factory = Objects.requireNonNull(factory, "pool: the factory is null");
    }

    /**
     * Takes an object out of the pool, or makes one. Never blocks.
     *
     * @return an object that is the caller's alone, in the state in which it was put back
     */
    @SuppressWarnings("unchecked") // only objects of type T are put in
    public T get() {
        announce(Operation.TRY_ACQUIRE);
        Object kept = store.take(place());
        return kept != null ? (T) kept : Objects.requireNonNull(factory.get(), "get: the factory returned null");
    }

    /**
     * Gives an object to the pool, which may drop it. The caller must not use it any more. Never blocks.
     *
     * @param object the object
     */
    public void put(T object) {
        Objects.requireNonNull(object, "put: null is not a value");
        announce(Operation.RELEASE);
        store.put(place(), object);
        if (!Fiber.current().seams().simulated()) {
            store.watchCollections();
        }
    }

    private static int place() {
        Fiber fiber = Fiber.current();
        return fiber.seams().simulated() ? 0 : fiber.seams().blocker().place(fiber);
    }

    private void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, this);
        }
    }

    /**
     * The name and number.
     *
     * @return for example {@code pool buffers#1}
     */
    @Override
    public String toString() {
        return "pool " + (name == null ? "" : name) + "#" + id;
    }
}
