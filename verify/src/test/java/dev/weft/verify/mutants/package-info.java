/** The checks of this module are checked: they notice mutants of the core. */
@NullMarked
package dev.weft.verify.mutants;

import org.jspecify.annotations.NullMarked;
