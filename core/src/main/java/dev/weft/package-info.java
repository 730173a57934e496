/** The core: goroutines, channels, {@code select}, scopes and contexts. */
package dev.weft;
