package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to directories as a whole. */
final class Directories {

    private Directories() {}

    /** Removes a directory and all in it, if it is there. Links are removed, not followed. */
    static void delete(Path dir) throws IOException {
        if (!Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> files = Files.walk(dir)) {
            found = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            Files.delete(file);
        }
    }

    /** Renames at once, whatever is there is replaced; durable when it returns. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(requireNonNull(from.getParent()));
        sync(requireNonNull(to.getParent()));
    }

    /** Makes a file's bytes, or the names in a directory, durable. */
    static void sync(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
        }
    }

    /** Makes a directory and all in it durable. */
    static void syncAll(Path dir) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(dir)) {
            found = files.toList();
        }
        for (Path file : found) {
            sync(file);
        }
    }
}
