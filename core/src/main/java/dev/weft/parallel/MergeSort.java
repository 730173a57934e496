package dev.weft.parallel;

import dev.weft.Weft;
import java.util.function.IntConsumer;

/**
 * Sorts an array by sorting runs of it at the same time and merging them, two by two, round by round. Each merge is cut
 * into pieces that are done at the same time, so the last one, of two halves, does not run alone either. Stable, if the
 * runs are sorted so.
 *
 * @param <A> the type of the array
 */
final class MergeSort<A> {
    /** Shorter runs are not worth a goroutine: sorting one takes less than a tenth of a millisecond. */
    static final int WORTH_SHARING = 1 << 12;

    /** The same where elements are compared by a call. */
    static final int WORTH_SHARING_OBJECTS = 1 << 9;

    private final Runs<A> runs;
    private final int length;
    private final int leastRun;

    MergeSort(Runs<A> runs, int length, int leastRun) {
        this.runs = runs;
        this.length = length;
        this.leastRun = leastRun;
    }

    void sort(A array) {
        int procs = Weft.maxProcs();
        int run = runLength(procs);
        if (procs == 1 || run >= length) {
            runs.sort(array, 0, length);
            return;
        }
        int count = (length + run - 1) / run;
        large(count, i -> runs.sort(array, i * run, end(i + 1, run)));
        if (inOrder(array, run, count)) {
            return;
        }
        A source = array;
        A target = runs.sameLength(array);
        for (long merged = run; merged < length; merged *= 2) {
            mergePairs(source, target, (int) merged, run);
            A former = source;
            source = target;
            target = former;
        }
        if (source != array) {
            A sorted = source;
            large(count, i -> runs.copy(sorted, i * run, array, i * run, end(i + 1, run) - i * run));
        }
    }

    /** Whether there is nothing to merge, as when the array was sorted before. */
    private boolean inOrder(A array, int run, int count) {
        for (int i = 1; i < count; i++) {
            if (runs.isBefore(array, i * run, i * run - 1)) {
                return false;
            }
        }
        return true;
    }

    /** One run a processor, so that there is as little merging as possible: a power of two of equal runs. */
    private int runLength(int procs) {
        int count = Integer.highestOneBit(Math.max(1, 2 * procs - 1));
        return Math.max(leastRun, (int) (((long) length + count - 1) / count));
    }

    /** Merges neighbouring runs of a length into runs of twice that; cut into pieces of {@code piece} elements. */
    private void mergePairs(A source, A target, int run, int piece) {
        int pieces = (length + piece - 1) / piece;
        large(pieces, i -> {
            int first = i * piece;
            int left = (int) (first / (2L * run) * (2L * run));
            int right = (int) Math.min(length, (long) left + run);
            int rightEnd = (int) Math.min(length, (long) left + 2L * run);
            int begin = first - left;
            int end = end(i + 1, piece) - left;
            int leftBegin = runs.fromLeft(source, left, right, right, rightEnd, begin);
            int leftEnd = runs.fromLeft(source, left, right, right, rightEnd, end);
            runs.merge(source, left + leftBegin, left + leftEnd, right + begin - leftBegin, right + end - leftEnd,
                    target, first);
        });
    }

    private int end(int index, int size) {
        return (int) Math.min(length, (long) index * size);
    }

    private static void large(int count, IntConsumer body) {
        new Loop("sort", 0, count, Parts.each(body), Cost.large(), null).run();
    }
}
