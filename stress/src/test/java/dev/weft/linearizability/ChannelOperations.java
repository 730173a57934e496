package dev.weft.linearizability;

import dev.weft.Attempt;
import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Weft;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** What Lincheck calls, on a channel; each operation's result as a text. */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class ChannelOperations {
    static final int CAPACITY = 2;

    private final Channel<Integer> first = Channel.buffered(CAPACITY);
    private final Channel<Integer> second = Channel.buffered(CAPACITY);

    @Operation
    public String trySend(@Param(name = "value") int value) {
        try {
            return first.trySend(value) ? "sent" : "full";
        } catch (ChannelClosedException e) {
            return "closed";
        }
    }

    @Operation
    public String tryReceive() {
        return switch (first.tryReceive()) {
            case Attempt.Value<Integer>(Integer value) -> value.toString();
            case Attempt.Empty<Integer>() -> "empty";
            case Attempt.Closed<Integer>() -> "closed";
        };
    }

    @Operation
    public int length() {
        return first.length();
    }

    @Operation
    public boolean tryClose() {
        return first.tryClose();
    }

    @Operation
    public String trySendToSecond(@Param(name = "value") int value) {
        return second.trySend(value) ? "sent" : "full";
    }

    /** Prefers the first, so that the model has one answer. */
    @Operation
    public String receiveFromEither() {
        return Weft.selectPrioritized(Weft.<Integer, String>receive(first, value -> "first " + value)
                .onClosed(() -> "first closed"), Weft.<Integer, String>receive(second, value -> "second " + value),
                Weft.otherwise(() -> "neither"));
    }

    @Operation
    public String sendToFirstOrReceiveFromSecond(@Param(name = "value") int value) {
        try {
            return Weft.selectPrioritized(Weft.send(first, value, () -> "sent"),
                    Weft.<Integer, String>receive(second, received -> "received " + received),
                    Weft.otherwise(() -> "neither"));
        } catch (ChannelClosedException e) {
            return "closed";
        }
    }
}
