package dev.weft.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The program behind the script {@code ./weft}: parses the command line and runs one command. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and, unless it succeeded, ends the JVM with its exit status.
     *
     * <p>After a success this method returns instead of calling {@link System#exit}: a program that was started by
     * {@code weft run} and left non-daemon threads (a window, an executor) goes on, as under {@code java}.
     *
     * @param args the command line, without the name of the script
     */
    public static void main(String[] args) {
        Charset charset = System.out.charset();
        int status = run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), args);
        if (status != ExitStatus.SUCCESS) {
            System.exit(status);
        }
    }

    /**
     * Runs one command inside this JVM.
     *
     * @param out takes what the command prints on standard output
     * @param err takes what the command prints on standard error
     * @param args the command line, without the name of the script; when empty, the help is printed
     * @return the exit status, one of {@link ExitStatus}
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        if (isRunWithoutOptions(args)) {
            return new RunCommand(err).runWithoutOptions(args[1], List.of(args).subList(2, args.length));
        }
        return commandLine(out, err).execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    /**
     * Whether the command line is {@code run FILE ARGUMENTS}, which leaves nothing to parse. The parser's classes are
     * the only ones that the JVM cannot keep in the start-up cache, and loading them takes a quarter of a short
     * program's time.
     */
    private static boolean isRunWithoutOptions(String... args) {
        return args.length >= 2 && args[0].equals("run") && !args[1].isEmpty() && !args[1].startsWith("-");
    }

    /** The parser with every command. A new command is one line here. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine test = new CommandLine(new TestCommand(out, err));
        CommandLine weft = new CommandLine(new WeftCommand())
                .addSubcommand(new RunCommand(err))
                .addSubcommand(test)
                .addSubcommand(new BenchCommand(err))
                .addSubcommand(new DoctorCommand(out))
                .addSubcommand(new CompletionCommand(out))
                .addSubcommand(new HelpCommand())
                // Everything after FILE belongs to the program, even what looks like an option or an @file.
                .setStopAtPositional(true)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Complaints::usageError)
                .setExecutionExceptionHandler(Complaints::commandFailed)
                .setOut(out)
                .setErr(err);
        // Tests take no arguments, so that options may follow the file.
        test.setStopAtPositional(false);
        return weft;
    }
}
