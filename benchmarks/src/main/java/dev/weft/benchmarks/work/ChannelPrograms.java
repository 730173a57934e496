package dev.weft.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The rows about plain sends and receives. Each value is a boxed {@code Integer}, as in users' programs. */
final class ChannelPrograms {

    private static final int BUFFER = 100;
    private static final int SMALL_BUFFER = 64;
    private static final int CROWD = 8;
    private static final int STAGES = 100;

    private ChannelPrograms() {}

    static Outcome pingPong(Primitives peer, int size) throws Exception {
        Pipe<Integer> ping = peer.unbuffered();
        Pipe<Integer> pong = peer.unbuffered();
        var group = peer.group(1);
        long start = System.nanoTime();
        group.go(() -> {
            for (int i = 0; i < size; i++) {
                pong.send(ping.receive() + 1);
            }
        });
        long sum = 0;
        for (int i = 0; i < size; i++) {
            ping.send(i);
            sum += pong.receive();
        }
        group.await();
        return Outcome.nanosPerItem("a", sum, System.nanoTime() - start, size);
    }

    static Outcome unbuffered(Primitives peer, int size) throws Exception {
        return producerToConsumer("b", peer, peer.unbuffered(), size);
    }

    static Outcome buffered(Primitives peer, int size) throws Exception {
        return producerToConsumer("c", peer, peer.buffered(BUFFER), size);
    }

    private static Outcome producerToConsumer(String figure, Primitives peer, Pipe<Integer> pipe, int size)
            throws Exception {
        var group = peer.group(1);
        long start = System.nanoTime();
        group.go(() -> {
            for (int i = 1; i <= size; i++) {
                pipe.send(i);
            }
        });
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += pipe.receive();
        }
        group.await();
        return Outcome.nanosPerItem(figure, sum, System.nanoTime() - start, size);
    }

    static Outcome sameGoroutine(Primitives peer, int size) throws Exception {
        Pipe<Integer> pipe = peer.buffered(BUFFER);
        long start = System.nanoTime();
        long sum = 0;
        for (int i = 1; i <= size; i++) {
            pipe.send(i);
            sum += pipe.receive();
        }
        return Outcome.nanosPerItem("d", sum, System.nanoTime() - start, size);
    }

    /** As many producers as consumers, {@code crowd} of each, on one channel; {@code size} is a multiple of it. */
    static Outcome manyToMany(Primitives peer, String figure, int crowd, int size) throws Exception {
        Pipe<Integer> pipe = peer.buffered(SMALL_BUFFER);
        var producers = peer.group(crowd);
        var consumers = peer.group(crowd);
        var sum = new AtomicLong();
        int share = size / crowd;
        long start = System.nanoTime();
        for (int c = 0; c < crowd; c++) {
            consumers.go(() -> {
                var mine = new long[1];
                pipe.forEach(value -> mine[0] += value);
                sum.addAndGet(mine[0]);
            });
        }
        for (int p = 0; p < crowd; p++) {
            int first = p * share;
            producers.go(() -> {
                for (int i = first + 1; i <= first + share; i++) {
                    pipe.send(i);
                }
            });
        }
        producers.await();
        pipe.close(crowd);
        consumers.await();
        return Outcome.nanosPerItem(figure, sum.get(), System.nanoTime() - start, size);
    }

    static Outcome pipeline(Primitives peer, int size) throws Exception {
        var stages = peer.group(STAGES + 1);
        Pipe<Integer> source = peer.unbuffered();
        long start = System.nanoTime();
        stages.go(() -> {
            for (int i = 1; i <= size; i++) {
                source.send(i);
            }
        });
        Pipe<Integer> last = source;
        for (int s = 0; s < STAGES; s++) {
            Pipe<Integer> in = last;
            Pipe<Integer> out = peer.unbuffered();
            stages.go(() -> {
                for (int i = 0; i < size; i++) {
                    out.send(in.receive() + 1);
                }
            });
            last = out;
        }
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += last.receive();
        }
        stages.await();
        return Outcome.nanosPerItem("k", sum, System.nanoTime() - start, (long) size * STAGES);
    }

    /** The candidates end with the last prime wanted, so that every filter comes to its end by itself. */
    static Outcome sieve(Primitives peer, int count) throws Exception {
        int limit = Primes.nth(count);
        var filters = peer.group(count + 1);
        Pipe<Integer> candidates = peer.unbuffered();
        long start = System.nanoTime();
        filters.go(() -> {
            for (int i = 2; i <= limit; i++) {
                candidates.send(i);
            }
            candidates.close(1);
        });
        Pipe<Integer> last = candidates;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            Pipe<Integer> in = last;
            Pipe<Integer> out = peer.unbuffered();
            int prime = in.receive();
            sum += prime;
            filters.go(() -> {
                in.forEach(value -> {
                    if (value % prime != 0) {
                        out.send(value);
                    }
                });
                out.close(1);
            });
            last = out;
        }
        var beyond = new ArrayList<Integer>();
        last.forEach(beyond::add);
        filters.await();
        long nanos = System.nanoTime() - start;
        if (!beyond.isEmpty()) {
            throw new IllegalStateException("the sieve let " + beyond.getFirst() + " through");
        }
        return Outcome.seconds("l", sum, nanos);
    }

    static Outcome select2(Primitives peer, int size) throws Exception {
        List<Pipe<Integer>> pipes = List.of(peer.unbuffered(), peer.unbuffered());
        var group = peer.group(1);
        long start = System.nanoTime();
        group.go(() -> {
            var sender = peer.senderToAny(pipes);
            for (int i = 1; i <= size; i++) {
                sender.send(i);
            }
        });
        var receiver = peer.receiverOfAny(pipes);
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += receiver.receive();
        }
        group.await();
        return Outcome.nanosPerItem("f2", sum, System.nanoTime() - start, size);
    }

    static Outcome select8(Primitives peer, int size) throws Exception {
        var pipes = new ArrayList<Pipe<Integer>>();
        var group = peer.group(CROWD);
        int share = size / CROWD;
        long start = System.nanoTime();
        for (int p = 0; p < CROWD; p++) {
            Pipe<Integer> pipe = peer.unbuffered();
            pipes.add(pipe);
            int first = p * share;
            group.go(() -> {
                for (int i = first + 1; i <= first + share; i++) {
                    pipe.send(i);
                }
            });
        }
        var receiver = peer.receiverOfAny(List.copyOf(pipes));
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += receiver.receive();
        }
        group.await();
        return Outcome.nanosPerItem("f8", sum, System.nanoTime() - start, size);
    }
}
