package dev.weft.cli.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds where a program starts among its files: what {@code java FILE.java} and {@code go run} would start. */
final class MainMethods {
    private static final String A_MAIN = "'void main() { ... }' or 'static void main(String[] args) { ... }'";

    private final SourceLayout classes;
    private final ProgramClassLoader loader;

    MainMethods(SourceLayout classes, ProgramClassLoader loader) {
        this.classes = classes;
        this.loader = loader;
    }

    /** The main method of one file. */
    MainMethod oneIn(Path file) throws ProgramException {
        return firstIn(file)
                .orElseThrow(() -> new ProgramException(
                        file + ": no main method",
                        "Add " + A_MAIN + ".\n"
                                + "It must not be private and must return void. Unless it is static, its class needs a "
                                + "constructor\nthat takes nothing."));
    }

    /** The main method of a folder, in which one file must have one. */
    MainMethod onlyOneIn(SourceFiles folder) throws ProgramException {
        List<Path> startable =
                folder.files().stream().filter(file -> firstIn(file).isPresent()).toList();
        if (startable.size() > 1) {
            throw new ProgramException(
                    folder.named() + ": " + startable.size() + " files in this folder have a main method",
                    startable.stream()
                            .map(file -> "  weft run " + file)
                            .collect(Collectors.joining("\n", "Name the one to run:\n", "")));
        }
        return startable.stream()
                .findFirst()
                .flatMap(this::firstIn)
                .orElseThrow(() -> new ProgramException(
                        folder.named() + ": no file in this folder has a main method",
                        "Add " + A_MAIN + " to one of them."));
    }

    /** The main method of the first class in a file that has one. */
    private Optional<MainMethod> firstIn(Path file) {
        return classes.topLevelClasses(file).stream()
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
