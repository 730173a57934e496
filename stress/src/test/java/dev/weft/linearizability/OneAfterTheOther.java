package dev.weft.linearizability;

import dev.weft.Attempt;
import dev.weft.Channel;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The broken twin: looks at one channel after the other, as a prioritised select must not. */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class OneAfterTheOther {
    private final Channel<Integer> first = Channel.buffered(ChannelOperations.CAPACITY);
    private final Channel<Integer> second = Channel.buffered(ChannelOperations.CAPACITY);

    @Operation
    public String trySend(@Param(name = "value") int value) {
        return first.trySend(value) ? "sent" : "full";
    }

    @Operation
    public String trySendToSecond(@Param(name = "value") int value) {
        return second.trySend(value) ? "sent" : "full";
    }

    @Operation
    public String receiveFromEither() {
        if (first.tryReceive() instanceof Attempt.Value<Integer>(Integer value)) return "first " + value;
        return second.tryReceive() instanceof Attempt.Value<Integer>(Integer value) ? "second " + value : "neither";
    }
}
