package org.xinpiao.platform.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key vault's password: from the environment, else made once into a file that only this user
 * reads.
 */
final class VaultPassword {

    private static final String VARIABLE = "XINPIAO_VAULT_PASSWORD";

    private static final int RANDOM_BYTES = 24;

    private VaultPassword() {}

    static char[] of(NodeSettings settings) {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given.toCharArray();
        }
        Path file = settings.vaultFile().resolveSibling("vault.password");
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(random);
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        file, Base64.getEncoder().encodeToString(random), StandardOpenOption.WRITE);
            }
            return Files.readString(file).toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
