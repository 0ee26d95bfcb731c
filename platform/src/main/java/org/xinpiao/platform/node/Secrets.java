package org.xinpiao.platform.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.PostQuantumKey;

/** Symmetric secrets in the key vault, made on first use. */
public final class Secrets {

    private final KeyVault vault;

    public Secrets(KeyVault vault) {
        this.vault = vault;
    }

    /** With what a department signs checkpoints besides its ordinary key. */
    public PostQuantumKey postQuantum(String department) {
        return new PostQuantumKey(get("ml-dsa." + department));
    }

    /** 32 random bytes that stay the same for a name. */
    public byte[] get(String name) {
        String alias = "secret." + name;
        return vault.secret(alias)
                .orElseGet(() -> {
                    try {
                        return vault.createSecret(alias);
                    } catch (IOException e) {
                        throw new UncheckedIOException("no secret " + name, e);
                    }
                });
    }
}
