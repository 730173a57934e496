/**
 * The only code that touches what the JDK does not export, each piece with its fallback. On JDK 25 that is one
 * constructor and one accessor in {@code java.lang}, usable when that package is open to Weft.
 */
package dev.weft.internal.jdk;
