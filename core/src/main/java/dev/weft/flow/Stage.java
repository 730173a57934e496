package dev.weft.flow;

/**
 * How a stage of a {@link Pipeline} works.
 *
 * @param parallelism how many values it works on at a time, at least 1
 * @param buffer how many results may wait for the next stage, 0 or more
 * @param isOrdered whether results keep the order of the values
 */
public record Stage(int parallelism, int buffer, boolean isOrdered) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Stage {
        Channels.atLeastOne(parallelism, "stage", "parallelism");
        if (buffer < 0) {
            throw new IllegalArgumentException("stage: the buffer must not be negative, but is " + buffer);
        }
    }

    /**
     * One value after another, without a buffer.
     *
     * @return the stage
     */
    public static Stage sequential() {
        return new Stage(1, 0, true);
    }

    /**
     * Several values at a time, in order, without a buffer.
     *
     * @param parallelism how many, at least 1
     * @return the stage
     */
    public static Stage parallel(int parallelism) {
        return new Stage(parallelism, 0, true);
    }

    /**
     * The same, with results as they come.
     *
     * @return the stage
     */
    public Stage unordered() {
        return new Stage(parallelism, buffer, false);
    }

    /**
     * The same, with room for results that wait for the next stage.
     *
     * @param size how many, 0 or more
     * @return the stage
     */
    public Stage buffered(int size) {
        return new Stage(parallelism, size, isOrdered);
    }
}
