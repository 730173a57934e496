package dev.weft.internal.jdk;

import java.util.concurrent.ThreadFactory;

/**
 * The JDK's threads that wait for sockets on behalf of all virtual threads of the process. They are virtual threads
 * themselves, which the first one that has to wait for a socket starts, and like all threads that a virtual thread
 * starts they run on its scheduler: for good. On a scheduler that is limited, or that a test kit lets run only
 * now and then, nobody's sockets would be ready any more. So whoever makes such a scheduler starts them before, from
 * elsewhere.
 *
 * <p>Needs no opened package: to initialise a class is to name it. On a JDK where it has another name nothing is
 * started, and nothing is lost but this care.
 */
public final class SocketPollers {
    private static final String POLLER = "sun.nio.ch.Poller";

    private static volatile boolean started;

    private SocketPollers() {}

    /** Starts them from a thread of {@code elsewhere}, unless they run already; returns when they do. */
    public static void start(ThreadFactory elsewhere) {
        if (started) {
            return;
        }
        Thread starter = elsewhere.newThread(SocketPollers::initialize);
        starter.start();
        boolean interrupted = false;
        while (true) {
            try {
                starter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        started = true;
    }

    private static void initialize() {
        try {
            Class.forName(POLLER);
        } catch (ClassNotFoundException e) {
            // A JDK that does it in another way.
        }
    }
}
