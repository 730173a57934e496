/** Disturbs goroutines on the engine that the process really uses. */
package dev.weft.testkit.internal.chaos;
