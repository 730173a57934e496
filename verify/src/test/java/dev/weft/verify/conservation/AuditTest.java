package dev.weft.verify.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The broken twin of the conservation test: books that do not balance are noticed. */
class AuditTest {
    private final Journal sender = new Journal("sender", 0);
    private final Journal receiver = new Journal("receiver", 1);
    private final Journal rest = new Journal("rest", 2);
    private final long first = sender.freshValue();
    private final long second = sender.freshValue();

    private List<String> problems() {
        return Audit.problems(List.of(sender, receiver, rest));
    }

    private void sendBoth() {
        sender.sent(7, first);
        sender.sent(7, second);
    }

    @Test
    void balancedBooksPass() {
        sendBoth();
        receiver.received(7, first);
        rest.received(7, second);
        assertThat(problems()).isEmpty();
    }

    @Test
    void lostValueIsNoticed() {
        sendBoth();
        receiver.received(7, second);
        assertThat(problems()).containsExactly("value 0 of party 0 on channel 7 was sent and never received");
    }

    @Test
    void doubledValueIsNoticed() {
        sendBoth();
        receiver.received(7, first);
        receiver.received(7, second);
        rest.received(7, second);
        assertThat(problems())
                .containsExactly("rest received value 1 of party 0 on channel 7, and so did receiver");
    }

    @Test
    void traceOfAnOperationThatGaveUpIsNoticed() {
        sender.sent(7, second);
        receiver.received(7, first);
        receiver.received(7, second);
        assertThat(problems()).containsExactly("receiver received value 0 of party 0 on channel 7, whose send gave up");
    }

    @Test
    void inventedValueIsNoticed() {
        receiver.received(7, second + 1);
        assertThat(problems()).containsExactly("receiver received value 2 of party 0 on channel 7, which nobody made");
    }

    @Test
    void valueOnTheWrongChannelIsNoticed() {
        sender.sent(7, first);
        receiver.received(8, first);
        assertThat(problems())
                .containsExactly("receiver received value 0 of party 0 on channel 8, which was sent on channel 7");
    }

    @Test
    void overtakingIsNoticed() {
        sendBoth();
        receiver.received(7, second);
        receiver.received(7, first);
        assertThat(problems())
                .containsExactly("receiver received value 0 of party 0 on channel 7 after the later serial 1");
    }

    @Test
    void ordersOfDifferentChannelsAreIndependent() {
        sender.sent(7, first);
        sender.sent(8, second);
        receiver.received(8, second);
        receiver.received(7, first);
        assertThat(problems()).isEmpty();
    }
}
