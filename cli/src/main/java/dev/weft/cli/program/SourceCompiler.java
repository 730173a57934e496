package dev.weft.cli.program;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles source files in memory with the JDK's compiler, under the rules of {@code java FILE.java}: the language
 * level is the JDK's own, compact source files work, no annotation processor runs, and a class that is not in the named
 * files is looked for by its name in the source tree that they belong to.
 */
public final class SourceCompiler {
    /** No processors: nobody expects one here, and looking for one costs start-up time. */
    private static final List<String> OPTIONS = List.of("-proc:none", "-implicit:class");

    private final PrintWriter messages;

    /**
     * A compiler.
     *
     * @param messages takes what the JDK's compiler prints, in its own format
     */
    public SourceCompiler(PrintWriter messages) {
        this.messages = messages;
    }

    /**
     * Compiles a program against Weft.
     *
     * @param sources the files to compile
     * @param classPath further jars and folders of classes, separated as the JVM's class path is; may be empty
     * @return the program, or nothing if it does not compile; then the compiler's errors were printed
     * @throws ProgramException if there is no compiler, something that is to be read cannot be, or there is no main
     *     method or more than one
     */
    public Optional<Program> compile(SourceFiles sources, String classPath) throws ProgramException {
        return compile(sources, classPath, Program::of);
    }

    /**
     * Compiles tests against Weft and JUnit.
     *
     * @param sources the files to compile
     * @param classPath as for {@link #compile}
     * @return the classes, or nothing if they do not compile; then the compiler's errors were printed
     * @throws ProgramException if there is no compiler, or something that is to be read cannot be
     */
    public Optional<TestClasses> compileTests(SourceFiles sources, String classPath) throws ProgramException {
        return compile(sources, classPath, TestClasses::of);
    }

    /** What becomes of classes. */
    @FunctionalInterface
    private interface Outcome<T> {
        T of(SourceFiles sources, SourceLayout layout, ProgramClassLoader loader) throws ProgramException;
    }

    private <T> Optional<T> compile(SourceFiles sources, String classPath, Outcome<T> outcome)
            throws ProgramException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ProgramException(
                    System.getProperty("java.home") + ": this Java has no compiler",
                    "Install a full JDK 25 (one with the module jdk.compiler) and set JAVA_HOME to it.");
        }
        List<Path> libraries = existingEntriesOf(classPath);
        List<Path> visible = new ArrayList<>(ownPath());
        visible.addAll(libraries);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                var output = new InMemoryOutput(files)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, visible);
            var units = files.getJavaFileObjectsFromPaths(sources.files());
            var task = (JavacTask) compiler.getTask(messages, output, null, OPTIONS, null, units);
            var layout = new SourceLayout(sources.files(), files);
            task.addTaskListener(layout);
            if (!task.call()) {
                return Optional.empty();
            }
            var loader = new ProgramClassLoader(output.classes(), libraries);
            return Optional.of(outcome.of(sources, layout, loader));
        } catch (IOException unreadable) {
            throw new ProgramException("cannot read " + unreadable.getMessage(), "Check that the file is still there.");
        }
    }

    private static List<Path> existingEntriesOf(String classPath) throws ProgramException {
        List<Path> entries = split(classPath).toList();
        for (Path entry : entries) {
            if (!Files.exists(entry)) {
                throw new ProgramException(
                        entry + ": no such jar or folder on the class path",
                        "Check the option --class-path; its entries are separated by '" + File.pathSeparator + "'.");
            }
        }
        return entries;
    }

    /**
     * What this process itself was started with, Weft among it. A program can load all of that at run time, so the
     * compiler sees the same.
     */
    private static List<Path> ownPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(SourceCompiler::split)
                .toList();
    }

    private static Stream<Path> split(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
    }
}
