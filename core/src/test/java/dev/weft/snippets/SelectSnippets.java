package dev.weft.snippets;

import static dev.weft.Weft.after;
import static dev.weft.Weft.go;
import static dev.weft.Weft.onDefault;
import static dev.weft.Weft.onReceive;
import static dev.weft.Weft.onSend;
import static dev.weft.Weft.onTimeout;
import static dev.weft.Weft.otherwise;
import static dev.weft.Weft.receive;
import static dev.weft.Weft.select;
import static dev.weft.Weft.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.ReceiveChannel;
import dev.weft.Selector;
import dev.weft.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectSnippets {
    @Test
    void select_() {
        Channel<String> letters = Channel.buffered("letters", 1);
        Channel<Integer> parcels = Channel.unbuffered("parcels");
        assertThat(nextDelivery(letters, parcels)).isEqualTo("nothing came");
        letters.send("a card");
        assertThat(nextDelivery(letters, parcels)).isEqualTo("letter: a card");
        go("sender", () -> parcels.send(3));
        assertThat(parcelOf(letters, parcels)).isEqualTo("parcel of 3 kg");
        letters.close();
        assertThat(nextDelivery(letters, parcels)).isEqualTo("no more letters");
    }

    private static String nextDelivery(ReceiveChannel<String> letters, ReceiveChannel<Integer> parcels) {
        // @start region="select"
        String delivery = select(
                receive(letters, text -> "letter: " + text).onClosed(() -> "no more letters"),
                receive(parcels, kilograms -> "parcel of " + kilograms + " kg"),
                after(Duration.ofMillis(10), () -> "nothing came"));
        // @end
        return delivery;
    }

    private static String parcelOf(ReceiveChannel<String> letters, ReceiveChannel<Integer> parcels) {
        return select(
                receive(letters, text -> "letter: " + text),
                receive(parcels, kilograms -> "parcel of " + kilograms + " kg"));
    }

    @Test
    void statement() {
        List<String> log = new ArrayList<>();
        Channel<String> news = Channel.buffered("news", 1);
        Channel<String> comments = Channel.buffered("comments", 1);
        news.send("it rains");
        comments.send("full");
        // @start region="statement"
        select(
                onReceive(news, text -> log.add("read: " + text)),
                onSend(comments, "first!", () -> log.add("wrote a comment")),
                onTimeout(Duration.ofSeconds(5), () -> log.add("gave up")));
        // @end
        assertThat(log).containsExactly("read: it rains");
    }

    @Test
    void default_() {
        List<String> log = new ArrayList<>();
        Channel<String> orders = Channel.unbuffered("orders");
        // @start region="default"
        select(
                onReceive(orders, order -> log.add("making " + order)),
                onDefault(() -> log.add("no order yet"))); // at once, if no other case is ready
        // @end
        assertThat(log).containsExactly("no order yet");
        // @start region="otherwise"
        boolean taken = select(send(orders, "tea", () -> true), otherwise(() -> false));
        // @end
        assertThat(taken).isFalse();
    }

    @Test
    void loop() {
        List<String> log = new ArrayList<>();
        Channel<Integer> requests = Channel.unbuffered("requests");
        Channel<Signal> quit = Channel.signal("quit");
        go("client", () -> {
            requests.send(1);
            requests.send(2);
            quit.close();
        });
        // @start region="loop"
        boolean open = true;
        while (open) {
            open = select(
                    receive(requests, number -> log.add("request " + number)),
                    receive(quit, signal -> false).onClosed(() -> false));
        }
        // @end
        assertThat(log).containsExactly("request 1", "request 2");
    }

    @Test
    void mergeTwo() {
        Channel<Integer> odd = closedWith(1, 3);
        Channel<Integer> even = closedWith(2, 4);
        List<Integer> merged = new ArrayList<>();
        // @start region="when"
        boolean[] more = {true, true};
        while (more[0] || more[1]) {
            select(
                    onReceive(odd, merged::add).onClosed(() -> more[0] = false).when(more[0]),
                    onReceive(even, merged::add).onClosed(() -> more[1] = false).when(more[1]));
        }
        // @end
        assertThat(merged).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(merged).containsSubsequence(1, 3).containsSubsequence(2, 4);
    }

    private static Channel<Integer> closedWith(int... values) {
        Channel<Integer> channel = Channel.buffered(values.length);
        for (int value : values) {
            channel.send(value);
        }
        channel.close();
        return channel;
    }

    @Test
    void selector() {
        Channel<Integer> deposits = closedWith(50, 20);
        Channel<Integer> withdrawals = closedWith(30);
        // @start region="selector"
        Selector selector = Selector.fair(); // built once, for many selects
        Selector.Receiving<Integer> deposit = selector.receive(deposits);
        Selector.Receiving<Integer> withdrawal = selector.receive(withdrawals);
        int balance = 0;
        int open = 2;
        while (open > 0) {
            int chosen = selector.select();
            Selector.Receiving<Integer> done = chosen == deposit.index() ? deposit : withdrawal;
            if (done.isClosed()) {
                done.enable(false);
                open--;
            } else {
                balance += done == deposit ? done.take() : -done.take();
            }
        }
        // @end
        assertThat(balance).isEqualTo(40);
    }
}
