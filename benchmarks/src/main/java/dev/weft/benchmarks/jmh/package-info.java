/**
 * JMH benchmarks of fast paths: operations that neither wait nor wake anybody, where a few nanoseconds and every
 * allocated byte count. {@code bench --jmh} runs them with the allocation profiler.
 *
 * <p>JMH's threads are platform threads, which may use every primitive; nothing here parks.
 */
@NullMarked
package dev.weft.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
