package dev.weft.cli.program;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Defines the classes of a program that was compiled in memory. They come before classes of the same name elsewhere, as
 * under {@code java FILE.java}; everything else comes from the class path.
 *
 * <p>The loader has no name, since a name would stand before every class in the program's stack traces.
 */
final class ProgramClassLoader extends URLClassLoader {
    static {
        // Goroutines on several processors load classes at once.
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    ProgramClassLoader(Map<String, byte[]> classes, List<Path> libraries) {
        super(libraries.stream().map(ProgramClassLoader::urlOf).toArray(URL[]::new),
                ProgramClassLoader.class.getClassLoader());
        this.classes = Map.copyOf(classes);
    }

    /** Whether a class was compiled from the program's sources. */
    boolean isOwn(String className) {
        return classes.containsKey(className);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOwn(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static URL urlOf(Path library) {
        try {
            return library.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a path without a URL: " + library, impossible);
        }
    }
}
