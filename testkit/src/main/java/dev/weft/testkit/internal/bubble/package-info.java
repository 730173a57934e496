/**
 * Virtual time on the engine that the process really uses: goroutines run in parallel, and time jumps when all of them
 * wait. {@link dev.weft.testkit.internal.bubble.BubbleEngine} says how that is known.
 */
package dev.weft.testkit.internal.bubble;
