package dev.weft.testkit.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.sync.Mutex;
import dev.weft.testkit.Chaos;
import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import dev.weft.testkit.Problem;
import org.junit.jupiter.api.Test;

class ExplorerSnippets {
    @Test
    void random() {
        // @start region="random"
        Explorer.random(1).schedules(10_000).run(() -> {
            Channel<String> answers = Channel.buffered("answers", 2);
            go("fast", () -> answers.send("fast"));
            go("slow", () -> answers.send("slow"));
            assertThat(answers.receive()).isIn("fast", "slow");
        }).orThrow();
        // @end
    }

    @Test
    void chaos() {
        // @start region="chaos"
        Chaos.seed(1).runs(20).run(() -> {
            Channel<Integer> values = Channel.unbuffered("values");
            go("sender", () -> values.send(42));
            assertThat(values.receive()).isEqualTo(42);
        });
        // @end
    }

    @Test
    void outcome() {
        Exploration exploration = Explorer.random(1).run(() -> {
            Mutex left = new Mutex("left");
            Mutex right = new Mutex("right");
            go(() -> {
                left.lock();
                right.locked(left::unlock);
            });
            right.lock();
            left.locked(right::unlock);
        });
        // @start region="outcome"
        switch (exploration) {
            case Exploration.Passed passed -> System.out.println(passed.schedules() + " schedules, nothing found");
            case Exploration.Failed failed when failed.problem() instanceof Problem.Deadlock ->
                Explorer.replay(failed.schedule()).run(() -> {}); // @replace regex="\(\) -> \{\}" replacement="task"
            case Exploration.Failed failed -> throw new AssertionError(failed.report());
        }
        // @end
    }
}
