/** Runs small programs whose complete sets of outcomes are known, and fails on any outcome outside of a set. */
@NullMarked
package dev.weft.verify.conformance;

import org.jspecify.annotations.NullMarked;
