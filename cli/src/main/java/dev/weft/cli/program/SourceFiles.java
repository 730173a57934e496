package dev.weft.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source files that a command was told to run.
 *
 * @param named the file or folder as the user wrote it, for messages
 * @param wholeFolder whether {@code named} is a folder
 * @param files the files to compile, at least one, sorted; what they refer to is found from there
 */
public record SourceFiles(Path named, boolean wholeFolder, List<Path> files) {
    private static final String SUFFIX = ".java";

    /** Makes the list of files unmodifiable. */
    public SourceFiles {
        files = List.copyOf(files);
    }

    /**
     * Finds the source files behind an argument: the file itself, or the files directly in a folder, as {@code go run}
     * takes one package. Folders inside it are packages, and only what is used of them is compiled.
     *
     * @param named a file or a folder
     * @return its source files
     * @throws ProgramException if there is no source file there
     */
    public static SourceFiles of(Path named) throws ProgramException {
        if (Files.isDirectory(named)) {
            return new SourceFiles(named, true, sourcesIn(named));
        }
        if (!Files.exists(named)) {
            throw new ProgramException(named + ": no such file or folder", existingAlternative(named));
        }
        if (!named.toString().endsWith(SUFFIX)) {
            throw new ProgramException(
                    named + ": not a Java source file",
                    "Name a file that ends in .java, or a folder that has such files.");
        }
        if (!Files.isReadable(named)) {
            throw new ProgramException(named + ": no permission to read it", "Change its permissions (chmod +r).");
        }
        return new SourceFiles(named, false, List.of(named));
    }

    private static List<Path> sourcesIn(Path folder) throws ProgramException {
        List<Path> files = list(folder);
        if (files.isEmpty()) {
            throw new ProgramException(
                    folder + ": no .java file in this folder",
                    "Name the folder that has the file with main directly in it, or that file.");
        }
        return files;
    }

    private static List<Path> list(Path folder) throws ProgramException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).filter(SourceFiles::isProgramSource).sorted().toList();
        } catch (IOException unreadable) {
            throw new ProgramException(folder + ": cannot be listed (" + unreadable + ")", "Check its permissions.");
        }
    }

    /**
     * A module declaration would ask for its dependencies on the module path; programs run from the class path here.
     */
    private static boolean isProgramSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.equals("module-info.java");
    }

    /** A word on what is there instead: the name with its suffix, or in other capitals, is the usual slip. */
    private static String existingAlternative(Path missing) throws ProgramException {
        Path folder = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (folder != null && name != null && Files.isDirectory(folder)) {
            for (Path candidate : list(folder)) {
                String other = candidate.getFileName().toString();
                if (other.equalsIgnoreCase(name.toString()) || other.equalsIgnoreCase(name + SUFFIX)) {
                    return "Did you mean " + missing.resolveSibling(other) + "?";
                }
            }
        }
        return "Name a .java file, or a folder that has some.";
    }
}
