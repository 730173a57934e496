package dev.weft.verify.clients;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Copies files in the two ways that the JDK has, and compares them. */
final class FileCopies implements Client {
    private static final int SIZE = 300_000;

    private final Path folder;

    FileCopies(Path folder) {
        this.folder = folder;
    }

    @Override
    public int crowd() {
        return 8;
    }

    @Override
    public void once(int worker, int round) throws IOException {
        Path original = folder.resolve("original-" + worker);
        Path copy = folder.resolve("copy-" + worker);
        Files.write(original, Client.bytes(SIZE + round % 100, worker, round));
        if (round % 2 == 0) {
            Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        } else {
            transfer(original, copy);
        }
        Client.check(Files.mismatch(original, copy) == -1, "the copy " + copy + " is not the same");
        Files.delete(copy);
    }

    private static void transfer(Path original, Path copy) throws IOException {
        try (var from = FileChannel.open(original);
                var to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < from.size()) done += from.transferTo(done, from.size() - done, to);
        }
    }

    /** The folder goes with the test. */
    @Override
    public void finish() {}
}
