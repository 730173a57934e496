package dev.weft.cli;

import dev.weft.RuntimeInfo;
import dev.weft.Weft;
import dev.weft.cli.program.ProgramException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that choose how goroutines are run, shared by every command that runs a program. They reach the runtime
 * as system properties, which it reads when its first class is initialised.
 */
final class RuntimeOptions {
    @Option(
            names = "--procs",
            paramLabel = "N",
            converter = ProcessorCount.class,
            description = "Run goroutines on N processors at once (GOMAXPROCS). Default: the environment variable "
                    + "GOMAXPROCS, else every processor that the container grants.")
    private Optional<Integer> processors = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "own|jdk",
            converter = EngineName.class,
            completionCandidates = EngineName.class,
            description = "The scheduler: Weft's own (the default), or the JDK's for virtual threads.")
    private Optional<String> engine = Optional.empty();

    /**
     * Starts the runtime with these options.
     *
     * @throws ProgramException if the runtime refuses a setting; also one from the environment
     */
    void start() throws ProgramException {
        processors.ifPresent(count -> System.setProperty("weft.procs", Integer.toString(count)));
        engine.ifPresent(name -> System.setProperty("weft.engine", name));
        startRuntime();
    }

    /**
     * Starts the runtime as the environment says.
     *
     * @throws ProgramException if it refuses a setting
     */
    static RuntimeInfo startRuntime() throws ProgramException {
        try {
            return Weft.runtime();
        } catch (ExceptionInInitializerError refused) {
            if (refused.getCause() instanceof IllegalStateException setting) {
                throw new ProgramException(String.valueOf(setting.getMessage()), "Correct that setting, or remove it.");
            }
            throw refused;
        }
    }

    /** Reads {@code --procs}. */
    static final class ProcessorCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                int count = Integer.parseInt(value);
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException notANumber) {
                throw new TypeConversionException("'" + value + "' is not a whole number; give 1 or more");
            }
            throw new TypeConversionException(value + " processors cannot run anything; give 1 or more");
        }
    }

    /** Reads {@code --engine}, and names the engines to shells that complete. */
    static final class EngineName implements ITypeConverter<String>, Iterable<String> {
        private static final List<String> NAMES = List.of("own", "jdk");

        @Override
        public String convert(String value) {
            String name = value.toLowerCase(Locale.ROOT);
            if (NAMES.contains(name)) {
                return name;
            }
            throw new TypeConversionException(
                    "there is no engine '" + value + "'; give " + String.join(" or ", NAMES));
        }

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }
}
