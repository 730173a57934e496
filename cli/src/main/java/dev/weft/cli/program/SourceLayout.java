package dev.weft.cli.program;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Learns, while the compiler parses, where the source tree of a program begins and which classes its files declare.
 *
 * <p>The root of the source tree is known only once a file's {@code package} line was read, and the compiler asks for
 * it only after all files were parsed: setting it from the parser's events saves parsing every file twice.
 */
final class SourceLayout implements TaskListener {
    private final Set<Path> named;
    private final StandardJavaFileManager files;
    private final Set<Path> roots = new LinkedHashSet<>();
    private final Map<Path, List<String>> classes = new LinkedHashMap<>();

    SourceLayout(Collection<Path> named, StandardJavaFileManager files) {
        this.named = named.stream().map(SourceLayout::identity).collect(Collectors.toSet());
        this.files = files;
    }

    /** The binary names of the top-level classes that a named file declares, in the order of the text. */
    List<String> topLevelClasses(Path file) {
        return classes.getOrDefault(identity(file), List.of());
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() != TaskEvent.Kind.PARSE) {
            return;
        }
        CompilationUnitTree unit = event.getCompilationUnit();
        Path file = identity(files.asPath(unit.getSourceFile()));
        if (!named.contains(file)) {
            return; // a class that was looked up in the source tree
        }
        ExpressionTree packageTree = unit.getPackageName();
        String packageName = packageTree == null ? "" : packageTree.toString();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        classes.put(file, unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(type -> prefix + ((ClassTree) type).getSimpleName())
                .toList());
        if (rootOf(file, packageName).map(roots::add).orElse(false)) {
            lookUpClassesUnderRoots();
        }
    }

    /** A file's name in the collections here: the compiler does not keep the path as it was given. */
    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /**
     * The folder in which the package's outermost folder is. A file that is not in its package's folder has none: it
     * can be run, but finds no other file.
     */
    private static Optional<Path> rootOf(Path file, String packageName) {
        Path here = Path.of("").toAbsolutePath();
        Path folder = file.getParent();
        List<String> names = packageName.isEmpty() ? List.of() : List.of(packageName.split("\\."));
        for (String name : names.reversed()) {
            if (folder == null || folder.getFileName() == null || !folder.getFileName().toString().equals(name)) {
                return Optional.empty();
            }
            folder = folder.getParent();
        }
        if (folder == null) {
            return Optional.empty();
        }
        // Relative where that is shorter: the compiler's messages begin with this path.
        return Optional.of(folder.startsWith(here) ? here.relativize(folder) : folder);
    }

    private void lookUpClassesUnderRoots() {
        try {
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, roots);
        } catch (IOException notAFolder) {
            throw new UncheckedIOException(notAFolder);
        }
    }
}
