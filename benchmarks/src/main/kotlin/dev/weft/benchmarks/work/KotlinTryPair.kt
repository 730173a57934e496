package dev.weft.benchmarks.work

import kotlinx.coroutines.channels.Channel

/** Kotlin's try-operations for the JMH benchmark; from Java their names are mangled. */
class KotlinTryPair(capacity: Int) {

    private val channel = Channel<Int>(capacity)

    fun sendAndReceive(value: Int): Int {
        check(channel.trySend(value).isSuccess) { "the channel is full" }
        return channel.tryReceive().getOrThrow()
    }
}
