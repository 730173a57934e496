/** The {@code weft} command. */
package dev.weft.cli;
