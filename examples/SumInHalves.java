// Two goroutines sum one half of an array each and send what they found through one channel.
//
// In Go: a slice is halved by slicing, which copies nothing; here an array goes with its bounds.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    int[] numbers = {12, -7, 30, 4, 9, -15, 21, 6};
    int middle = numbers.length / 2;

    Channel<Integer> sums = Channel.unbuffered("sums");
    go("first half", () -> sums.send(sum(numbers, 0, middle)));
    go("second half", () -> sums.send(sum(numbers, middle, numbers.length)));

    int x = sums.receive();
    int y = sums.receive();
    IO.println("halves " + Math.max(x, y) + " and " + Math.min(x, y) + ", together " + (x + y));
}

int sum(int[] numbers, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
        sum += numbers[i];
    }
    return sum;
}
