// Two tasks with names: the name is in `Goroutine.current()`, on the thread, in dumps and in reports.
//
// In Go: goroutines have no names; one passes a string along and prints it.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    Goroutine heater = go("heater", () -> report("21 degrees"));
    Goroutine lamp = go("lamp", () -> report("switched on"));
    heater.join();
    lamp.join();
    IO.println(heater.name() + " and " + lamp.name() + " have ended");
}

void report(String what) {
    String name = Goroutine.current().orElseThrow().name();
    for (int time = 1; time <= 3; time++) {
        IO.println(name + ": " + what + " (" + time + ")");
        sleep(Duration.ofMillis(20));
    }
}
