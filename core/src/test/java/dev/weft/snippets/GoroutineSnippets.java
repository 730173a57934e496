package dev.weft.snippets;

import static dev.weft.Weft.go;
import static dev.weft.Weft.maxProcs;
import static dev.weft.Weft.numCpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.GoroutineFailure;
import dev.weft.Group;
import dev.weft.Signal;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class GoroutineSnippets {
    @Test
    void go_() {
        AtomicInteger sum = new AtomicInteger();
        // @start region="go"
        Goroutine adder = go("adder", () -> {
            for (int n = 1; n <= 10; n++) {
                sum.addAndGet(n);
            }
        });
        adder.join(); // waits until it has ended; what it wrote is now visible
        // @end
        assertThat(sum).hasValue(55);
        assertThat(adder.isDone()).isTrue();
    }

    @Test
    void workerPool() {
        List<Integer> doubled = new ArrayList<>();
        // @start region="workerPool"
        Channel<Integer> jobs = Channel.buffered("jobs", 5);
        Channel<Integer> results = Channel.buffered("results", 5);
        for (int w = 1; w <= 3; w++) {
            go("worker-" + w, () -> {
                for (int job : jobs) {
                    results.send(job * 2);
                }
            });
        }
        for (int job = 1; job <= 5; job++) {
            jobs.send(job);
        }
        jobs.close();
        for (int i = 1; i <= 5; i++) {
            doubled.add(results.receive());
        }
        // @end
        assertThat(doubled).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
    }

    @Test
    void run() throws Exception {
        List<String> log = new ArrayList<>();
        // @start region="run"
        Weft.run(() -> { // the calling thread waits for this main goroutine
            Channel<String> answers = Channel.unbuffered("answers");
            go("asked", () -> answers.send("from a goroutine"));
            log.add(answers.receive());
        });
        // @end
        assertThat(log).containsExactly("from a goroutine");
    }

    @Test
    void failure() {
        // @start region="failure"
        assertThatThrownBy(() -> Weft.run(() -> {
            Channel<Signal> never = Channel.signal("never");
            go("parser", () -> Integer.parseInt("twelve"));
            never.receive();
        }))
                .isInstanceOf(GoroutineFailure.class) // names the goroutine and where it was created
                .hasMessageContaining("\"parser\" failed")
                .hasCauseInstanceOf(NumberFormatException.class);
        // @end
    }

    @Test
    void procs() {
        int before = maxProcs();
        // @start region="procs"
        int processors = numCpu(); // what the machine, or the container, has
        int former = maxProcs(1); // from now on one goroutine executes at a time
        int current = maxProcs(); // 1
        maxProcs(former);
        // @end
        assertThat(processors).isPositive();
        assertThat(former).isEqualTo(before);
        assertThat(current).isEqualTo(1);
        assertThat(maxProcs()).isEqualTo(before);
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void group() {
        List<String> files = List.of("a.csv", "b.csv", "c.csv");
        Queue<String> imported = new ConcurrentLinkedQueue<>();
        // @start region="group"
        Group imports = Weft.group("imports").maxProcs(1).maxLive(100); // one processor, and not all the memory
        for (String file : files) {
            imports.go(() -> imported.add(file)); // waits while a hundred are alive
        }
        imports.maxProcs(2); // later: there is time, or there are more processors
        imports.await(); // until all have ended, with those that they have started
        // @end
        assertThat(imported).containsExactlyInAnyOrderElementsOf(files);
        assertThat(imports.live()).isZero();
    }
}
