package dev.weft.cli.program;

import dev.weft.Weft;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A compiled program: its classes, and the files that they come from. */
public final class Program {
    private final SourceFiles sources;
    private final Map<Path, List<String>> topLevelClasses;
    private final ProgramClassLoader loader;

    Program(SourceFiles sources, Map<Path, List<String>> topLevelClasses, ProgramClassLoader loader) {
        this.sources = sources;
        this.topLevelClasses = Map.copyOf(topLevelClasses);
        this.loader = loader;
    }

    /**
     * Runs the program as the main goroutine of this process. A failure is reported as Go reports a panic: what was
     * thrown, then what the other goroutines were doing.
     *
     * @param arguments what main gets
     * @param err takes the report on a failure
     * @return whether the program ended without an uncaught failure
     * @throws ProgramException if the sources have no main method, or several
     */
    public boolean run(List<String> arguments, PrintWriter err) throws ProgramException {
        MainMethod main = sources.wholeFolder() ? onlyMainOfFolder() : mainOfFile();
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

    private MainMethod mainOfFile() throws ProgramException {
        return mainIn(sources.named())
                .orElseThrow(() -> new ProgramException(
                        sources.named() + ": no main method",
                        "Add 'void main() { ... }' or 'static void main(String[] args) { ... }'. It must not be private and "
                                + "must return void;\nwithout 'static', its class needs a constructor that takes nothing."));
    }

    private MainMethod onlyMainOfFolder() throws ProgramException {
        List<Path> startable =
                sources.files().stream().filter(file -> mainIn(file).isPresent()).toList();
        if (startable.size() > 1) {
            throw new ProgramException(
                    sources.named() + ": " + startable.size() + " files in this folder have a main method",
                    startable.stream()
                            .map(file -> "  weft run " + file)
                            .collect(Collectors.joining("\n", "Name the one to run:\n", "")));
        }
        return startable.stream()
                .findFirst()
                .flatMap(this::mainIn)
                .orElseThrow(() -> new ProgramException(
                        sources.named() + ": no file in this folder has a main method",
                        "Add 'void main() { ... }' or 'static void main(String[] args) { ... }' to one of them."));
    }

    /** The main method of the first class in a file that has one. */
    private Optional<MainMethod> mainIn(Path file) {
        return topLevelClasses.getOrDefault(file.toAbsolutePath(), List.of()).stream()
                .map(this::load)
                .flatMap(type -> MainMethod.of(type).stream())
                .findFirst();
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("the compiler wrote no class " + name, impossible);
        }
    }
}
