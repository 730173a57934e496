package dev.weft.internal.park;

/** The runtime's own platform threads: daemons in a thread group of their own, so that reports can leave them out. */
public final class RuntimeThreads {
    /** The group of all of them. */
    public static final ThreadGroup GROUP = new ThreadGroup(root(), "weft");

    private RuntimeThreads() {}

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** A daemon thread, not yet started. */
    public static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(GROUP, body, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }
}
