package dev.weft.parallel;

/**
 * Told how far a parallel loop has come. It is called by the goroutine that called the loop, and by nobody else: now
 * and then (a hundred times a second at most) while the loop runs, and once when it has ended well.
 *
 * {@snippet class="dev.weft.snippets.ParallelSnippets" region="progress"}
 */
@FunctionalInterface
public interface Progress {
    /**
     * The loop has come further.
     *
     * @param done how many elements are done; never less than in the call before
     * @param total how many there are
     */
    void advanced(long done, long total);
}
