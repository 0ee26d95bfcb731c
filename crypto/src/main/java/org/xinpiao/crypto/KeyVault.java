package org.xinpiao.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where private keys and secrets lie, each under an alias of 1 to 64 characters. Safe for use by
 * many threads; every change is durable when the method returns.
 */
public interface KeyVault {

    /** Length of a secret in bytes. */
    int SECRET_BYTES = 32;

    /**
     * The vault in a PKCS#12 file, which only this process may change while it is open. A file that
     * does not exist is created, readable by its owner alone.
     *
     * @throws CryptoException when the password is wrong or the file is damaged
     */
    static KeyVault open(Path file, char[] password) throws IOException, CryptoException {
        return Pkcs12KeyVault.open(file, password);
    }

    /** All there are, sorted. */
    Set<String> aliases();

    /** Empty when the alias is unknown or names something else. */
    Optional<SigningKey> signingKey(String alias);

    /** Empty when the alias is unknown or names something else. */
    Optional<SealingKey> sealingKey(String alias);

    /** 32 bytes; empty when the alias is unknown or names something else. */
    Optional<byte[]> secret(String alias);

    /**
     * A new key of the suite.
     *
     * @throws IllegalArgumentException when the alias is taken or none
     */
    SigningKey createSigningKey(String alias, Suite suite) throws IOException;

    /**
     * A new key of the suite.
     *
     * @throws IllegalArgumentException when the alias is taken or none
     */
    SealingKey createSealingKey(String alias, Suite suite) throws IOException;

    /**
     * 32 new random bytes.
     *
     * @throws IllegalArgumentException when the alias is taken or none
     */
    byte[] createSecret(String alias) throws IOException;

    /**
     * Destroys what lies under the alias, for ever: what only it could open is erased with it.
     *
     * @return whether there was anything
     */
    boolean delete(String alias) throws IOException;
}
