package dev.weft;

import dev.weft.diagnostics.Dump;
import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Registry;
import dev.weft.internal.park.RuntimeThreads;
import dev.weft.internal.park.Timers;
import dev.weft.internal.park.WaitReason;
import dev.weft.internal.scheduler.Engines;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that all goroutines are asleep. Nothing on the way of a goroutine pays for it: a thread looks after
 * 5 milliseconds, then after twice as long each time, up to 40, while a program runs, and mostly sees at the first
 * glance that main is not waiting.
 *
 * <p><b>Why the verdict is right.</b> It is given when two looks, one after the other, both found: as many goroutines
 * parked as there are alive, none of them interrupted; each parked for the same time as in the other look
 * ({@link Fiber#parks} is equal). A goroutine parked in both looks with an equal count was parked in between. So all of
 * them were, the whole time between the looks, and only a running goroutine, a timer or a foreign thread could wake
 * one. <i>Between the looks</i> there was no timer armed or firing, and no foreign thread: whoever looks for timers
 * before the first and after the second misses the one that is set just after the one and fires just before the other.
 *
 * <p><b>Foreign threads</b> are platform threads that are not the JVM's, not ours, and were not there when the
 * outermost {@code run} began. (Those that were, such as a test runner's, are taken for bystanders.) While one lives,
 * no verdict is given: better no report than a wrong one.
 *
 * <p><b>Virtual threads that are no goroutines</b> are seen while they run or could run, and then there is no verdict
 * either: between the looks, no carrier may be occupied but by goroutines that wait pinned to it. Those that sleep or
 * wait by the JDK's means are not seen, and whoever waits for one in Weft alone is taken for deadlocked. On the JDK's
 * scheduler, a goroutine that waits pinned to its carrier looks like one that runs: no verdict there. The JDK lists
 * virtual threads in its thread dumps only, and taking one is no way out: in 25.0.3 the JVM now and then crashes when
 * it does so while a virtual thread yields.
 */
final class DeadlockWatch {
    private static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 40_000_000;
    private static final Set<String> THE_JVMS_GROUPS =
            Set.of("system", "InnocuousThreadGroup", "CarrierThreads", "weft");

    private static final CopyOnWriteArrayList<Program> PROGRAMS = new CopyOnWriteArrayList<>();
    private static final ReentrantLock STARTING = new ReentrantLock();

    /** Threads that were there before the outermost run. Guarded by {@link #STARTING}. */
    private static final Set<Thread> BYSTANDERS = Collections.newSetFromMap(new WeakHashMap<>());

    /** Made by the first run. Guarded by {@link #STARTING}. */
    private static @Nullable Thread watcher;

    private DeadlockWatch() {}

    static void begin(Program program) {
        STARTING.lock();
        try {
            if (PROGRAMS.isEmpty()) {
                BYSTANDERS.clear();
                BYSTANDERS.addAll(platformThreads());
            }
            // Whoever calls run waits for it, so it wakes nobody else.
            BYSTANDERS.add(Thread.currentThread());
            PROGRAMS.add(program);
            Thread known = watcher;
            if (known == null) {
                watcher = RuntimeThreads.daemon("weft-deadlock-watch", DeadlockWatch::watch);
                watcher.start();
            } else {
                LockSupport.unpark(known);
            }
        } finally {
            STARTING.unlock();
        }
    }

    static void end(Program program) {
        PROGRAMS.remove(program);
    }

    private static void watch() {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            if (PROGRAMS.isEmpty()) {
                LockSupport.park(DeadlockWatch.class);
                pause = FIRST_PAUSE_NANOS;
            } else {
                long begin = System.nanoTime();
                look();
                // Looking takes at most a twentieth of the time.
                LockSupport.parkNanos(DeadlockWatch.class, Math.max(pause, 20 * (System.nanoTime() - begin)));
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
    }

    /** Looks, and gives the verdict if it finds a deadlock. */
    static void look() {
        // The verdict is about these: a program that begins meanwhile has a main goroutine that was not looked at.
        List<Program> programs = List.copyOf(PROGRAMS);
        if (aTimerRuns() || !everyMainWaits(programs)) {
            return;
        }
        List<Fiber> first = Registry.snapshot();
        long[] parks = parksIfAllAsleep(first);
        if (parks == null || aTimerRuns() || foreignThreadLives() || aVirtualThreadRuns(first)) {
            return;
        }
        long[] again = parksIfAllAsleep(first);
        if (again == null || !Arrays.equals(parks, again)) {
            return;
        }
        Dump dump = Dump.take();
        for (Program program : programs) {
            program.deadlocked(dump);
        }
    }

    private static boolean aTimerRuns() {
        return Timers.system().mayWakeSomebody();
    }

    /** The glance that nearly always ends the look. */
    private static boolean everyMainWaits(List<Program> programs) {
        for (Program program : programs) {
            if (!program.isMainAsleep()) {
                return false;
            }
        }
        return !programs.isEmpty();
    }

    /** How often each goroutine has parked, if they are all parked and there are no others; else null. */
    private static long @Nullable [] parksIfAllAsleep(List<Fiber> fibers) {
        if (Engines.engine().liveGoroutines() != fibers.size()) {
            return null;
        }
        long[] parks = new long[fibers.size()];
        for (int i = 0; i < parks.length; i++) {
            Fiber fiber = fibers.get(i);
            WaitReason reason = fiber.reason();
            if (!fiber.isAsleep() || (reason != null && reason.mayEndFromOutside())) {
                return null;
            }
            parks[i] = fiber.parks();
        }
        return parks;
    }

    private static boolean foreignThreadLives() {
        STARTING.lock();
        try {
            for (Thread thread : platformThreads()) {
                if (!BYSTANDERS.contains(thread)) {
                    return true;
                }
            }
            return false;
        } finally {
            STARTING.unlock();
        }
    }

    /** If all goroutines are asleep, whoever else occupies a carrier is somebody else's. */
    private static boolean aVirtualThreadRuns(List<Fiber> asleep) {
        long pinned = asleep.stream().filter(Fiber::isPinned).count();
        try {
            return Engines.engine().busy() > pinned;
        } catch (NoClassDefFoundError e) {
            return false; // without the module jdk.management, the JDK's scheduler tells nothing
        }
    }

    /** The live platform threads of neither the JVM nor Weft. */
    private static List<Thread> platformThreads() {
        ThreadGroup root = RuntimeThreads.GROUP.getParent();
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads, true);
        while (count == threads.length) {
            threads = new Thread[threads.length * 2];
            count = root.enumerate(threads, true);
        }
        return Arrays.stream(threads, 0, count).filter(DeadlockWatch::isAliveAndNotTheJvms).toList();
    }

    private static boolean isAliveAndNotTheJvms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup(); // null once the thread has ended, which it may at any moment
        return group != null && !THE_JVMS_GROUPS.contains(group.getName());
    }
}
