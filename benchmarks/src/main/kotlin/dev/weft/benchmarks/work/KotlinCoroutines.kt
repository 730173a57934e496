package dev.weft.benchmarks.work

import dev.weft.benchmarks.rows.Row
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.nanoseconds

// The rows about coroutines: starting, parking, yielding, computing, timers, locks; the same work as in SpawnPrograms,
// ParkPrograms and DelayPrograms, written as a user of coroutines would.

private const val FANOUT = 10
private const val TASKS = 8
private const val LOCKERS = 8
private const val MARGIN_NANOS = 50_000_000L
private const val START_LIMIT_NANOS = 10_000_000_000L
private const val CEILING_NANOS = Row.DELAY_CEILING_MS * 1_000_000
private const val PROBES = 1_000

internal suspend fun spawn(size: Int): Outcome {
    val out = IntArray(size)
    val start = System.nanoTime()
    coroutineScope { for (i in 0 until size) launch { out[i] = i + 1 } }
    val nanos = System.nanoTime() - start
    return Outcome.nanosPerItem("g", out.sumOf { it.toLong() }, nanos, size.toLong())
}

internal suspend fun skynet(leaves: Int): Outcome {
    val start = System.nanoTime()
    val sum = skynetFromRoot(leaves)
    return Outcome.seconds("h", sum, System.nanoTime() - start)
}

internal suspend fun skynetResident(leaves: Int): Outcome {
    val sum = skynetFromRoot(leaves)
    return Outcome.of("h.rss", sum, ProcessMemory.peakMegabytes())
}

private suspend fun skynetFromRoot(leaves: Int): Long = coroutineScope {
    val result = Channel<Long>()
    launch { skynetNode(result, 0, leaves) }
    result.receive()
}

private suspend fun CoroutineScope.skynetNode(result: Channel<Long>, first: Long, leaves: Int) {
    if (leaves == 1) {
        result.send(first)
        return
    }
    val fromChildren = Channel<Long>()
    val share = leaves / FANOUT
    for (child in 0 until FANOUT) launch { skynetNode(fromChildren, first + child.toLong() * share, share) }
    var sum = 0L
    repeat(FANOUT) { sum += fromChildren.receive() }
    result.send(sum)
}

internal suspend fun CoroutineScope.yieldBetweenTwo(size: Int): Outcome {
    val counts = LongArray(2)
    val start = System.nanoTime()
    List(2) { me ->
        launch {
            var count = 0L
            repeat(size) {
                yield()
                count++
            }
            counts[me] = count
        }
    }.joinAll()
    return Outcome.nanosPerItem("j", counts.sum(), System.nanoTime() - start, 2L * size)
}

internal suspend fun CoroutineScope.cpuBound(steps: Int): Outcome {
    val start = System.nanoTime()
    var sequential = 0L
    for (task in 0 until TASKS) sequential += CpuWork.steps(task + 1L, steps)
    val between = System.nanoTime()
    val results = LongArray(TASKS)
    List(TASKS) { task -> launch { results[task] = CpuWork.steps(task + 1L, steps) } }.joinAll()
    val end = System.nanoTime()
    return Outcome.of("n", sequential + results.sum(), (between - start).toDouble() / (end - between))
}

internal suspend fun CoroutineScope.mutex(size: Int): Outcome {
    val mutex = Mutex()
    var count = 0L
    val share = size / LOCKERS
    val start = System.nanoTime()
    List(LOCKERS) { launch { repeat(share) { mutex.withLock { count++ } } } }.joinAll()
    return Outcome.nanosPerItem("m", count, System.nanoTime() - start, size.toLong())
}

internal fun idleChannel(size: Int): Outcome {
    val keep = arrayOfNulls<Channel<Int>>(size)
    val before = ProcessMemory.liveHeapBytes()
    for (i in 0 until size) keep[i] = Channel()
    val after = ProcessMemory.liveHeapBytes()
    val alive = keep.distinct().size.toLong()
    return Outcome.of("idle", alive, (after - before).toDouble() / size)
}

