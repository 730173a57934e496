package dev.weft.cli;

import dev.weft.cli.program.ProgramException;
import dev.weft.cli.program.SourceCompiler;
import dev.weft.cli.program.SourceFiles;
import dev.weft.cli.program.TestClasses;
import dev.weft.cli.testing.TestRun;
import dev.weft.cli.testing.TestSettings;
import dev.weft.testkit.Schedule;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code weft test}: compiles a source file, or a folder's, in memory and runs the tests in it. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Run the tests in a source file, or in the files of a folder.",
        customSynopsis = "weft test [OPTIONS] FILE.java|FOLDER",
        description = {
                "",
                "Tests are methods with @GoTest (package dev.weft.testkit.junit), which run in virtual time and in as "
                        + "many schedules as they ask for, and those with JUnit's own annotations. The file is "
                        + "compiled in memory, as by 'weft run', and may be a program as well. It sees all of Weft, "
                        + "its test kit and JUnit.",
                "",
                "A schedule in which a test failed is written to .weft/failed-schedules.txt in the working folder, and "
                        + "tried first the next time.",
                ""
        },
        parameterListHeading = "What to test:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
                "",
                "Exit status: 0 when all tests passed; 1 when the command line is wrong, the file does not compile or "
                        + "there is no test; 2 when a test failed; 130 when interrupted."
        })
final class TestCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "Jars and folders of classes that the tests use, separated as in 'java -cp'.")
    private String classPath = "";

    @Option(names = "--only", paramLabel = "NAME", description = "Run only the test method of this name.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--replay",
            paramLabel = "SCHEDULE",
            converter = ScheduleText.class,
            description = "Run one test in one schedule: the one in the report of its failure.")
    private Optional<Schedule> replay = Optional.empty();

    @Option(
            names = "--schedules",
            paramLabel = "N",
            converter = ScheduleCount.class,
            description = "Explore N schedules instead of the number that stands at the test.")
    private Optional<Long> schedules = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Seed.class,
            description = "Explore other schedules: those of this seed. Default: the seed that stands at the test, "
                    + "or 1.")
    private Optional<Long> seed = Optional.empty();

    @Parameters(index = "0", paramLabel = "FILE.java|FOLDER", description = "The source file, or a folder of them.")
    private Path source = Path.of("");

    TestCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws ProgramException {
        SourceFiles sources = SourceFiles.of(source);
        Optional<TestClasses> classes = new SourceCompiler(err).compileTests(sources, classPath);
        if (classes.isEmpty()) {
            return ExitStatus.USAGE; // the compiler has said why
        }
        var settings = new TestSettings(only, seed, schedules, replay);
        return new TestRun(sources, classes.get(), settings).run(out, isTerminal())
                ? ExitStatus.SUCCESS
                : ExitStatus.FAILURE;
    }

    /** Without a terminal, there is a console in some JDKs, and none in others. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** Reads {@code --replay}. */
    static final class ScheduleText implements ITypeConverter<Schedule> {
        @Override
        public Schedule convert(String value) {
            try {
                return Schedule.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code --seed}. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException notANumber) {
                throw new TypeConversionException("'" + value + "' is not a whole number");
            }
        }
    }

    /** Reads {@code --schedules}. */
    static final class ScheduleCount implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                long count = Long.parseLong(value);
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException notANumber) {
                throw new TypeConversionException("'" + value + "' is not a whole number; give 1 or more");
            }
            throw new TypeConversionException(value + " schedules show nothing; give 1 or more");
        }
    }
}
