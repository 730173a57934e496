package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalTest {
    @Test
    void hasExactlyOneValue() {
        assertThat(Signal.values()).containsExactly(Signal.SIGNAL);
    }
}
