/**
 * What the tests of this module share: waiting for conditions, looking at parked goroutines, forked JVMs, golden files.
 */
package dev.weft.testing;
