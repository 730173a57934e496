/**
 * Channels and select. {@link dev.weft.internal.channel.CoreChannel} is the channel and holds its invariants;
 * {@link dev.weft.internal.channel.SelectCase} is one operation of a select, {@link dev.weft.internal.channel.Select}
 * the algorithm that waits for several.
 */
package dev.weft.internal.channel;
