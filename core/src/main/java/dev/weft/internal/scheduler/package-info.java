/**
 * Where goroutines run. The seam is {@link dev.weft.internal.scheduler.Engine}; behind it stand our own work-stealing
 * scheduler and the JDK's.
 *
 * <p><b>The own scheduler in one page.</b> As in Go there are three kinds of things. A <i>goroutine</i> (G) is a
 * virtual thread; to the scheduler it is the {@code Runnable} that continues it. A <i>processor</i> (P) is the right to
 * execute goroutines, with a local run queue and a hand-off slot; there are {@code maxProcs} of them. A <i>carrier</i>
 * (M) is the platform thread that executes. A processor belongs to one carrier for life; when a carrier is stuck in
 * native code the monitor does not move its processor, as Go does, but declares it an orphan (its queue can be emptied
 * by everyone, and its carrier retires when it comes back) and starts a new pair. That way a local queue has a single
 * producer at all times, even when the monitor was wrong, and no state has to be switched around native calls, which
 * Java code could not do anyway.
 *
 * <p><b>Where a goroutine goes.</b> Made ready by a goroutine: into the hand-off slot of the waker's processor, so that
 * it runs next, on the same core, with the data in its cache; the former occupant moves to the end of the local queue.
 * Where goroutines compute for long between two such hand-overs, others come for what is in the slot.
 * New: to the end of the local queue. Yielding: likewise, unless the global queue holds any; then behind those. Made
 * ready from outside (timers, I/O, foreign threads): to the global queue. A full local queue sends half of itself to
 * the global queue.
 *
 * <p><b>Where a carrier looks.</b> Every 61st time the global queue first; then the hand-off slot (at most
 * {@code MAX_HAND_OFFS} times in a row, so that two goroutines that wake each other cannot starve the rest), the local
 * queue, the global queue, and half of the queue of a random other processor, unless the goroutines there are better
 * off where they are: those that execute for a microsecond and hand over, {@link dev.weft.internal.scheduler.Pace}.
 *
 * <p><b>Groups.</b> {@link dev.weft.internal.scheduler.Turnstile} limits how many goroutines of a group execute at
 * once: a scheduler in front of the scheduler, of which the queues know nothing. Go has no such thing.
 */
package dev.weft.internal.scheduler;
