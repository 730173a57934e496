import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.testkit.junit.GoTest;

// A program without a class around it, with its test.
void main() {
    IO.println(sumOf(Channel.unbuffered("numbers")));
}

int sumOf(Channel<Integer> numbers) {
    go(() -> {
        for (int i = 1; i <= 3; i++) numbers.send(i);
        numbers.close();
    });
    return numbers.stream().mapToInt(number -> number).sum();
}

@GoTest(schedules = 100)
void sumIsRight() {
    if (sumOf(Channel.buffered("numbers", 2)) != 6) throw new AssertionError();
}
