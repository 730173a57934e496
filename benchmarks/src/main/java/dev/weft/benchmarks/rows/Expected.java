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
            long x = task + 1L;
            for (long i = 0; i < steps; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
            }
            sum += x;
        }
        return 2 * sum;
    }

    // ------------------------------------------------------------------------------------------- parallel loops

    private static final int ELEMENTS = 2_000_000;

    private static long mix(int value) {
        long x = value * 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        x = (x ^ (x >>> 29)) * 0x9FB21C651E98DF25L;
        return x ^ (x >>> 32);
    }

    private static int repeats(long size) {
        return (int) Math.max(1, ELEMENTS / size);
    }

    /** One element of each loop, plain and shared, and all of the last. */
    static long maps(long size) {
        int repeats = repeats(size);
        long sum = 0;
        for (int seed = 0; seed < repeats; seed++) {
            sum += 2L * (int) mix((int) (seed % size) + seed);
        }
        for (int i = 0; i < size; i++) {
            sum += (int) mix(i + repeats - 1);
        }
        return sum;
    }

    /** All elements of each loop, plain and shared. */
    static long sums(long size) {
        int repeats = repeats(size);
        long sum = 0;
        for (int seed = 0; seed < repeats; seed++) {
            for (int i = 0; i < size; i++) {
                sum += mix(i + seed);
            }
        }
        return 2 * sum;
    }

    // ------------------------------------------------------------------------------------------------- pictures

    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;

    /** What the filter makes of each pixel of the pictures, once in sequence and once in parallel. */
    static long images(long count) {
        long sum = 0;
        for (int number = 0; number < count; number++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    sum += 255 - (gray(number, x, y) + gray(number, Math.min(x + 1, WIDTH - 1), y)) / 2;
                }
            }
        }
        return 2 * sum;
    }

    private static int gray(int number, int x, int y) {
        return (x * (number + 3) + y * 7 + ((x * y) >> 4)) & 0xff;
    }
}
