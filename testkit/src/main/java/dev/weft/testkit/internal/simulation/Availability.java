package dev.weft.testkit.internal.simulation;

import dev.weft.internal.jdk.CustomSchedulers;
import dev.weft.internal.jdk.InterruptListener;
import dev.weft.internal.jdk.SocketPollers;
import dev.weft.internal.jdk.Unmounting;
import dev.weft.internal.park.Probe;

/** Whether this JVM can simulate, and if not, what has to be done. */
public final class Availability {
    private static final String PROBES = "weft.probes";

    private Availability() {}

    /**
     * Sets what has to be set before Weft is used for the first time: that operations announce themselves, and that the
     * JDK does not hold on to goroutines that a schedule has abandoned. Harmless later, but then without effect.
     */
    public static void prepare() {
        System.setProperty(PROBES, "true");
        if (System.getProperty("jdk.trackAllThreads") == null) {
            System.setProperty("jdk.trackAllThreads", "false");
        }
    }

    /**
     * Makes sure that simulation is possible, and that it harms nobody: a simulated goroutine that waits for a socket
     * is refused, but would have started the JDK's pollers.
     *
     * @throws IllegalStateException if it is not; the message has the option to add
     */
    public static void require() {
        prepare();
        String problem = CustomSchedulers.unavailableBecause();
        if (problem == null && !(InterruptListener.isAvailable() && Unmounting.isAvailable())) {
            problem = "this JDK (" + Runtime.version() + ") does not let goroutines be stopped and continued";
        }
        if (problem != null) {
            throw new IllegalStateException("simulation: " + problem + linesToAdd(CustomSchedulers.remedy()));
        }
        requireProbes();
        SocketPollers.start(Thread.ofPlatform().daemon().name("weft-socket-pollers").factory());
    }

    private static String linesToAdd(String option) {
        return """
                ; the JVM that runs the tests needs an option. The line to add:
                  Maven, <configuration> of maven-surefire-plugin:  <argLine>%s</argLine>
                  Gradle, build.gradle or build.gradle.kts:         tasks.test { jvmArgs("%s") }
                  an IDE, VM options of the run configuration:      %s"""
                .formatted(option, option.replace(' ', '='), option);
    }

    /**
     * Requires that operations announce themselves.
     *
     * @throws IllegalStateException if they do not; the message has the option to add
     */
    public static void requireProbes() {
        prepare();
        if (!Probe.ON) {
            throw new IllegalStateException("simulation: Weft was used in this JVM before the test kit, so that its"
                    + " operations do not announce themselves" + linesToAdd("-D" + PROBES + "=true"));
        }
    }
}
