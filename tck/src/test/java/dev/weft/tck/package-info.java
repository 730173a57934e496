/** The Reactive Streams specification, as its own tests check it. */
@NullMarked
package dev.weft.tck;

import org.jspecify.annotations.NullMarked;
