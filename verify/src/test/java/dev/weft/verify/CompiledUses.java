package dev.weft.verify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The uses that the compiled modules really have, as the JDK's {@code jdeps} sees them. */
final class CompiledUses {
    private static final Pattern PACKAGE_USE = Pattern.compile("^ +(\\S+) +-> (\\S+) +.*$");

    private final Path scratch;
    private final Map<String, String> moduleOfPackage = new TreeMap<>();

    /**
     * @param scratch an empty folder for copies: {@code jdeps} resolves a module's requirements when it meets its
     *     descriptor, and here only the uses in the code matter
     */
    CompiledUses(Path scratch) {
        this.scratch = scratch;
    }

    /** Reads all modules of the project that have compiled classes. */
    Layers read() throws IOException {
        List<String> folders = new ArrayList<>();
        for (String module : Project.modules()) {
            if (copy(module)) folders.add(scratch.resolve(module).toString());
        }
        if (folders.isEmpty()) throw new IllegalStateException("no module is compiled below " + Project.root());
        return uses(jdeps(folders));
    }

    private boolean copy(String module) throws IOException {
        Path classes = Project.classes(module);
        boolean copied = false;
        for (Path file : Project.filesBelow(classes)) {
            Path inside = classes.relativize(file);
            Path folder = inside.getParent();
            if (folder == null || !file.toString().endsWith(".class")) continue;
            recordPackage(folder.toString().replace('/', '.'), module);
            Path target = scratch.resolve(module).resolve(inside);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(file, target);
            copied = true;
        }
        return copied;
    }

    private void recordPackage(String name, String module) {
        String other = moduleOfPackage.putIfAbsent(name, module);
        if (other != null && !other.equals(module))
            throw new IllegalStateException("package %s is in two modules: %s and %s".formatted(name, other, module));
    }

    private static List<String> jdeps(List<String> folders) {
        var output = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("-verbose:package", "--ignore-missing-deps"));
        arguments.addAll(folders);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        var writer = new PrintWriter(output);
        int status = jdeps.run(writer, writer, arguments.toArray(String[]::new));
        if (status != 0) throw new IllegalStateException("jdeps ended with " + status + ": " + output);
        return output.toString().lines().toList();
    }

    private Layers uses(List<String> lines) {
        Layers uses = Layers.none();
        for (String line : lines) {
            Matcher use = PACKAGE_USE.matcher(line);
            if (use.matches()) add(uses, use.group(1), use.group(2));
        }
        return uses;
    }

    private void add(Layers uses, String from, String to) {
        String user = moduleOfPackage.get(from);
        String used = moduleOfPackage.get(to);
        if (user == null || used == null) return;
        if (user.equals(used)) uses.packages().add(new Layers.Use(from, to));
        else uses.modules().add(new Layers.Use(user, used));
    }
}
