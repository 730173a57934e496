package dev.weft.cli.program;

/**
 * A program cannot be started, for a reason that the user can remove. The tool prints the problem and the remedy,
 * without a stack trace.
 */
public final class ProgramException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * A problem with its remedy.
     *
     * @param problem what is wrong, beginning with the thing that is wrong:
     *     {@code "Sieve.java: no such file or folder"}
     * @param remedy what to do about it, one or more lines
     */
    public ProgramException(String problem, String remedy) {
        super(problem);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
