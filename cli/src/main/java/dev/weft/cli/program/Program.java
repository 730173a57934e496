package dev.weft.cli.program;

import dev.weft.Weft;
import java.io.PrintWriter;
import java.util.List;

/** A compiled program that is ready to run. */
public final class Program {
    private final ProgramClassLoader loader;
    private final MainMethod main;

    private Program(ProgramClassLoader loader, MainMethod main) {
        this.loader = loader;
        this.main = main;
    }

    /**
     * Finds the main method of what was compiled.
     *
     * @param classes the top-level classes of each file
     * @throws ProgramException if the sources have no main method, or several
     */
    static Program of(SourceFiles sources, SourceLayout classes, ProgramClassLoader loader) throws ProgramException {
        var mains = new MainMethods(classes, loader);
        return new Program(loader, sources.wholeFolder() ? mains.onlyOneIn(sources) : mains.oneIn(sources.named()));
    }

    /**
     * Runs the program as the main goroutine of this process. A failure is reported as Go reports a panic: what was
     * thrown, then what the other goroutines were doing.
     *
     * @param arguments what main gets
     * @param err takes the report on a failure
     * @return whether the program ended without an uncaught failure
     */
    public boolean run(List<String> arguments, PrintWriter err) {
        // Goroutines inherit it, so that whatever looks classes up by the context finds the program's.
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Weft.run(() -> main.invoke(arguments));
            return true;
        } catch (Throwable thrown) { // errors too end the program and are reported
            new FailureReport(loader, err).print(thrown);
            return false;
        }
    }
}
