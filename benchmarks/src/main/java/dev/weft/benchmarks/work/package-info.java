/**
 * The work itself, as it runs in a forked JVM.
 *
 * <p>The Java peers (Weft, Jox, the JDK) run the very same programs, in {@code ChannelPrograms} and its neighbours,
 * over the {@link dev.weft.benchmarks.work.Primitives} of one of them; only one implementation is ever loaded in a
 * fork, so the JIT sees direct calls. Kotlin's coroutines have programs of their own, in Kotlin, and Go has the twin
 * program.
 */
@NullMarked
package dev.weft.benchmarks.work;

import org.jspecify.annotations.NullMarked;
