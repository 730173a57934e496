package dev.weft.flow;

import static dev.weft.Weft.after;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.sleep;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.internal.park.Clock;
import dev.weft.internal.park.Fiber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that look at the time. It is the engine's: in a simulation a test's. */
final class Pacing {
    private Pacing() {}

    /** What a wait for a value came to. */
    private sealed interface Event<T> {
        record Value<T>(T value) implements Event<T> {}

        record Closed<T>() implements Event<T> {}

        record Timeout<T>() implements Event<T> {}
    }

    private static <T> Event<T> next(ReceiveChannel<T> in, @Nullable Duration most) {
        if (most == null) {
            return in.next() instanceof Received.Value<T>(T value) ? new Event.Value<>(value) : new Event.Closed<>();
        }
        return select(
                receive(in, (T value) -> (Event<T>) new Event.Value<>(value)).onClosed(Event.Closed::new),
                after(most, () -> (Event<T>) new Event.Timeout<T>()));
    }

    static <T> void batch(ReceiveChannel<T> in, Channel<List<T>> out, int size, @Nullable Duration longest) {
        new Crew(1, out::close).go("batch", () -> new Batches<>(in, out, size, longest).run());
    }

    /** Collects until there are enough, or until the first of them has waited long enough. */
    private static final class Batches<T> {
        private final ReceiveChannel<T> in;
        private final Channel<List<T>> out;
        private final int size;
        private final @Nullable Duration longest;
        private final Clock clock = Fiber.current().seams().timers().clock();
        private List<T> held = new ArrayList<>();

        /** When the first of those held came. */
        private long since;

        Batches(ReceiveChannel<T> in, Channel<List<T>> out, int size, @Nullable Duration longest) {
            this.in = in;
            this.out = out;
            this.size = size;
            this.longest = longest;
        }

        void run() {
            try {
                boolean open = true;
                while (open) {
                    open = step(next(in, held.isEmpty() ? null : remaining()));
                }
            } finally {
                held.forEach(Crew::undelivered);
            }
        }

        private @Nullable Duration remaining() {
            return longest == null ? null : longest.minusNanos(clock.nanoTime() - since);
        }

        private boolean step(Event<T> event) {
            if (event instanceof Event.Value<T>(T value)) {
                if (held.isEmpty()) {
                    since = clock.nanoTime();
                }
                held.add(value);
                if (held.size() == size) {
                    pass();
                }
                return true;
            }
            if (!held.isEmpty()) {
                pass();
            }
            return event instanceof Event.Timeout<T>;
        }

        private void pass() {
            out.send(List.copyOf(held)); // if this fails, what is held is handed over above
            held = new ArrayList<>();
        }
    }

    static <T> void debounce(ReceiveChannel<T> in, Channel<T> out, Duration quiet) {
        new Crew(1, out::close).go("debounce", () -> {
            T held = null;
            while (true) {
                Event<T> event;
                try {
                    event = next(in, held == null ? null : quiet);
                } catch (CancelledException e) {
                    if (held != null) {
                        Crew.undelivered(held);
                    }
                    throw e;
                }
                if (event instanceof Event.Value<T>(T value)) {
                    held = value;
                    continue;
                }
                if (held != null) {
                    Crew.<T>deliver(out, held);
                    held = null;
                }
                if (event instanceof Event.Closed<T>) {
                    return;
                }
            }
        });
    }

    static <T> void throttle(ReceiveChannel<T> in, Channel<T> out, Duration interval) {
        new Crew(1, out::close).go("throttle", () -> {
            Clock clock = Fiber.current().seams().timers().clock();
            long last = clock.nanoTime() - interval.toNanos();
            while (in.next() instanceof Received.Value<T>(T value)) {
                try {
                    sleep(interval.minusNanos(clock.nanoTime() - last));
                } catch (CancelledException e) {
                    Crew.undelivered(value);
                    throw e;
                }
                Crew.<T>deliver(out, value);
                last = clock.nanoTime();
            }
        });
    }
}
