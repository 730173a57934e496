package dev.weft.tck;

import dev.weft.Weft;
import dev.weft.interop.Inflow;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** A channel that subscribes to a publisher. */
public class SubscriberRules extends FlowSubscriberBlackboxVerification<Integer> {
    private static final long PATIENCE_MILLIS = 1_000;

    public SubscriberRules() {
        super(new TestEnvironment(PATIENCE_MILLIS));
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        Inflow<Integer> inflow = new Inflow<>(4);
        Weft.go("receiver", () -> inflow.values().forEach(value -> {}));
        return inflow;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
