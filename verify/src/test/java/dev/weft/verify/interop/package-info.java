/** The Reactive Streams specification, as its own tests check it. */
@NullMarked
package dev.weft.verify.interop;

import org.jspecify.annotations.NullMarked;
