package org.xinpiao.platform.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A node's data directory that no other process uses until it is closed. Without it a second
 * process would take the first one's PostgreSQL for one that was left behind, and stop it.
 */
final class HeldDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;
    private final @Nullable FileChannel lock;

    private HeldDirectory(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A directory to keep data in; it is made when missing. */
    static HeldDirectory make(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UnusableInputException(directory, "不是目录", "is no directory");
        }
        try {
            return hold(Files.createDirectories(directory));
        } catch (IOException e) {
            throw new UnusableInputException(directory, "无法创建", "cannot be created");
        }
    }

    /** A directory that holds a node's data, to work in. */
    static HeldDirectory ofNode(Path directory) {
        return hold(known(directory));
    }

    /** A directory that holds a node's data, to be read only: it may be on a disk like that. */
    static HeldDirectory toRead(Path directory) {
        boolean locked = Files.isWritable(directory);
        return locked ? hold(known(directory)) : new HeldDirectory(known(directory), null);
    }

    private static Path known(Path directory) {
        if (!Files.exists(directory.resolve("genesis.pb"))) {
            throw new UnusableInputException(directory, "没有节点数据", "holds no node's data");
        }
        return directory;
    }

    private static HeldDirectory hold(Path directory) {
        FileChannel lock;
        try {
            lock =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UnusableInputException(directory, "无法写入", "cannot be written");
        }
        HeldDirectory held = new HeldDirectory(directory, lock);
        try {
            if (lock.tryLock() != null) {
                return held;
            }
        } catch (IOException | OverlappingFileLockException e) {
            // As when another process has it: we cannot have it for ourselves.
        }
        held.close();
        throw new UnusableInputException(directory, "正被另一进程使用", "is in use by another process");
    }

    Path path() {
        return path.toAbsolutePath();
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
