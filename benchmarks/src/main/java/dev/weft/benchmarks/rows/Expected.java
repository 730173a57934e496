package dev.weft.benchmarks.rows;

/**
 * The checksums, computed here by plain arithmetic: the driver compares them with what each iteration of each peer
 * reports, so a run that lost, doubled or skipped work cannot pass for a fast one.
 */
final class Expected {

    private static final int STAGES = 100;
    private static final int TASKS = 8;

    private Expected() {}

    static long oneToN(long n) {
        return n * (n + 1) / 2;
    }

    static long zeroToN(long n) {
        return n * (n - 1) / 2;
    }

    /** The values 0 to n - 1 go out, and each comes back plus one. */
    static long pingPong(long n) {
        return oneToN(n);
    }

    /** The values 1 to n go in, and each stage adds one. */
    static long pipeline(long n) {
        return oneToN(n) + STAGES * n;
    }

    /** The sum of the first {@code count} primes, by trial division. */
    static long primes(long count) {
        var found = new int[Math.toIntExact(count)];
        long sum = 0;
        int size = 0;
        for (int candidate = 2; size < count; candidate++) {
            if (isPrime(candidate, found, size)) {
                found[size++] = candidate;
                sum += candidate;
            }
        }
        return sum;
    }

    private static boolean isPrime(int candidate, int[] primes, int size) {
        for (int i = 0; i < size && (long) primes[i] * primes[i] <= candidate; i++) {
            if (candidate % primes[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum of what the tasks compute, once in sequence and once in parallel. */
    static long cpuBound(long steps) {
        long sum = 0;
        for (int task = 0; task < TASKS; task++) {
            long x = task;
            for (long i = 0; i < steps; i++) {
                x = x * 6364136223846793005L + 1442695040888963407L;
            }
            sum += x;
        }
        return 2 * sum;
    }
}
