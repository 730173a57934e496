/** From a source file to a running program and the report on how it failed: what {@code weft run} is made of. */
package dev.weft.cli.program;
