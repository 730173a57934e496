package dev.weft.snippets;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onDefault;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.run;
import static dev.weft.Weft.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.SendChannel;
import dev.weft.Signal;
import dev.weft.flow.Channels;
import dev.weft.flow.Pipeline;
import dev.weft.flow.SlowPolicy;
import dev.weft.flow.Stage;
import dev.weft.flow.Topic;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The Java side of the guide's chapter "Go by example, in Java": goroutines and channels. */
class PatternsOfChannelsSnippets {
    private final List<Object> log = new CopyOnWriteArrayList<>();

    @Test
    void goroutine() {
        // @start region="goroutine"
        Goroutine greeter = go("greeter", () -> log.add("from a goroutine"));
        greeter.join(); // a program does not wait for its goroutines
        // @end
        assertThat(log).containsExactly("from a goroutine");
    }

    @Test
    void channel() {
        // @start region="channel"
        Channel<String> messages = Channel.unbuffered("messages");
        go(() -> messages.send("ping"));
        String message = messages.receive();
        // @end
        assertThat(message).isEqualTo("ping");
    }

    @Test
    void buffering() {
        // @start region="buffering"
        Channel<String> mail = Channel.buffered("mail", 2);
        mail.send("first"); // nobody has to receive it yet
        mail.send("second");
        log.add(mail.receive() + ", " + mail.length() + " of " + mail.capacity() + " left");
        // @end
        assertThat(log).containsExactly("first, 1 of 2 left");
    }

    @Test
    void synchronization() {
        // @start region="synchronization"
        Channel<Signal> done = Channel.signal("done");
        go("worker", () -> {
            log.add("working");
            done.close();
        });
        done.next(); // what the worker did is visible from here on
        // @end
        assertThat(log).containsExactly("working");
    }

    // @start region="directions"
    static void ping(SendChannel<String> pings, String message) {
        pings.send(message);
    }

    static void pong(ReceiveChannel<String> pings, SendChannel<String> pongs) {
        pongs.send(pings.receive() + " and back");
    }
    // @end

    @Test
    void directions() {
        Channel<String> pings = Channel.buffered(1);
        Channel<String> pongs = Channel.buffered(1);
        ping(pings, "there");
        pong(pings, pongs);
        assertThat(pongs.receive()).isEqualTo("there and back");
    }

    @Test
    void selecting() throws Exception {
        run(() -> {
            Channel<String> first = Channel.unbuffered("first");
            Channel<String> second = Channel.unbuffered("second");
            go(() -> first.send("one"));
            go(() -> second.send("two"));
            // @start region="select"
            for (int i = 0; i < 2; i++) {
                select(
                        onReceive(first, text -> log.add("received " + text)),
                        onReceive(second, text -> log.add("received " + text)));
            }
            // @end
        });
        assertThat(log).containsExactlyInAnyOrder("received one", "received two");
    }

    @Test
    void timeout() throws Exception {
        run(() -> {
            Channel<String> results = Channel.unbuffered("results");
            // @start region="timeout"
            String result = select(
                    receive(results, text -> text),
                    after(Duration.ofMillis(5), () -> "nothing in time"));
            // @end
            assertThat(result).isEqualTo("nothing in time");
        });
    }

    @Test
    void nonBlocking() {
        Channel<String> messages = Channel.unbuffered("messages");
        // @start region="nonBlocking"
        select(
                onReceive(messages, text -> log.add("received " + text)),
                onDefault(() -> log.add("no message")));
        select(
                onSend(messages, "hi", () -> log.add("sent")),
                onDefault(() -> log.add("not sent"))); // or: messages.trySend("hi")
        // @end
        assertThat(log).containsExactly("no message", "not sent");
    }

