package dev.weft.flow;

import dev.weft.SendChannel;

/**
 * Produces values.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface Generator<T> {
    /**
     * Sends the values, and returns when there are no more. Whoever called closes the channel then.
     *
     * @param out where to send them
     * @throws Exception any failure
     */
    void generate(SendChannel<? super T> out) throws Exception;
}
