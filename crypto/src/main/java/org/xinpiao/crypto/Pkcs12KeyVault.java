package org.xinpiao.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A vault in one file. A change is written beside it, synced and renamed over it, so that at any
 * instant the file is the old one or the new one.
 */
final class Pkcs12KeyVault implements KeyVault {

    private static final int ALIAS_CHARS_MAX = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final PasswordKeys keys;
    // Replaced, never changed: readers take no lock.
    private volatile Map<String, VaultEntry> entries;
    private byte[] stored;

    private Pkcs12KeyVault(Path file, PasswordKeys keys, Map<String, VaultEntry> entries) {
        this.file = file.toAbsolutePath();
        this.keys = keys;
        this.entries = entries;
        this.stored = new byte[0];
    }

    static Pkcs12KeyVault open(Path file, char[] password) throws IOException, CryptoException {
        if (password.length == 0) {
            throw new IllegalArgumentException("no password");
        }
        try {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(file);
            } catch (NoSuchFileException _) {
                PasswordKeys keys = PasswordKeys.fresh(password);
                Pkcs12KeyVault vault = new Pkcs12KeyVault(file, keys, Map.of());
                vault.replace(Pkcs12.write(keys, Map.of()));
                return vault;
            }
            Pkcs12.Content content = Pkcs12.read(bytes, password);
            PasswordKeys keys =
                    content.keys().iterations() >= PasswordKeys.ITERATIONS
                            ? content.keys()
                            : PasswordKeys.fresh(password);
            Pkcs12KeyVault vault = new Pkcs12KeyVault(file, keys, content.entries());
            vault.stored = bytes;
            Files.deleteIfExists(vault.beside()); // what a killed process left
            return vault;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<String> aliases() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public Optional<SigningKey> signingKey(String alias) {
        return entries.get(alias) instanceof VaultEntry.Signing entry
                ? Optional.of(entry.key())
                : Optional.empty();
    }

    @Override
    public Optional<SealingKey> sealingKey(String alias) {
        return entries.get(alias) instanceof VaultEntry.Sealing entry
                ? Optional.of(entry.key())
                : Optional.empty();
    }

    @Override
    public Optional<byte[]> secret(String alias) {
        return entries.get(alias) instanceof VaultEntry.Secret entry
                ? Optional.of(entry.value().clone())
                : Optional.empty();
    }

    @Override
    public SigningKey createSigningKey(String alias, Suite suite) throws IOException {
        SigningKey key = suite.newSigningKey();
        add(alias, StoredKeys.signing(alias, key));
        return key;
    }

    @Override
    public SealingKey createSealingKey(String alias, Suite suite) throws IOException {
        SealingKey key = suite.newSealingKey();
        add(alias, StoredKeys.sealing(alias, key));
        return key;
    }

    @Override
    public byte[] createSecret(String alias) throws IOException {
        byte[] value = new byte[SECRET_BYTES];
        RANDOM.nextBytes(value);
        add(alias, new VaultEntry.Secret(value));
        return value.clone();
    }

    private synchronized void add(String alias, VaultEntry entry) throws IOException {
        if (alias.isBlank() || alias.length() > ALIAS_CHARS_MAX) {
            throw new IllegalArgumentException("an alias has 1 to 64 characters");
        }
        Map<String, VaultEntry> changed = new TreeMap<>(entries);
        if (changed.putIfAbsent(alias, entry) != null) {
            throw new IllegalArgumentException("the alias is taken");
        }
        requireUnchanged();
        replace(Pkcs12.write(keys, changed));
        entries = changed;
    }

    @Override
    public synchronized boolean delete(String alias) throws IOException {
        Map<String, VaultEntry> changed = new TreeMap<>(entries);
        if (changed.remove(alias) == null) {
            return false;
        }
        requireUnchanged();
        int length = stored.length;
        // The bytes of the old file, too, where the disk lets them be overwritten.
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replace(Pkcs12.write(keys, changed));
            entries = changed;
            write(old, new byte[length]);
        }
        return true;
    }

    private void requireUnchanged() throws IOException {
        if (!Arrays.equals(Files.readAllBytes(file), stored)) {
            throw new IOException("the key vault was changed by another process");
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path beside = beside();
        Files.deleteIfExists(beside);
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            write(channel, bytes);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        stored = bytes;
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."))) {
            directory.force(true);
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private Path beside() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
