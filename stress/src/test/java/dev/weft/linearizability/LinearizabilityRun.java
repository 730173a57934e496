package dev.weft.linearizability;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Runs Lincheck. In a JVM of its own: it instruments the JDK's classes, which it cannot do in the build's. */
final class LinearizabilityRun {
    /** Exit status: a history that no order of its operations explains. */
    static final int NOT_LINEARIZABLE = 3;

    private LinearizabilityRun() {}

    /** Arguments: {@code threads} or {@code switching}, class of operations, scenarios, invocations of each. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws ClassNotFoundException {
        Class<?> operations = Class.forName(arguments[1]);
        int scenarios = Integer.parseInt(arguments[2]);
        int invocations = Integer.parseInt(arguments[3]);
        try {
            if (arguments[0].equals("threads")) {
                new StressOptions().iterations(scenarios).invocationsPerIteration(invocations).threads(2)
                        .actorsPerThread(3).minimizeFailedScenario(false).sequentialSpecification(ChannelModel.class)
                        .check(operations);
            } else {
                new ModelCheckingOptions().iterations(scenarios).invocationsPerIteration(invocations).threads(2)
                        .actorsPerThread(3).minimizeFailedScenario(false).sequentialSpecification(ChannelModel.class)
                        .check(operations);
            }
        } catch (LincheckAssertionError e) {
            System.out.println(e.getMessage());
            System.exit(NOT_LINEARIZABLE);
        }
        System.out.println("linearizable: " + scenarios + " scenarios");
        System.exit(0);
    }
}
