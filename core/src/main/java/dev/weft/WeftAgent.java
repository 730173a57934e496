package dev.weft;

import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code java.base/java.lang} to Weft, which is all that its own scheduler needs: the same as the option
 * {@code --add-opens} on the command line, for those who cannot change that.
 *
 * <p>Weft's jar is an agent: {@code java -javaagent:weft.jar ...}. In an application that is started by
 * {@code java -jar}, a line in its jar's manifest does it too: {@code Add-Opens: java.base/java.lang}, or
 * {@code Launcher-Agent-Class: dev.weft.WeftAgent}. Without any of these, goroutines run on the JDK's scheduler.
 */
public final class WeftAgent {
    private WeftAgent() {}

    /**
     * Called by the JVM for {@code -javaagent}, before the application's main method.
     *
     * @param arguments ignored
     * @param instrumentation given by the JVM
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        open(instrumentation);
    }

    /**
     * Called by the JVM for {@code Launcher-Agent-Class}, before the application's main method.
     *
     * @param arguments ignored
     * @param instrumentation given by the JVM
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        open(instrumentation);
    }

    /** To this module, and to the one on the module path if the application has Weft there. */
    private static void open(Instrumentation instrumentation) {
        Set<Module> users = new HashSet<>(Set.of(WeftAgent.class.getModule()));
        ModuleLayer.boot().findModule("dev.weft").ifPresent(users::add);
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", users), Set.of(), Map.of());
    }
}
