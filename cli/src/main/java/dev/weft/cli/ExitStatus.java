package dev.weft.cli;

/** What the process's exit status means. A program's own {@code System.exit(n)} comes on top of these. */
public final class ExitStatus {
    /** The command did what it was asked to do. */
    public static final int SUCCESS = 0;

    /** The command line is wrong, a file is missing or does not compile, or something needed is not installed. */
    public static final int USAGE = 1;

    /** The program ended by an uncaught failure or a total deadlock, as in Go. */
    public static final int FAILURE = 2;

    private ExitStatus() {}
}
