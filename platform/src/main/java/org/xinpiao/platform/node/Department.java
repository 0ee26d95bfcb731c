package org.xinpiao.platform.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.Cosigner;

/** Keys of a department that a cluster founds or a validator needs. */
public final class Department {

    private static final String ALIAS = "checkpoint";

    private Department() {}

    /** The key with which a department's validator signs checkpoints, made on first use. */
    public static Cosigner cosigner(String name, NodeSettings settings) {
        KeyVault vault = vault(name, settings);
        try {
            if (!vault.aliases().contains(ALIAS)) {
                vault.createSigningKey(ALIAS, Suites.of(settings.suite()));
            }
            return new Cosigner(name, vault.signingKey(ALIAS).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyVault vault(String name, NodeSettings settings) {
        try {
            return KeyVault.open(settings.vaultFile(), VaultPassword.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException e) {
            throw new IllegalStateException("the key vault of " + name + " cannot be opened", e);
        }
    }

    /** The post-quantum key, where the settings want one, made on first use. */
    public static @Nullable Cosigner postQuantum(String name, NodeSettings settings) {
        return settings.postQuantum()
                ? new Cosigner(name, new Secrets(vault(name, settings)).postQuantum(name))
                : null;
    }

    /** The validator that a node of a department can be, with keys made on first use. */
    public static Validator validator(String name, NodeSettings settings) {
        CheckpointKey key = cosigner(name, settings).publicKey(settings.chain());
        Cosigner besides = postQuantum(name, settings);
        return Validator.newBuilder()
                .setDepartment(name)
                .setValidatorKey(Network.home(settings.data()).identity().validatorKey())
                .setCheckpointKey(key.vkey())
                .setPostQuantumKey(
                        besides == null ? "" : besides.publicKey(settings.chain()).vkey())
                .build();
    }
}
