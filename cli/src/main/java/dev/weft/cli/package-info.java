/** The commands: one class each, what they share (parsing, complaints, exit statuses), and {@code Main}. */
package dev.weft.cli;
