package dev.weft;

/**
 * How goroutines are run in this process.
 *
 * @param engine {@code own} for Weft's scheduler, {@code jdk} for the JDK's
 * @param reason why that one, in a few words
 * @param remedy the command-line option that would give Weft's own scheduler, or empty when it is in use
 * @param maxProcs how many goroutines may execute at the same time
 * @param numCpu how many processors the JVM may use
 * @param javaVersion the version of the running JDK
 */
public record RuntimeInfo(
        String engine, String reason, String remedy, int maxProcs, int numCpu, String javaVersion) {}
