import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.diagnostics.Dump;
import dev.weft.sync.*;
import java.time.Duration;
import java.util.*;

// What the start-up cache is trained with: the compiler meets the features that programs use, the runtime its common
// paths. What a program uses beyond that is only loaded a little later.
record Job(int number, String name) {}

sealed interface Shape permits Square, Circle {}

record Square(double side) implements Shape {}

record Circle(double radius) implements Shape {}

void main(String[] args) throws Exception {
    Channel<Job> jobs = Channel.buffered("jobs", 4);
    Channel<String> results = Channel.unbuffered();
    Channel<Signal> done = Channel.signal("done");
    WaitGroup workers = new WaitGroup();
    for (int w = 1; w <= 3; w++) {
        workers.go("worker-" + w, () -> {
            for (Job job : jobs) results.send("job %d (%s)".formatted(job.number(), job.name()));
        });
    }
    go("collector", () -> {
        List<String> lines = new ArrayList<>();
        while (select(
                receive(results, line -> lines.add(line)).onClosed(() -> false),
                after(Duration.ofSeconds(5), () -> false))) {}
        lines.stream().sorted().forEach(IO::println);
        done.close();
    });
    for (int number = 1; number <= 10; number++) jobs.send(new Job(number, "training"));
    jobs.close();
    workers.await();
    results.close();
    done.next();
    Mutex mutex = new Mutex("counter");
    Map<String, Integer> counts = new TreeMap<>();
    for (Shape shape : List.of(new Square(2), new Circle(1))) {
        double area = switch (shape) {
            case Square(double side) -> side * side;
            case Circle(double radius) -> Math.PI * radius * radius;
        };
        mutex.lock();
        try {
            counts.merge(shape.getClass().getSimpleName(), (int) area, Integer::sum);
        } finally {
            mutex.unlock();
        }
    }
    sleep(Duration.ofMillis(1));
    IO.println(counts + " on " + maxProcs() + " processors, " + Dump.take().goroutines().size() + " goroutines");
}
