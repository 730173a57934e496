// A deadlock and its report: nobody closes `jobs`, so the workers wait for jobs, and main waits for the workers. Exit
// status 2, and on stderr every goroutine with what it waits for, where, and where it was created.
//
// In Go: "fatal error: all goroutines are asleep - deadlock!", the same way.

import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.sync.*;

void main() {
    Channel<String> jobs = Channel.buffered("jobs", 3);
    WaitGroup workers = new WaitGroup("workers");
    for (int w = 1; w <= 2; w++) {
        workers.go("worker-" + w, () -> {
            for (String job : jobs) IO.println("done: " + job);
        });
    }
    for (String job : List.of("wash", "dry", "fold")) jobs.send(job);
    // Missing here: jobs.close();
    workers.await();
    IO.println("never printed");
}
