package dev.weft.flow;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import org.jspecify.annotations.Nullable;

/** Operators that apply a function to each value. */
final class Mapping {
    private Mapping() {}

    /** Each worker takes a value, applies the function and sends the result. */
    static <T, R> void unordered(
            ReceiveChannel<T> in, Channel<R> out, String name, int workers,
            Transform<? super T, ? extends R> function) {
        Crew crew = new Crew(workers, out::close);
        for (int w = 1; w <= workers; w++) {
            crew.go(workers == 1 ? name : name + "-" + w, () -> {
                while (in.next() instanceof Received.Value<T>(T value)) {
                    Crew.<R>deliver(out, Crew.<T, R>apply(function, value));
                }
            });
        }
    }

    /**
     * As {@link #unordered}, with the results in the order of the values. The dispatcher makes a place for the result
     * of each value, in the order of the values, before it hands the value to a worker; the emitter empties the places
     * in that order. The queue of places bounds what is in flight.
     */
    static <T, R> void ordered(
            ReceiveChannel<T> in, Channel<R> out, String name, int workers,
            Transform<? super T, ? extends R> function) {
        if (workers == 1) {
            Mapping.<T, R>unordered(in, out, name, 1, function);
            return;
        }
        Channel<Channel<R>> places = Channel.buffered(name + " places", workers);
        Channel<Job<T, R>> jobs = Channel.unbuffered(name + " jobs");
        Crew crew = new Crew(workers + 2, out::close);
        crew.go(name + "-dispatcher", () -> {
            while (in.next() instanceof Received.Value<T>(T value)) {
                if (!dispatch(places, jobs, value)) {
                    return;
                }
            }
            jobs.close();
            places.tryClose(); // unless the emitter has given up
        });
        for (int w = 1; w <= workers; w++) {
            crew.go(name + "-" + w, () -> {
                while (jobs.next() instanceof Received.Value<Job<T, R>>(Job<T, R> job)) {
                    job.put(Crew.<T, R>apply(function, job.value));
                }
            });
        }
        crew.go(name + "-emitter", () -> emit(places, out));
    }

    private record Job<T, R>(T value, Channel<R> place) {
        /** The place has room for it, unless the emitter has given up. */
        void put(R result) {
            try {
                if (!place.trySend(result)) {
                    throw new IllegalStateException("map: the place of a result is taken (" + place + ")");
                }
            } catch (ChannelClosedException e) {
                Crew.undelivered(result);
            }
        }
    }

    /** False if the emitter has given up: it has failed or was cancelled, which ends the operator. */
    private static <T, R> boolean dispatch(Channel<Channel<R>> places, Channel<Job<T, R>> jobs, T value) {
        Channel<R> place = Channel.buffered(1);
        boolean dispatched = false;
        try {
            places.send(place);
            jobs.send(new Job<>(value, place));
            dispatched = true;
            return true;
        } catch (ChannelClosedException e) { // the emitter closes the places
            return false;
        } finally {
            if (!dispatched) {
                Crew.undelivered(value);
            }
        }
    }

    private static <R> void emit(Channel<Channel<R>> places, Channel<R> out) {
        Channel<R> place = null;
        try {
            while (places.next() instanceof Received.Value<Channel<R>>(Channel<R> following)) {
                place = following;
                Crew.<R>deliver(out, place.receive());
                place = null;
            }
        } finally {
            giveUp(places, place);
        }
    }

    /** Hands over the results that are there, and closes the places of those to come. Nothing to do at a normal end. */
    private static <R> void giveUp(Channel<Channel<R>> places, @Nullable Channel<R> current) {
        places.tryClose();
        Channel<R> place = current;
        while (true) {
            if (place != null) {
                place.tryClose();
                if (place.tryReceive() instanceof Attempt.Value<R>(R result)) {
                    Crew.undelivered(result);
                }
            }
            if (!(places.tryReceive() instanceof Attempt.Value<Channel<R>>(Channel<R> following))) {
                return;
            }
            place = following;
        }
    }
}
