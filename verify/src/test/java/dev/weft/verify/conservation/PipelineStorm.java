package dev.weft.verify.conservation;

import static dev.weft.Weft.closed;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CancelledException;
import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Goroutine;
import dev.weft.SendChannel;
import dev.weft.flow.Channels;
import dev.weft.flow.Pipeline;
import dev.weft.flow.PipelineRun;
import dev.weft.flow.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A pipeline of every kind of stage. Whether it is cancelled, fails, or is stopped, every number of the source has come
 * out, been handed over, or stays in the source.
 */
final class PipelineStorm implements OperatorStorm {
    private static final int COUNT = 150;

    @Override
    public void round(SplittableRandom random, Trouble trouble) throws Exception {
        Channel<Integer> source = Channel.buffered("source", random.nextInt(4));
        Queue<Integer> sent = new ConcurrentLinkedQueue<>();
        Queue<Object> places = new ConcurrentLinkedQueue<>();
        AtomicInteger undelivered = new AtomicInteger();
        int failing = trouble == Trouble.FAILURE ? random.nextInt(COUNT) : -1;
        PipelineRun<Integer> run = pipeline(source, random, failing).onUndelivered(value -> {
            undelivered.incrementAndGet();
            places.add(value);
        }).start();
        Crowd crowd = new Crowd();
        feed(crowd, source, sent, random.split());
        take(crowd, run, places, random.split());
        Goroutine disturber = crowd.disturb(random.split());
        boolean stops = random.nextBoolean();
        if (trouble == Trouble.CANCEL) {
            end(run, stops, random, places);
        }
        String end = join(run);
        crowd.quit().close();
        crowd.await(disturber);
        OperatorStorm.awaitAlone();
        assertEnd(end, trouble, stops, undelivered.get());
        List<Integer> found = new ArrayList<>(places.stream().flatMap(PipelineStorm::numbersIn).toList());
        source.tryClose();
        source.forEach(found::add);
        assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
    }

    private static Pipeline<Integer> pipeline(Channel<Integer> source, SplittableRandom random, int failing) {
        Stage stage = Stage.parallel(1 + random.nextInt(3)).buffered(random.nextInt(3));
        return Pipeline.from(source)
                .<Integer>map("fails", stage, number -> {
                    if (number == failing) {
                        throw new IOException("number " + number);
                    }
                    return number;
                })
                .filter(number -> true)
                .<Integer>map("unordered", stage.unordered(), number -> number)
                .batch(2, Duration.ofNanos(20_000))
                .<List<Integer>>map("lists", Stage.sequential().buffered(2), list -> list)
                .through(lists -> Channels.<Integer>generate("numbers", out -> {
                    for (List<Integer> list : lists) {
                        sendAll(list, out);
                    }
                }));
    }

    /** A generator answers for what it could not send. */
    private static void sendAll(List<Integer> list, SendChannel<? super Integer> out) {
        for (int i = 0; i < list.size(); i++) {
            try {
                out.send(list.get(i));
            } catch (IllegalStateException e) {
                list.subList(i, list.size()).forEach(
                        Context.current().value(Channels.UNDELIVERED).orElseThrow());
                throw e;
            }
        }
    }

    private static void feed(Crowd crowd, Channel<Integer> source, Queue<Integer> sent, SplittableRandom random) {
        crowd.go("feeder", () -> {
            boolean[] more = {true};
            for (int i = 0; i < COUNT && more[0]; i++) {
                int number = i;
                OperatorStorm.insist(() -> more[0] = select(
                        send(source, number, () -> sent.add(number)), closed(crowd.quit(), () -> false)));
                OperatorStorm.pause(random);
            }
            source.close();
        });
    }

    private static void take(Crowd crowd, PipelineRun<Integer> run, Queue<Object> places, SplittableRandom random) {
        crowd.go("taker", () -> {
            boolean[] more = {true};
            while (more[0]) {
                OperatorStorm.insist(() -> more[0] =
                        select(receive(run.results(), value -> places.add(value)).onClosed(() -> false)));
                OperatorStorm.pause(random);
            }
        });
    }

    private static void end(PipelineRun<Integer> run, boolean stops, SplittableRandom random, Queue<Object> places) {
        int moment = random.nextInt(COUNT / 2);
        while (places.size() < moment) {
            OperatorStorm.pause(random);
        }
        if (stops) {
            run.stop();
        } else {
            run.cancel();
        }
    }

    private static String join(PipelineRun<Integer> run) throws Exception {
        try {
            run.join();
            return "ended";
        } catch (CancelledException e) {
            return "cancelled";
        } catch (IOException e) {
            return "failed";
        }
    }

    private static void assertEnd(String end, Trouble trouble, boolean stops, int undelivered) {
        switch (trouble) {
            case NONE -> assertThat(end).isEqualTo("ended");
            case FAILURE -> assertThat(end).isEqualTo("failed");
            case CANCEL -> assertThat(end).isIn("ended", stops ? "ended" : "cancelled");
        }
        if (end.equals("ended")) {
            assertThat(undelivered).as("handed over, though all was well").isZero();
        }
    }

    private static Stream<Integer> numbersIn(Object value) {
        return value instanceof Collection<?> list ? list.stream().flatMap(PipelineStorm::numbersIn)
                : Stream.of((Integer) value);
    }

    @Override
    public String toString() {
        return "pipeline";
    }
}
