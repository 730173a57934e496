package dev.weft.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.ReceiveChannel;
import dev.weft.Received;
import dev.weft.SendChannel;
import dev.weft.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelSnippets {
    @Test
    void buffered() {
        // @start region="buffered"
        Channel<String> mail = Channel.buffered("mail", 2);
        mail.send("first"); // room for two: neither send waits
        mail.send("second");
        boolean third = mail.trySend("third"); // false: the buffer is full

        String oldest = mail.receive(); // "first"
        int left = mail.length(); // 1
        // @end
        assertThat(third).isFalse();
        assertThat(oldest).isEqualTo("first");
        assertThat(left).isEqualTo(1);
        assertThat(mail.receive()).isEqualTo("second");
    }

    @Test
    void unbuffered() {
        // @start region="unbuffered"
        Channel<String> greetings = Channel.unbuffered("greetings");
        go("sender", () -> greetings.send("hello")); // waits until somebody receives
        String greeting = greetings.receive(); // waits until somebody sends
        // @end
        assertThat(greeting).isEqualTo("hello");
    }

    @Test
    void range() {
        List<String> printed = new ArrayList<>();
        // @start region="range"
        Channel<Integer> numbers = Channel.unbuffered("numbers");
        go("producer", () -> {
            for (int n = 1; n <= 3; n++) {
                numbers.send(n);
            }
            numbers.close();
        });
        for (int n : numbers) { // until the channel is closed and empty
            printed.add("number " + n);
        }
        // @end
        assertThat(printed).containsExactly("number 1", "number 2", "number 3");
    }

    // @start region="directions"
    /** May only send. */
    static void produce(int count, SendChannel<String> out) {
        for (int i = 1; i <= count; i++) {
            out.send("item " + i);
        }
        out.close();
    }

    /** May only receive. */
    static List<String> consume(ReceiveChannel<String> in) {
        List<String> items = new ArrayList<>();
        for (String item : in) {
            items.add(item);
        }
        return items;
    }

    static List<String> throughAChannel() {
        Channel<String> items = Channel.unbuffered("items"); // both, where it is made
        go("producer", () -> produce(2, items));
        return consume(items);
    }
    // @end

    @Test
    void directions() {
        assertThat(throughAChannel()).containsExactly("item 1", "item 2");
    }

    @Test
    void next() {
        Channel<Integer> closed = Channel.buffered("readings", 1);
        closed.send(20);
        closed.close();
        assertThat(describeNext(closed)).isEqualTo("20 degrees");
        assertThat(describeNext(closed)).isEqualTo("no more readings");
    }

    private static String describeNext(ReceiveChannel<Integer> readings) {
        // @start region="next"
        String text = switch (readings.next()) {
            case Received.Value(Integer degrees) -> degrees + " degrees";
            case Received.Closed() -> "no more readings";
        };
        // @end
        return text;
    }

    @Test
    void tryReceive() {
        Channel<String> orders = Channel.buffered("orders", 1);
        assertThat(describeAttempt(orders)).isEqualTo("nothing to do now");
        orders.send("tea");
        assertThat(describeAttempt(orders)).isEqualTo("making tea");
        orders.close();
        assertThat(describeAttempt(orders)).isEqualTo("closing time");
    }

    private static String describeAttempt(ReceiveChannel<String> orders) {
        // @start region="tryReceive"
        String text = switch (orders.tryReceive()) { // does not wait
            case Attempt.Value(String order) -> "making " + order;
            case Attempt.Empty() -> "nothing to do now";
            case Attempt.Closed() -> "closing time";
        };
        // @end
        return text;
    }

    @Test
    void close() {
        // @start region="close"
        Channel<Integer> results = Channel.buffered("results", 2);
        results.send(7);
        results.close();

        int buffered = results.receive(); // 7: what was sent is still there
        assertThatThrownBy(results::receive).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> results.send(8)).isInstanceOf(ChannelClosedException.class);
        // @end
        assertThat(buffered).isEqualTo(7);
    }

    @Test
    void signal() {
        List<String> log = new ArrayList<>();
        // @start region="signal"
        Channel<Signal> done = Channel.signal("done");
        go("worker", () -> {
            log.add("working");
            done.send(Signal.SIGNAL);
        });
        done.receive();
        log.add("the worker is done");
        // @end
        assertThat(log).containsExactly("working", "the worker is done");
    }
}
