package dev.weft.benchmarks.work

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.selects.selectUnbiased

// The rows about channels; the same work as in ChannelPrograms, written as a user of coroutines would.

private const val BUFFER = 100
private const val SMALL_BUFFER = 64
private const val CROWD = 8
private const val STAGES = 100

internal suspend fun CoroutineScope.pingPong(size: Int): Outcome {
    val ping = Channel<Int>()
    val pong = Channel<Int>()
    val start = System.nanoTime()
    val other = launch { repeat(size) { pong.send(ping.receive() + 1) } }
    var sum = 0L
    for (i in 0 until size) {
        ping.send(i)
        sum += pong.receive()
    }
    other.join()
    return Outcome.nanosPerItem("a", sum, System.nanoTime() - start, size.toLong())
}

internal suspend fun CoroutineScope.unbuffered(size: Int) = producerToConsumer("b", Channel(), size)

internal suspend fun CoroutineScope.buffered(size: Int) = producerToConsumer("c", Channel(BUFFER), size)

private suspend fun CoroutineScope.producerToConsumer(figure: String, channel: Channel<Int>, size: Int): Outcome {
    val start = System.nanoTime()
    val producer = launch { for (i in 1..size) channel.send(i) }
    var sum = 0L
    repeat(size) { sum += channel.receive() }
    producer.join()
    return Outcome.nanosPerItem(figure, sum, System.nanoTime() - start, size.toLong())
}

internal suspend fun sameCoroutine(size: Int): Outcome {
    val channel = Channel<Int>(BUFFER)
    val start = System.nanoTime()
    var sum = 0L
    for (i in 1..size) {
        channel.send(i)
        sum += channel.receive()
    }
    return Outcome.nanosPerItem("d", sum, System.nanoTime() - start, size.toLong())
}

internal suspend fun CoroutineScope.manyToMany(figure: String, crowd: Int, size: Int): Outcome {
    val channel = Channel<Int>(SMALL_BUFFER)
    val sums = LongArray(crowd)
    val share = size / crowd
    val start = System.nanoTime()
    val consumers = List(crowd) { me ->
        launch {
            var mine = 0L
            for (value in channel) mine += value
            sums[me] = mine
        }
    }
    List(crowd) { p -> launch { for (i in p * share + 1..(p + 1) * share) channel.send(i) } }.joinAll()
    channel.close()
    consumers.joinAll()
    return Outcome.nanosPerItem(figure, sums.sum(), System.nanoTime() - start, size.toLong())
}

internal suspend fun CoroutineScope.pipeline(size: Int): Outcome {
    val source = Channel<Int>()
    val start = System.nanoTime()
    launch { for (i in 1..size) source.send(i) }
    var last = source
    repeat(STAGES) {
        val input = last
        val output = Channel<Int>()
        launch { repeat(size) { output.send(input.receive() + 1) } }
        last = output
    }
    var sum = 0L
    repeat(size) { sum += last.receive() }
    return Outcome.nanosPerItem("k", sum, System.nanoTime() - start, size.toLong() * STAGES)
}

internal suspend fun CoroutineScope.sieve(count: Int): Outcome {
    val limit = Primes.nth(count)
    val start = System.nanoTime()
    var last = Channel<Int>()
    val candidates = last
    launch {
        for (i in 2..limit) candidates.send(i)
        candidates.close()
    }
    var sum = 0L
    repeat(count) {
        val input = last
        val output = Channel<Int>()
        val prime = input.receive()
        sum += prime
        launch {
            for (value in input) if (value % prime != 0) output.send(value)
            output.close()
        }
        last = output
    }
    for (value in last) error("the sieve let $value through")
    return Outcome.seconds("l", sum, System.nanoTime() - start)
}

internal suspend fun CoroutineScope.select2Biased(size: Int) = select2(
    size,
    { a, b, value -> select { a.onSend(value) {}; b.onSend(value) {} } },
    { a, b -> select { a.onReceive { it }; b.onReceive { it } } },
)

internal suspend fun CoroutineScope.select2Fair(size: Int) = select2(
    size,
    { a, b, value -> selectUnbiased { a.onSend(value) {}; b.onSend(value) {} } },
    { a, b -> selectUnbiased { a.onReceive { it }; b.onReceive { it } } },
)

private suspend inline fun CoroutineScope.select2(
    size: Int,
    crossinline send: suspend (Channel<Int>, Channel<Int>, Int) -> Unit,
    crossinline receive: suspend (Channel<Int>, Channel<Int>) -> Int,
): Outcome {
    val a = Channel<Int>()
    val b = Channel<Int>()
    val start = System.nanoTime()
    val sender = launch { for (i in 1..size) send(a, b, i) }
    var sum = 0L
    repeat(size) { sum += receive(a, b) }
    sender.join()
    return Outcome.nanosPerItem("f2", sum, System.nanoTime() - start, size.toLong())
}

internal suspend fun CoroutineScope.select8Biased(size: Int) =
    select8(size) { channels -> select { channels.forEach { channel -> channel.onReceive { it } } } }

internal suspend fun CoroutineScope.select8Fair(size: Int) =
    select8(size) { channels -> selectUnbiased { channels.forEach { channel -> channel.onReceive { it } } } }

private suspend inline fun CoroutineScope.select8(
    size: Int,
    crossinline receive: suspend (List<Channel<Int>>) -> Int,
): Outcome {
    val channels = List(CROWD) { Channel<Int>() }
    val share = size / CROWD
    val start = System.nanoTime()
    val producers = channels.mapIndexed { p, channel ->
        launch { for (i in p * share + 1..(p + 1) * share) channel.send(i) }
    }
    var sum = 0L
    repeat(size) { sum += receive(channels) }
    producers.joinAll()
    return Outcome.nanosPerItem("f8", sum, System.nanoTime() - start, size.toLong())
}
