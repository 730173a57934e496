/** The operations of channels that do not wait, compared with a sequential model by Lincheck. */
@NullMarked
package dev.weft.linearizability;

import org.jspecify.annotations.NullMarked;
