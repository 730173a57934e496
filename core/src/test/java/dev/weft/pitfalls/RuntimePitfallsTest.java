package dev.weft.pitfalls;

import static dev.weft.Weft.go;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Signal;
import dev.weft.Weft;
import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.programs.Unreachable;
import dev.weft.testing.EndsGoroutines;
import dev.weft.testing.Fork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong below the program: foreign threads, blocked processors, goroutines that nobody can wake. */
class RuntimePitfallsTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    /** 21. A virtual thread that a goroutine makes comes to run on the goroutines' scheduler: it must be at home. */
    @Test
    void virtualThreadsOfAGoroutineTakePartInEverything() throws Exception {
        run(() -> {
            Channel<Integer> numbers = Channel.unbuffered("numbers");
            Channel<Integer> squares = Channel.unbuffered("squares");
            Thread.ofVirtual().start(() -> {
                for (int n : numbers) squares.send(n * n);
                squares.close();
            });
            Thread.ofVirtual().start(() -> {
                for (int n = 1; n <= 100; n++) numbers.send(n);
                numbers.close();
            });
            assertThat(squares.stream().mapToInt(n -> n).sum()).isEqualTo(338_350);
        });
    }

    /** 21. Also those of an executor, and a goroutine that such a thread starts. */
    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void whoeverStartsAGoroutineItRunsOnOurCarriers() throws Exception {
        run(() -> {
            Channel<String> carriers = Channel.buffered(3);
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                executor.submit(() -> {
                    carriers.send(CustomSchedulers.currentCarrier().getName());
                    go(() -> carriers.send(CustomSchedulers.currentCarrier().getName())).join();
                }).get();
            }
            Thread platform = Thread.ofPlatform()
                    .start(() -> go(() -> carriers.send(CustomSchedulers.currentCarrier().getName())).join());
            platform.join();
            carriers.close();
            assertThat(carriers.stream()).hasSize(3).allSatisfy(name -> assertThat(name).startsWith("weft-carrier-"));
        });
    }

    /** 22. A goroutine that keeps its thread without waiting in Weft: the monitor gives its processor away. */
    @Test
    @EnabledIfSystemProperty(named = "weft.engine", matches = "own")
    void goroutinesThatKeepTheirThreadsDoNotStopTheOthers() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        run(() -> {
            List<Goroutine> keeping = new ArrayList<>();
            try {
                for (int p = 0; p < Weft.maxProcs(); p++) {
                    keeping.add(go(() -> Weft.blocking(() -> {
                        while (!over.get()) Thread.onSpinWait();
                    })));
                }
                Channel<Signal> ran = Channel.signal("ran");
                go(ran::close);
                ran.next(); // main itself has had to be woken on a processor that was kept
            } finally {
                over.set(true);
                keeping.forEach(Goroutine::join);
            }
        });
    }

    /** 25. A list of all goroutines that holds them keeps the lost ones for ever. */
    @Test
    void goroutinesThatNobodyCanWakeAreGarbage() {
        Fork.Ended ended = Fork.of(Unreachable.class).sameEngine().with("-Djdk.trackAllThreads=false").run();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).startsWith("parked 100", "collected, 1 left");
    }
}
