package dev.weft.cli.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The classes of source files that may have tests in them. */
public final class TestClasses {
    private final ProgramClassLoader loader;
    private final List<Class<?>> classes;

    private TestClasses(ProgramClassLoader loader, List<Class<?>> classes) {
        this.loader = loader;
        this.classes = classes;
    }

    static TestClasses of(SourceFiles sources, SourceLayout layout, ProgramClassLoader loader) {
        List<Class<?>> classes = new ArrayList<>();
        sources.files().stream().flatMap(file -> layout.topLevelClasses(file).stream())
                .forEach(name -> addWithMembers(load(name, loader), classes));
        return new TestClasses(loader, List.copyOf(classes));
    }

    private static void addWithMembers(Class<?> type, List<Class<?>> classes) {
        classes.add(type);
        Arrays.stream(type.getDeclaredClasses()).forEach(member -> addWithMembers(member, classes));
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("the compiler wrote no class " + name, impossible);
        }
    }

    /** All classes of the files, those inside others too. */
    public List<Class<?>> all() {
        return classes;
    }

    /** Finds the classes, and what they use, by name. */
    public ClassLoader loader() {
        return loader;
    }

    /**
     * Cuts the stack traces of a failure down to what the author of the tests can act on.
     *
     * @return whether one of them shows a class of the tests; if not, they are as they were
     */
    public boolean keepUserFrames(Throwable failure) {
        return new UserFrames(loader::isOwn).keepIn(failure);
    }
}
