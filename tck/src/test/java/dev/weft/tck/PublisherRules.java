package dev.weft.tck;

import dev.weft.ReceiveChannel;
import dev.weft.flow.Channels;
import dev.weft.interop.Publishers;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** A channel as a publisher. */
public class PublisherRules extends FlowPublisherVerification<Long> {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long QUIET_MILLIS = 50;

    public PublisherRules() {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS), PATIENCE_MILLIS);
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return Publishers.of(() -> numbers(elements));
    }

    private static ReceiveChannel<Long> numbers(long count) {
        return Channels.generate("numbers", out -> {
            for (long n = 0; n < count; n++) {
                out.send(n);
            }
        });
    }

    /** A channel cannot fail, so there is no publisher that does: the kit skips these rules. */
    @Override
    public Flow.@Nullable Publisher<Long> createFailedFlowPublisher() {
        return null;
    }
}
