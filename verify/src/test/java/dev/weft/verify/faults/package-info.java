/** Whatever goroutines do wrong: nothing hangs, none is lost or run twice, and the error is clear. */
@NullMarked
package dev.weft.verify.faults;

import org.jspecify.annotations.NullMarked;
