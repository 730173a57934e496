package dev.weft.testkit.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.testkit.junit.GoTest;
import dev.weft.testkit.junit.Strategy;

class GoTestSnippets {
    // @start region="goTest"
    @GoTest(schedules = 10_000)
    void valuesArriveInOrder() {
        Channel<Integer> values = Channel.buffered("values", 1);
        go("producer", () -> {
            values.send(1);
            values.send(2);
            values.close();
        });
        assertThat(values.stream()).containsExactly(1, 2);
    }

    @GoTest(strategy = Strategy.EXHAUSTIVE)
    void valuesArriveInOrderInEverySchedule() {
        valuesArriveInOrder();
    }
    // @end
}