internal suspend fun CoroutineScope.parkedReceivers(size: Int): Outcome {
    val channel = Channel<Int>()
    val got = IntArray(size)
    val started = AtomicInteger()
    val jobs = ArrayList<Job>(size)
    val before = ProcessMemory.liveHeapBytes()
    for (i in 0 until size) {
        jobs += launch {
            started.incrementAndGet()
            got[i] = channel.receive()
        }
    }
    while (started.get() < size) yield()
    val bytes = (ProcessMemory.liveHeapBytes() - before).toDouble() / size
    val start = System.nanoTime()
    for (i in 1..size) channel.send(i)
    jobs.joinAll()
    val release = Outcome.milliseconds(System.nanoTime() - start)
    return Outcome(
        got.sumOf { it.toLong() },
        mapOf("i.bytes" to bytes, "i.first" to release, "i.warm" to release),
    )
}

internal suspend fun CoroutineScope.closeWithReceivers(size: Int): Outcome {
    val channel = Channel<Int>()
    val sawEnd = BooleanArray(size)
    val started = AtomicInteger()
    val jobs = List(size) { me ->
        launch {
            started.incrementAndGet()
            for (value in channel) error("received $value")
            sawEnd[me] = true
        }
    }
    while (started.get() < size) yield()
    System.gc()
    val start = System.nanoTime()
    channel.close()
    jobs.joinAll()
    val nanos = System.nanoTime() - start
    return Outcome.of("close", sawEnd.count { it }.toLong(), Outcome.milliseconds(nanos))
}

/** A coroutine in `delay` stands for a timer: Kotlin has no other. It is started at once, up to the delay. */
internal suspend fun CoroutineScope.timers(size: Int): Outcome {
    val start = System.nanoTime()
    val far = List(size) { alarm(1.hours) }
    val set = System.nanoTime()
    var cancelled = 0L
    for (alarm in far) {
        alarm.cancel()
        if (alarm.isCancelled) cancelled++
    }
    val cancel = System.nanoTime()
    val due = cancel + 3 * (set - start) + MARGIN_NANOS
    val near = List(size) { alarm((due - System.nanoTime()).coerceAtLeast(0).nanoseconds) }
    val late = maxOf(due, System.nanoTime())
    var fired = 0L
    for (alarm in near) {
        alarm.join()
        if (!alarm.isCancelled) fired++
    }
    val end = System.nanoTime()
    return Outcome(
        cancelled + fired,
        mapOf(
            "timers.set" to (set - start).toDouble() / size,
            "timers.cancel" to (cancel - set).toDouble() / size,
            "timers.fire" to (end - late).toDouble() / size,
        ),
    )
}

private fun CoroutineScope.alarm(after: Duration) = launch(start = CoroutineStart.UNDISPATCHED) { delay(after) }

internal suspend fun behindHogs(procs: Int, times: Int) =
    behind("hogs", procs, times) { stop -> CpuWork.spinUntil(System.nanoTime() + CEILING_NANOS, stop) }

internal suspend fun behindNative(procs: Int, times: Int): Outcome {
    NativeSleep.micros(1)
    return behind("native", procs, times) { NativeSleep.micros(Row.DELAY_CEILING_MS * 1000) }
}

private suspend fun behind(figure: String, procs: Int, times: Int, block: (CpuWork.Stop) -> Unit): Outcome {
    var nanos = 0L
    repeat(times) { nanos += delayBehind(procs, block) }
    return Outcome.of(figure, times.toLong(), Outcome.milliseconds(nanos) / times)
}

private suspend fun delayBehind(procs: Int, block: (CpuWork.Stop) -> Unit): Long {
    val wake = Channel<Long>(PROBES)
    val stop = CpuWork.Stop()
    val running = AtomicInteger()
    val awake = AtomicInteger()
    var delay = 0L
    coroutineScope {
        repeat(PROBES) {
            launch {
                val sent = wake.receive()
                if (awake.incrementAndGet() == PROBES) {
                    delay = System.nanoTime() - sent
                    stop.set()
                }
            }
        }
        repeat(procs) {
            launch {
                val last = running.incrementAndGet() == procs
                val deadline = System.nanoTime() + START_LIMIT_NANOS
                while (running.get() < procs) {
                    check(System.nanoTime() - deadline < 0) { "not all of $procs processors took work" }
                    Thread.onSpinWait()
                }
                if (last) {
                    val sent = System.nanoTime()
                    repeat(PROBES) { wake.send(sent) }
                }
                block(stop)
            }
        }
    }
    return delay
}
