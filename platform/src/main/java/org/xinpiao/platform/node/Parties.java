package org.xinpiao.platform.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.Suite;

/**
 * The members for which this process holds keys: one in a department or a hospital, all of them in
 * a demo.
 */
public final class Parties {

    private final KeyVault vault;
    private final ConcurrentHashMap<String, Party> open = new ConcurrentHashMap<>();

    public Parties(KeyVault vault) {
        this.vault = vault;
    }

    /** Those whose keys are in the vault of a data directory. */
    public static Parties open(NodeSettings settings) {
        try {
            return new Parties(KeyVault.open(settings.vaultFile(), VaultPassword.of(settings)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException e) {
            throw new IllegalStateException("the key vault cannot be opened", e);
        }
    }

    public Optional<Party> find(String member) {
        Party party = open.get(member);
        if (party == null && vault.aliases().contains(signing(member))) {
            party = load(member);
            open.put(member, party);
        }
        return Optional.ofNullable(party);
    }

    /**
     * The party this process must act for.
     *
     * @throws IllegalStateException when its keys are not in the vault
     */
    public Party get(String member) {
        return find(member)
                .orElseThrow(
                        () -> new IllegalStateException("the key vault holds no key of " + member));
    }

    /** Makes the keys of a new party, or opens them when they exist. */
    public Party create(String member, Suite suite) {
        return find(member)
                .orElseGet(() -> {
                    try {
                        vault.createSigningKey(signing(member), suite);
                        vault.createSealingKey(sealing(member), suite);
                        return get(member);
                    } catch (IOException e) {
                        throw new UncheckedIOException("no key for " + member, e);
                    }
                });
    }

    private Party load(String member) {
        return new Party(
                member,
                vault.signingKey(signing(member)).orElseThrow(),
                vault.sealingKey(sealing(member)).orElseThrow());
    }

    private static String signing(String member) {
        return "sign." + member;
    }

    private static String sealing(String member) {
        return "seal." + member;
    }
}