    @Test
    void closing() throws Exception {
        run(() -> {
            // @start region="closing"
            Channel<Integer> jobs = Channel.buffered("jobs", 5);
            Goroutine worker = go("worker", () -> {
                while (jobs.next() instanceof Received.Value(Integer job)) log.add("job " + job);
                log.add("no more jobs");
            });
            jobs.send(1);
            jobs.send(2);
            jobs.close();
            worker.join();
            // @end
        });
        assertThat(log).containsExactly("job 1", "job 2", "no more jobs");
    }

    @Test
    void range() {
        // @start region="range"
        Channel<String> queue = Channel.buffered("queue", 2);
        queue.send("one");
        queue.send("two");
        queue.close(); // ends the loop, not before it is empty
        for (String item : queue) log.add(item);
        // @end
        assertThat(log).containsExactly("one", "two");
    }

    @Test
    void workerPool() throws Exception {
        run(() -> {
            // @start region="workerPool"
            Channel<Integer> jobs = Channel.buffered("jobs", 10);
            Channel<Integer> results = Channel.buffered("results", 10);
            for (int w = 1; w <= 3; w++) {
                go("worker-" + w, () -> {
                    for (int job : jobs) results.send(job * job);
                });
            }
            for (int job = 1; job <= 4; job++) jobs.send(job);
            jobs.close();
            for (int i = 1; i <= 4; i++) log.add(results.receive());
            // @end
        });
        assertThat(log).containsExactlyInAnyOrder(1, 4, 9, 16);
    }

    @Test
    void fan() throws Exception {
        ReceiveChannel<Integer> numbers = numbersTo(5);
        // @start region="fan"
        Channel<Integer> squares = Channel.unbuffered("squares");
        WaitGroup squarers = new WaitGroup("squarers");
        for (int s = 0; s < 3; s++) {
            squarers.go(() -> { // fan-out: three receive from one channel
                for (int n : numbers) squares.send(n * n); // fan-in: and send to one
            });
        }
        go("closer", () -> {
            squarers.await();
            squares.close();
        });
        int sum = squares.stream().mapToInt(square -> square).sum();
        // @end
        assertThat(sum).isEqualTo(55);
    }

    // @start region="generator"
    static ReceiveChannel<Integer> numbersTo(int last) {
        Channel<Integer> numbers = Channel.unbuffered("numbers");
        go("numbers", () -> {
            for (int n = 1; n <= last; n++) numbers.send(n);
            numbers.close();
        });
        return numbers;
    }
    // @end

    @Test
    void generators() {
        // @start region="generate"
        ReceiveChannel<Integer> powers = Channels.generate("powers", out -> {
            for (int power = 1;; power *= 2) out.send(power);
        });
        log.addAll(List.of(powers.receive(), powers.receive(), powers.receive()));
        // @end
        assertThat(log).containsExactly(1, 2, 4);
        assertThat(numbersTo(3).stream()).containsExactly(1, 2, 3);
    }

    @Test
    void pipeline() throws Exception {
        List<Integer> numbers = List.of(1, 2, 3);
        run(() -> {
            // @start region="pipeline"
            List<String> lines = Pipeline.from(numbers)
                    .map("square", Stage.parallel(2), n -> n * n)
                    .map("print", n -> "got " + n)
                    .toList(); // in order; the first failure of a stage stops all of them, and is thrown here
            // @end
            log.addAll(lines);
        });
        assertThat(log).containsExactly("got 1", "got 4", "got 9");
    }

    @Test
    void publishing() throws Exception {
        List<String> heard = new ArrayList<>();
        run(() -> {
            // @start region="publishing"
            Topic<String> news = Topic.named("news");
            var patient = news.subscribe(10, SlowPolicy.BLOCK); // the publisher waits for this one
            var hasty = news.subscribe(1, SlowPolicy.DROP_OLDEST); // and this one loses the oldest
            news.publish("morning");
            news.publish("evening");
            news.close();
            for (String text : patient.values()) heard.add(text);
            String last = hasty.values().receive(); // "evening"
            // @end
            assertThat(last).isEqualTo("evening");
        });
        assertThat(heard).containsExactly("morning", "evening");
    }
}
