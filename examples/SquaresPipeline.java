// A pipeline: one goroutine generates numbers, three square them (fan-out), one collects what they send (fan-in). Each
// stage closes the channel that it sends to, so the end travels down the line by itself.
//
// In Go: functions that make a channel, start a goroutine that feeds it, and return it for receiving.

import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.sync.*;

void main() {
    ReceiveChannel<Integer> numbers = generate(1, 10);
    ReceiveChannel<Integer> squares = merge(List.of(square(numbers), square(numbers), square(numbers)));

    int sum = 0;
    for (int square : squares) {
        IO.println("square " + square);
        sum += square;
    }
    IO.println("sum " + sum);
}

ReceiveChannel<Integer> generate(int first, int last) {
    Channel<Integer> out = Channel.unbuffered("numbers");
    go("generator", () -> {
        for (int n = first; n <= last; n++) out.send(n);
        out.close();
    });
    return out.receiveOnly();
}

ReceiveChannel<Integer> square(ReceiveChannel<Integer> in) {
    Channel<Integer> out = Channel.unbuffered("squares");
    go("squarer", () -> {
        for (int n : in) out.send(n * n);
        out.close();
    });
    return out.receiveOnly();
}

ReceiveChannel<Integer> merge(List<ReceiveChannel<Integer>> ins) {
    Channel<Integer> out = Channel.unbuffered("merged");
    WaitGroup forwarding = new WaitGroup("forwarding");
    for (ReceiveChannel<Integer> in : ins) {
        forwarding.go(() -> {
            for (int value : in) out.send(value);
        });
    }
    go("closer", () -> {
        forwarding.await();
        out.close(); // only now: nobody sends any more
    });
    return out.receiveOnly();
}
