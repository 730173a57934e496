/** Runs the tests of source files with JUnit and prints how they go: what {@code weft test} is made of. */
package dev.weft.cli.testing;
