package dev.weft.flow;

/**
 * Makes one value from another; what a stage does with each.
 *
 * @param <T> what it takes
 * @param <R> what it gives
 */
@FunctionalInterface
public interface Transform<T, R> {
    /**
     * Makes the value. May block.
     *
     * @param value what came in, not null
     * @return what goes out, not null
     * @throws Exception any failure
     */
    R apply(T value) throws Exception;
}
