package org.xinpiao.platform.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.Cosigner;

/** Keys of a department that a cluster founds or a validator needs. */
public final class Department {

    private static final String ALIAS = "checkpoint";

    private Department() {}

    /** The key with which a department's validator signs checkpoints, made on first use. */
    public static Cosigner cosigner(String name, NodeSettings settings) {
        try {
            Suite suite = Suites.of(settings.suite());
            KeyVault vault = KeyVault.open(settings.vaultFile(), VaultPassword.of(settings));
            if (!vault.aliases().contains(ALIAS)) {
                vault.createSigningKey(ALIAS, suite);
            }
            SigningKey key = vault.signingKey(ALIAS).orElseThrow();
            return new Cosigner(name, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException e) {
            throw new IllegalStateException("the key vault of " + name + " cannot be opened", e);
        }
    }

    /** The validator that a node of a department can be, with keys made on first use. */
    public static Validator validator(String name, NodeSettings settings) {
        CheckpointKey key = cosigner(name, settings).publicKey(settings.chain());
        return Validator.newBuilder()
                .setDepartment(name)
                .setValidatorKey(Network.home(settings.data()).identity().validatorKey())
                .setCheckpointKey(key.vkey())
                .build();
    }
}
