package dev.weft.sync;

import dev.weft.CancelledException;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Latch;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.WaitReason;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets goroutines that want the same thing at the same time share the work of getting it: Go's {@code singleflight}. It
 * keeps no results: whoever comes after the work has ended begins it anew.
 *
 * <p>The work <i>happens before</i> every {@link #run} that returns its result.
 *
 * {@snippet class="dev.weft.snippets.SyncSnippets" region="singleFlight"}
 *
 * @param <K> the type of the keys, which say what is wanted
 * @param <V> the type of the results
 */
public final class SingleFlight<K, V extends @Nullable Object> {
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final @Nullable String name;
    private final long id = NEXT_ID.incrementAndGet();
    private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    /** Makes one in which nothing is under way. */
    public SingleFlight() {
        this.name = null;
    }

    /**
     * Makes one in which nothing is under way, with a name for dumps and reports.
     *
     * @param name the name; need not be unique
     */
    public SingleFlight(String name) {
        this.name = Objects.requireNonNull(name, "single flight: the name is null");
    }

    /** Work under way. Its leader writes the outcome before it opens the latch; others read it afterwards. */
    private static final class Flight<V extends @Nullable Object> {
        private final Latch landed = new Latch();
        private final Fiber leader;
        private @Nullable Outcome<V> outcome;

        /** Who does the work when the leader has given up: the first of the others who sees that. */
        private final AtomicReference<@Nullable Flight<V>> successor = new AtomicReference<>();

        private Flight(Fiber leader) {
            this.leader = leader;
        }
    }

    private record Outcome<V extends @Nullable Object>(@Nullable V value, @Nullable Exception failure) {}

    /**
     * Does the work for a key, or waits for the result of a goroutine that is doing it. All who wait get the same
     * result, or the same exception.
     *
     * <p>If the goroutine that does the work gives up because it was cancelled, or exits, one of those who wait does
     * its own work instead, and the others wait for that: nobody is cancelled because another was.
     *
     * @param key says what is wanted
     * @param work how to get it
     * @return the result
     * @throws Exception what the work threw
     * @throws CancelledException if the goroutine was cancelled before it began or while it waited
     * @throws IllegalStateException if the work wants the same key again, which would wait for itself
     */
    @SuppressWarnings("NullAway") // the value is null only if V admits null
    public V run(K key, Callable<? extends V> work) throws Exception {
        Objects.requireNonNull(key, "run: the key is null");
        Objects.requireNonNull(work, "run: the work is null");
        Fiber fiber = Fiber.current();
        Flight<V> abandoned = null;
        while (true) {
            announce(Operation.ACQUIRE);
            if (fiber.isCancelled()) {
                throw cancelled(key);
            }
            Flight<V> mine = new Flight<>(fiber);
            Flight<V> known = abandoned == null
                    ? flights.putIfAbsent(key, mine)
                    : abandoned.successor.compareAndExchange(null, mine);
            if (known == null) {
                if (abandoned != null) {
                    // For those who come now. If somebody has begun anew meanwhile, they get that one's result.
                    flights.putIfAbsent(key, mine);
                }
                return lead(key, mine, work);
            }
            if (known.leader == fiber) {
                throw new IllegalStateException(
                        "run: the work wants the same key again (" + this + ", key " + key + ")");
            }
            if (!known.landed.await(WaitReason.SINGLE_FLIGHT, this)) {
                throw cancelled(key);
            }
            Outcome<V> outcome = known.outcome;
            if (outcome != null) {
                if (outcome.failure() != null) {
                    throw outcome.failure();
                }
                return outcome.value();
            }
            abandoned = known;
        }
    }

    private V lead(K key, Flight<V> flight, Callable<? extends V> work) throws Exception {
        try {
            V value = work.call();
            flight.outcome = new Outcome<>(value, null);
            return value;
        } catch (Exception failure) {
            if (!(failure instanceof CancelledException) || !flight.leader.isCancelled()) {
                flight.outcome = new Outcome<>(null, failure);
            }
            throw failure;
        } finally {
            announce(Operation.RELEASE);
            flights.remove(key, flight);
            flight.landed.open();
        }
    }

    /**
     * Lets the next who comes begin anew, though work for the key is under way. Never blocks.
     *
     * @param key the key
     */
    public void forget(K key) {
        announce(Operation.RELEASE);
        flights.remove(Objects.requireNonNull(key, "forget: the key is null"));
    }

    private void announce(Operation operation) {
        if (Probe.ON) {
            Probe.announce(operation, this);
        }
    }

    private CancelledException cancelled(K key) {
        return new CancelledException("run: the goroutine was cancelled (" + this + ", key " + key + ")");
    }

    /**
     * The name and number.
     *
     * @return for example {@code single flight profiles#1}
     */
    @Override
    public String toString() {
        return "single flight " + (name == null ? "" : name) + "#" + id;
    }
}
