package dev.weft.flow;

import java.time.Duration;

/**
 * What a stage of a {@link Pipeline} has done so far.
 *
 * @param name the stage's name
 * @param parallelism how many values it works on at a time
 * @param values how many it has worked on
 * @param busy how long its functions ran, all goroutines together
 */
public record StageMetrics(String name, int parallelism, long values, Duration busy) {
    /**
     * How long the stage needs to do its share of the work: what limits the pipeline is the stage with the most.
     *
     * @return the busy time of one of its goroutines, on average
     */
    public Duration load() {
        return busy.dividedBy(parallelism);
    }
}
