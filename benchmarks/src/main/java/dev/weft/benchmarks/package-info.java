/** The command that measures Weft beside its peers. */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
