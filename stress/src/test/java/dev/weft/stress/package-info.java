/** Runs the stress tests of the core's packages, on the core and on mutants of it. */
@NullMarked
package dev.weft.stress;

import org.jspecify.annotations.NullMarked;
