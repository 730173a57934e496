package dev.weft.cli;

import dev.weft.cli.program.ProgramException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that cannot do its work says so: one line with the problem, then indented lines with the remedy. */
final class Complaints {
    private Complaints() {}

    /** Words what is wrong with the command line; picocli's handler for that. */
    static int usageError(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String help = name.equals("weft")
                ? "'weft --help' lists the commands."
                : "'" + name.replaceFirst(" ", " help ") + "' explains the command and its options.";
        String remedy = exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()
                        ? "Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? " + help
                        : help;
        complain(command.getErr(), name, problem(exception), remedy);
        return ExitStatus.USAGE;
    }

    private static String problem(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "unknown command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        return startingInLowerCase(String.valueOf(exception.getMessage()));
    }

    /** Words why a command failed; picocli's handler for that. */
    static int commandFailed(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (exception instanceof ProgramException failure) {
            complain(err, name, failure);
            return ExitStatus.USAGE;
        }
        err.println(name + ": internal error, please report it with these lines (" + Version.text() + "):");
        exception.printStackTrace(err);
        return ExitStatus.FAILURE;
    }

    /** Words why a program cannot be started, for the command of that name. */
    static void complain(PrintWriter err, String name, ProgramException failure) {
        complain(err, name, failure.problem(), failure.remedy());
    }

    private static void complain(PrintWriter err, String name, String problem, String remedy) {
        err.println(name + ": " + problem);
        remedy.lines().forEach(line -> err.println("  " + line));
        err.flush();
    }

    private static String startingInLowerCase(String sentence) {
        return sentence.isEmpty() ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
