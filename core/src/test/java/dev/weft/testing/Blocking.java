package dev.weft.testing;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Scope;
import dev.weft.Selector;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.internal.park.WaitReason;
import dev.weft.sync.Cond;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.RwMutex;
import dev.weft.sync.Semaphore;
import dev.weft.sync.WaitGroup;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * An operation that blocks: one of each kind, for what is true of all of them.
 *
 * @param reason what it waits for
 * @param operation blocks
 * @param completion lets the blocked operation go ahead, without blocking itself
 */
public record Blocking(WaitReason reason, Task operation, Task completion) {
    private static final Duration LONG = Duration.ofDays(1);

    /** What makes operations that something can let go ahead; on channels and other things that nobody else knows. */
    public static Stream<Named<Supplier<Blocking>>> completable() {
        return Stream.of(
                Named.of("send", Blocking::send),
                Named.of("send to a full channel", Blocking::sendToFull),
                Named.of("receive", Blocking::receive),
                Named.of("next", Blocking::next),
                Named.of("hasNext", Blocking::iterate),
                Named.of("stream", Blocking::stream),
                Named.of("select", Blocking::select),
                Named.of("select with a timeout", Blocking::selectWithTimeout),
                Named.of("select of a close", Blocking::selectClosed),
                Named.of("selector", Blocking::selector),
                Named.of("join", Blocking::join),
                Named.of("wait group", Blocking::waitGroup),
                Named.of("lock", Blocking::mutex),
                Named.of("acquire", Blocking::semaphore),
                Named.of("write lock", Blocking::writeLock),
                Named.of("read lock", Blocking::readLock),
                Named.of("condition", Blocking::condition),
                Named.of("once", Blocking::once),
                Named.of("scope join", Blocking::scope),
                Named.of("select of a lock", Blocking::selectLock),
                Named.of("select of permits", Blocking::selectPermits),
                Named.of("select of an end", Blocking::selectJoined),
                Named.of("select of a future", Blocking::selectSettled));
    }

    /** What makes operations that only time or cancellation ends. */
    public static Stream<Named<Supplier<Blocking>>> endless() {
        Channel<Integer> never = Channel.never();
        return Stream.of(
                endless("send to never", WaitReason.NEVER_SEND, () -> never.send(1)),
                endless("receive from never", WaitReason.NEVER_RECEIVE, never::receive),
                endless("select without cases", WaitReason.SELECT_WITH_NO_CASES, Weft::select),
                endless("select of never", WaitReason.SELECT_WITH_NO_CASES,
                        () -> Weft.select(Weft.onReceive(never, v -> {}))),
                endless("sleep", WaitReason.SLEEP, () -> Weft.sleep(LONG)));
    }

    /** Both. */
    public static Stream<Named<Supplier<Blocking>>> all() {
        return Stream.concat(completable(), endless());
    }

    private static Named<Supplier<Blocking>> endless(String name, WaitReason reason, Task operation) {
        return Named.of(name, () -> new Blocking(reason, operation, () -> {}));
    }

    private static Blocking send() {
        Channel<Integer> channel = Channel.unbuffered("x");
        return new Blocking(WaitReason.CHANNEL_SEND, () -> channel.send(1), channel::tryReceive);
    }

    private static Blocking sendToFull() {
        Channel<Integer> channel = Channel.buffered("x", 1);
        channel.send(0);
        return new Blocking(WaitReason.CHANNEL_SEND, () -> channel.send(1), channel::tryReceive);
    }

    private static Blocking receive() {
        Channel<Integer> channel = Channel.unbuffered("x");
        return new Blocking(WaitReason.CHANNEL_RECEIVE, channel::receive, () -> channel.trySend(1));
    }

    private static Blocking next() {
        Channel<Integer> channel = Channel.buffered("x", 3);
        return new Blocking(WaitReason.CHANNEL_RECEIVE, channel::next, channel::close);
    }

    private static Blocking iterate() {
        Channel<Integer> channel = Channel.unbuffered("x");
        Iterator<Integer> iterator = channel.iterator();
        return new Blocking(WaitReason.CHANNEL_RECEIVE, () -> consume(iterator.hasNext()), channel::close);
    }

    private static Blocking stream() {
        Channel<Integer> channel = Channel.unbuffered("x");
        return new Blocking(WaitReason.CHANNEL_RECEIVE, () -> consume(channel.stream().count()),
                channel::close);
    }

    private static Blocking select() {
        Channel<Integer> in = Channel.unbuffered("in");
        Channel<Integer> out = Channel.unbuffered("out");
        return new Blocking(WaitReason.SELECT,
                () -> Weft.select(Weft.onReceive(in, v -> {}), Weft.onSend(out, 1, () -> {})), out::tryReceive);
    }

