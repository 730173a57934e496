/**
 * The one place where a goroutine blocks. Everything that can make a goroutine wait (channels, selects, mutexes, wait
 * groups, sleeps, joins) comes down to {@link dev.weft.internal.park.Fiber#park park} and
 * {@link dev.weft.internal.park.Fiber#ready ready}, so that dumps, deadlock reports, virtual time and traces have one
 * source of truth. This package knows nothing of channels or of how goroutines are scheduled.
 */
package dev.weft.internal.park;
