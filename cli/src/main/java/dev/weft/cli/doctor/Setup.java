package dev.weft.cli.doctor;

import dev.weft.RuntimeInfo;
import java.io.Console;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;

/**
 * The facts that {@code weft doctor} judges.
 *
 * @param runtime what the running Weft says of itself
 * @param limits what the container grants
 * @param hasCompiler whether this Java has a compiler
 * @param maxHeap the largest heap that the JVM will use, in bytes
 * @param jvmArguments the options that the JVM was started with
 * @param terminal whether a person sees the output
 * @param environment the environment variables
 * @param properties the system properties
 */
public record Setup(
        RuntimeInfo runtime,
        ContainerLimits limits,
        boolean hasCompiler,
        long maxHeap,
        List<String> jvmArguments,
        boolean terminal,
        Map<String, String> environment,
        Map<String, String> properties) {

    /** Makes the collections unmodifiable. */
    public Setup {
        jvmArguments = List.copyOf(jvmArguments);
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /**
     * Collects the facts about this machine and this process.
     *
     * @param runtime what the running Weft says of itself
     * @return the facts as they are now
     */
    public static Setup ofThisMachine(RuntimeInfo runtime) {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new Setup(
                runtime,
                ContainerLimits.read(Path.of("/")),
                ToolProvider.getSystemJavaCompiler() != null,
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
                System.getenv(),
                properties);
    }

    /** An environment variable; empty if it is not set. */
    String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    /** A system property; {@code "?"} if there is none. */
    String property(String name) {
        return properties.getOrDefault(name, "?");
    }
}
