package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.RuntimeThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Platform threads that were started while a test ran, by it or by a test beside it. While one is alive, that no
 * goroutine can run does not mean that none ever will.
 */
public final class ForeignThreads {
    private static final Set<String> NOT_THE_TESTS =
            Set.of("system", "InnocuousThreadGroup", "CarrierThreads", RuntimeThreads.GROUP.getName());

    private final Set<Thread> before = Collections.newSetFromMap(new WeakHashMap<>());
    private final ThreadGroup group;

    private ForeignThreads(ThreadGroup group) {
        this.group = group;
        before.addAll(threads());
    }

    /** Takes those that are alive now for bystanders, and those outside of the caller's thread group, too. */
    public static ForeignThreads fromNowOn() {
        return new ForeignThreads(Objects.requireNonNull(RuntimeThreads.GROUP.getParent()));
    }

    /** The others that are alive. */
    List<Thread> alive() {
        List<Thread> alive = new ArrayList<>();
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                alive.add(thread);
            }
        }
        return alive;
    }

    private List<Thread> threads() {
        Thread[] found = new Thread[group.activeCount() + 16];
        int count = group.enumerate(found, true);
        while (count == found.length) {
            found = new Thread[2 * found.length];
            count = group.enumerate(found, true);
        }
        return Arrays.stream(found, 0, count).filter(ForeignThreads::mayBeTheTests).toList();
    }

    private static boolean mayBeTheTests(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && !NOT_THE_TESTS.contains(group.getName());
    }
}
