package dev.weft.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Weft;
import dev.weft.diagnostics.Dump;
import dev.weft.diagnostics.GoroutineState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticsSnippets {
    @Test
    void dump() {
        Channel<String> orders = Channel.unbuffered("orders");
        go("cook", orders::receive);
        awaitParked("cook");
        List<String> waiting = new ArrayList<>();
        // @start region="dump"
        for (GoroutineState goroutine : Dump.take().goroutines()) {
            if (goroutine.waitingFor().startsWith("channel receive")) {
                waiting.add(goroutine.name() + " waits: " + goroutine.waitingFor());
            }
        }
        // @end
        assertThat(waiting).anyMatch(line -> line.startsWith("cook waits: channel receive: channel orders#"));
        orders.send("soup");
    }

    @Test
    void deadlock() {
        // @start region="deadlock"
        assertThatThrownBy(() -> Weft.run(() -> {
            Channel<Integer> numbers = Channel.unbuffered("numbers");
            numbers.send(1); // nobody will ever receive it
        }))
                .isInstanceOf(DeadlockException.class)
                .hasMessageStartingWith("fatal error: all goroutines are asleep - deadlock!")
                .hasMessageContaining("[channel send: channel numbers#");
        // @end
    }

    private static void awaitParked(String name) {
        while (Dump.take().goroutines().stream().noneMatch(state -> state.name().equals(name))) {
            Weft.yieldNow();
        }
    }
}
