// Three tasks print and sleep at the same time: the steps of one task keep their order, those of different tasks mix.
//
// In Go: a `go` before a call is all it takes; main has to wait by itself, or the others end with it.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    Goroutine tea = go(() -> steps("tea", 90));
    Goroutine toast = go(() -> steps("toast", 60));
    Goroutine eggs = go(() -> steps("eggs", 70));

    tea.join();
    toast.join();
    eggs.join();
    IO.println("breakfast is ready");
}

void steps(String dish, int millis) {
    for (int step = 1; step <= 3; step++) {
        IO.println(dish + ": step " + step);
        sleep(Duration.ofMillis(millis));
    }
    IO.println(dish + ": done");
}
