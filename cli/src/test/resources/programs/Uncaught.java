import static dev.weft.Weft.*;
import dev.weft.*;

void main() {
    Channel<Integer> orders = Channel.unbuffered("orders");
    Channel<Integer> ready = Channel.unbuffered("ready");
    go("cook", () -> {
        ready.send(1);
        orders.receive();
    });
    ready.receive();
    while (numGoroutines() == 2 && !dev.weft.diagnostics.Dump.take().text().contains("channel orders")) yieldNow();
    deeper(2);
}

void deeper(int levels) {
    if (levels == 0) throw new IllegalStateException("the kitchen burns", new RuntimeException("oven left on"));
    deeper(levels - 1);
}
