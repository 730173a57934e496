/** Runs every example as {@code weft run} does, on the engine of this test run, and looks at what it prints. */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
