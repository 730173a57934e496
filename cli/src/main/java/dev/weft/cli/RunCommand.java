package dev.weft.cli;

import dev.weft.cli.program.Program;
import dev.weft.cli.program.ProgramException;
import dev.weft.cli.program.SourceCompiler;
import dev.weft.cli.program.SourceFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft run}: compiles one source file, or a folder's, in memory and runs it, as {@code go run} does. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Compile and run one source file, or the files of a folder.",
        customSynopsis = "weft run [OPTIONS] FILE.java|FOLDER [ARGUMENTS]",
        description = {
                "",
                "The file is compiled in memory, nothing is left on the disk. It sees all of Weft: start it with "
                        + "'import static dev.weft.Weft.*;'. 'void main()' without a class around it is enough. "
                        + "Classes in other files beside it are found by their names, as 'java FILE.java' finds "
                        + "them; a folder is compiled whole and must have one main method.",
                ""
        },
        parameterListHeading = "What to run:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
                "",
                "Exit status: the program's own; 1 when the command line is wrong or the program does not compile; 2 "
                        + "after an uncaught failure or when all goroutines are asleep; 130 when interrupted.",
                "",
                "Options for the JVM, such as -Xmx2g, are read from the environment variable JDK_JAVA_OPTIONS."
        })
final class RunCommand implements Callable<Integer> {
    private final PrintWriter err;

    @Mixin
    private final RuntimeOptions runtime = new RuntimeOptions();

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "Jars and folders of classes that the program uses, separated as in 'java -cp'.")
    private String classPath = "";

    @Parameters(index = "0", paramLabel = "FILE.java|FOLDER", description = "The source file, or a folder of them.")
    private Path source = Path.of("");

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENTS", description = "Passed to main as they are.")
    private List<String> arguments = new ArrayList<>();

    RunCommand(PrintWriter err) {
        this.err = err;
    }

    /** Does what parsing {@code run SOURCE ARGUMENTS} and executing it would do. */
    int runWithoutOptions(String source, List<String> arguments) {
        this.source = Path.of(source);
        this.arguments = arguments;
        try {
            return call();
        } catch (ProgramException failure) {
            Complaints.complain(err, "weft run", failure);
            return ExitStatus.USAGE;
        }
    }

    @Override
    public Integer call() throws ProgramException {
        SourceFiles sources = SourceFiles.of(source);
        Optional<Program> program = new SourceCompiler(err).compile(sources, classPath);
        if (program.isEmpty()) {
            return ExitStatus.USAGE; // the compiler has said why
        }
        runtime.start();
        return program.get().run(arguments, err) ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
