package dev.weft.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may use whom, as {@code layers.txt} says.
 *
 * @param modules uses between modules, by the names of their folders
 * @param packages uses between packages of one module
 */
record Layers(SortedSet<Use> modules, SortedSet<Use> packages) {
    /** One line: {@code from} uses {@code to}. */
    record Use(String from, String to) implements Comparable<Use> {
        @Override
        public int compareTo(Use other) {
            int byUser = from.compareTo(other.from);
            return byUser != 0 ? byUser : to.compareTo(other.to);
        }

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    static Layers none() {
        return new Layers(new TreeSet<>(), new TreeSet<>());
    }

    static Layers read(Path file) {
        Layers layers = none();
        SortedSet<Use> section = null;
        List<String> lines = Project.read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            switch (line) {
                case "[modules]" -> section = layers.modules;
                case "[packages]" -> section = layers.packages;
                default -> {
                    if (line.isEmpty() || line.startsWith("#")) continue;
                    if (section == null) throw malformed(file, i, "a use before the first section");
                    section.addAll(uses(file, i, line));
                }
            }
        }
        return layers;
    }

    /** {@code a -> b, c} is two uses. */
    private static List<Use> uses(Path file, int index, String line) {
        String[] sides = line.split("->", -1);
        if (sides.length != 2) throw malformed(file, index, "not `user -> used, used`");
        List<Use> uses = new ArrayList<>();
        for (String used : sides[1].split(",", -1)) {
            if (used.isBlank()) throw malformed(file, index, "an empty name");
            uses.add(new Use(sides[0].strip(), used.strip()));
        }
        return uses;
    }

    private static IllegalArgumentException malformed(Path file, int index, String problem) {
        return new IllegalArgumentException("%s:%d: %s".formatted(file, index + 1, problem));
    }
}
