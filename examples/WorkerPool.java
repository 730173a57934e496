// Five jobs for three workers: each worker takes the next job when it is done with the last, until there are no more.
//
// In Go: a goroutine a worker that ranges over the jobs, and a close that lets all of them end.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    Channel<Integer> jobs = Channel.buffered("jobs", 5);
    Channel<Integer> results = Channel.buffered("results", 5);

    for (int w = 1; w <= 3; w++) {
        String name = "worker-" + w;
        go(name, () -> {
            for (int job : jobs) { // until the channel is closed and empty
                IO.println(name + " starts job " + job);
                sleep(Duration.ofMillis(50));
                results.send(job * 2);
            }
        });
    }
    for (int job = 1; job <= 5; job++) jobs.send(job);
    jobs.close();

    for (int i = 1; i <= 5; i++) IO.println("result " + results.receive());
}
