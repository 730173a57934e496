package dev.weft.benchmarks.work;

import java.util.BitSet;

/** Where the concurrent sieve has to stop. */
public final class Primes {

    private Primes() {}

    /** The {@code n}-th prime, counted from 1; computed outside the measured time. */
    public static int nth(int n) {
        // Rosser's bound: the n-th prime is below n (ln n + ln ln n) for n >= 6.
        int bound = n < 6 ? 13 : (int) Math.ceil(n * (Math.log(n) + Math.log(Math.log(n))));
        var composite = new BitSet(bound + 1);
        int found = 0;
        for (int i = 2; i <= bound; i++) {
            if (composite.get(i)) {
                continue;
            }
            if (++found == n) {
                return i;
            }
            for (long multiple = (long) i * i; multiple <= bound; multiple += i) {
                composite.set((int) multiple);
            }
        }
        throw new IllegalArgumentException("no prime number " + n + " up to " + bound);
    }
}
