/** What holds under load whatever happens: no value is lost or doubled, waiters keep their order, choices are fair. */
@NullMarked
package dev.weft.verify.conservation;

import org.jspecify.annotations.NullMarked;
