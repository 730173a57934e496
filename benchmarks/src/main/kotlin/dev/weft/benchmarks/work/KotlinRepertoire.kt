package dev.weft.benchmarks.work

import dev.weft.benchmarks.rows.Row
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

/** What Kotlin's coroutines can do: every row about channels and scheduling, on the default dispatcher, whose size the driver sets by properties. */
class KotlinRepertoire(private val procs: Int) : Repertoire {

    override fun workloads(row: Row): Map<String, Workload> = when (row) {
        Row.PING_PONG -> only { pingPong(it) }
        Row.UNBUFFERED -> only { unbuffered(it) }
        Row.BUFFERED -> only { buffered(it) }
        Row.SAME_GOROUTINE -> only { sameCoroutine(it) }
        Row.MANY_TO_MANY -> only { manyToMany("e", 8, it) }
        Row.CROWD_64 -> only { manyToMany("x64", 32, it) }
        Row.CROWD_10K -> only { manyToMany("x10k", 5_000, it) }
        Row.SELECT_2 -> mapOf("biased" to main { select2Biased(it) }, "fair" to main { select2Fair(it) })
        Row.SELECT_8 -> mapOf("biased" to main { select8Biased(it) }, "fair" to main { select8Fair(it) })
        Row.PIPELINE -> only { pipeline(it) }
        Row.SIEVE -> only { sieve(it) }
        Row.IDLE_CHANNEL -> only { idleChannel(it) }
        Row.CLOSE -> only { closeWithReceivers(it) }
        Row.SPAWN -> only { spawn(it) }
        Row.SKYNET -> only { skynet(it) }
        Row.SKYNET_RSS -> only { skynetResident(it) }
        Row.YIELD -> only { yieldBetweenTwo(it) }
        Row.PARKED -> only { parkedReceivers(it) }
        Row.CPU_BOUND -> only { cpuBound(it) }
        Row.TIMERS -> only { timers(it) }
        Row.BEHIND_HOGS -> only { behindHogs(procs, it) }
        Row.BEHIND_NATIVE -> only { behindNative(procs, it) }
        Row.MUTEX -> only { mutex(it) }
        Row.WAIT_GROUP, Row.SEMAPHORE, Row.ONCE, Row.CONDITION, Row.CANCEL, Row.MAP_1, Row.MAP_1K, Row.MAP_1M,
        Row.MAP_100M, Row.SUM_1, Row.SUM_1K, Row.SUM_1M, Row.SUM_100M, Row.FETCH, Row.IMAGES, Row.SERVE -> mapOf()
    }

    override fun absence(row: Row): String = "this row is about Go and the JDK"

    override fun verify() {
        val workers = Thread.getAllStackTraces().keys.count { it.name.startsWith("DefaultDispatcher-worker") }
        check(workers in 1..procs) { "the default dispatcher has $workers threads, not $procs" }
    }

    private fun only(body: suspend CoroutineScope.(Int) -> Outcome) = mapOf("" to main(body))

    private fun main(body: suspend CoroutineScope.(Int) -> Outcome) =
        Workload { size -> runBlocking(Dispatchers.Default) { body(size) } }
}
