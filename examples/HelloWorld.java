// Two goroutines say hello and world in turns, because both sleep between their words. Nothing fixes which comes first.
//
// In Go: a `go` for the one word, a plain call for the other, and time.Sleep in both.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    Goroutine world = go(() -> say("world"));
    say("hello");
    world.join(); // without this line, the last world may be missing: a program ends when its main does
}

void say(String word) {
    for (int i = 0; i < 5; i++) {
        sleep(Duration.ofMillis(40));
        IO.println(word);
    }
}
