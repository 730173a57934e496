// Four computations on two processors, and a wait group that waits for all of them. The results are the same each
// time; the order in which they come is not.
//
// In Go: runtime.GOMAXPROCS(2), sync.WaitGroup, and a `defer wg.Done()` that `WaitGroup.go` makes needless.

import static dev.weft.Weft.*;

import dev.weft.sync.*;

void main() {
    int former = maxProcs(2);
    IO.println("GOMAXPROCS was " + former + " and is " + maxProcs());

    WaitGroup computations = new WaitGroup("computations");
    for (int power = 1; power <= 4; power++) {
        int exponent = power;
        computations.go(() -> IO.println("sum of n^" + exponent + " to 1000 is " + sumOfPowers(exponent)));
    }
    computations.await();
    IO.println("all computed");
}

long sumOfPowers(int exponent) {
    long sum = 0;
    for (int n = 1; n <= 1000; n++) {
        long term = 1;
        for (int i = 0; i < exponent; i++) {
            term *= n;
        }
        sum += term;
    }
    return sum;
}
