/**
 * Mutants: the compiled core with one deliberate mistake. A check that passes on a mutant as it does on the core checks
 * nothing; so the tests of this module and those of {@code verify} name the mutants that they must catch.
 */
@NullMarked
package dev.weft.stress;

import org.jspecify.annotations.NullMarked;