    private static Blocking selectWithTimeout() {
        Channel<Integer> in = Channel.unbuffered("in");
        return new Blocking(WaitReason.SELECT,
                () -> Weft.select(Weft.onReceive(in, v -> {}), Weft.onTimeout(LONG, () -> {})), () -> in.trySend(1));
    }

    private static Blocking selectClosed() {
        Channel<Integer> in = Channel.unbuffered("in");
        return new Blocking(WaitReason.SELECT, () -> Weft.select(Weft.onClosed(in, () -> {})),
                in::close);
    }

    private static Blocking selector() {
        Channel<Integer> in = Channel.unbuffered("in");
        Selector selector = Selector.fair();
        selector.receive(in);
        return new Blocking(WaitReason.SELECT, selector::select, () -> in.trySend(1));
    }

    private static Blocking join() {
        Channel<Integer> stop = Channel.unbuffered("stop");
        Goroutine other = Weft.go(() -> stop.next());
        return new Blocking(WaitReason.JOIN, other::join, stop::close);
    }

    private static Blocking waitGroup() {
        WaitGroup group = new WaitGroup("group");
        group.add(1);
        return new Blocking(WaitReason.WAIT_GROUP, group::await, group::done);
    }

    private static Blocking mutex() {
        Mutex mutex = new Mutex("mutex");
        if (!mutex.tryLock()) {
            throw new IllegalStateException("a new mutex is locked");
        }
        return new Blocking(WaitReason.MUTEX_LOCK, mutex::lock, mutex::unlock);
    }

    private static Blocking semaphore() {
        Semaphore semaphore = new Semaphore("slots", 2);
        semaphore.acquire(1);
        return new Blocking(WaitReason.SEMAPHORE, () -> semaphore.acquire(2), semaphore::release);
    }

    private static Blocking writeLock() {
        RwMutex mutex = new RwMutex("rwmutex");
        mutex.readLock();
        return new Blocking(WaitReason.WRITE_LOCK, mutex::lock, mutex::readUnlock);
    }

    private static Blocking readLock() {
        RwMutex mutex = new RwMutex("rwmutex");
        mutex.lock();
        return new Blocking(WaitReason.READ_LOCK, mutex::readLock, mutex::unlock);
    }

    private static Blocking condition() {
        Mutex mutex = new Mutex("mutex");
        Cond cond = new Cond("cond", mutex);
        return new Blocking(WaitReason.CONDITION, () -> {
            Weft.shield(mutex::lock);
            try {
                cond.await();
            } finally {
                mutex.unlock();
            }
        }, cond::signal);
    }

    private static Blocking once() {
        Once once = new Once("once");
        Channel<Integer> stop = Channel.unbuffered("stop");
        Goroutine runner = Weft.go(() -> once.run(stop::next));
        Parked.await(runner, WaitReason.CHANNEL_RECEIVE);
        return new Blocking(WaitReason.ONCE, () -> once.run(() -> {}), stop::close);
    }

    private static Blocking scope() {
        Channel<Integer> stop = Channel.unbuffered("stop");
        Scope scope = Scope.open();
        scope.go(() -> stop.next());
        return new Blocking(WaitReason.SCOPE_JOIN, scope::join, stop::close);
    }

    private static Blocking selectLock() {
        Mutex mutex = new Mutex("mutex");
        Channel<Integer> in = Channel.unbuffered("in");
        mutex.lock();
        return new Blocking(WaitReason.SELECT,
                () -> Weft.select(Weft.onReceive(in, v -> {}), Weft.onLock(mutex, () -> {})), mutex::unlock);
    }

    private static Blocking selectPermits() {
        Semaphore semaphore = new Semaphore("slots", 2);
        semaphore.acquire(1);
        return new Blocking(WaitReason.SELECT, () -> Weft.select(Weft.onAcquired(semaphore, 2, () -> {})),
                semaphore::release);
    }

    private static Blocking selectJoined() {
        Channel<Integer> stop = Channel.unbuffered("stop");
        Goroutine other = Weft.go(() -> stop.next());
        return new Blocking(WaitReason.SELECT, () -> Weft.select(Weft.onJoined(other, () -> {})), stop::close);
    }

    private static Blocking selectSettled() {
        CompletableFuture<String> future = new CompletableFuture<>();
        return new Blocking(WaitReason.SELECT_WITH_FUTURES, () -> Weft.select(Weft.onSettled(future, v -> {})),
                () -> future.complete("done"));
    }

    private static void consume(Object result) {
        assert result != null : "every result is something";
    }
}
