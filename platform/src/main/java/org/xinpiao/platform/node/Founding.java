package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;

/** Makes the first state of a chain whose four departments are played by this process. */
public final class Founding {

    /** Member ids of the four departments, whose nodes are a cluster's first validators. */
    public static final List<String> DEPARTMENTS =
            List.of("finance", "health", "insurance", "data");

    /** How long a key made here stands. */
    private static final long KEY_LIFE_MILLIS = 10L * 365 * 24 * 3600 * 1000;

    private Founding() {}

    /**
     * Reads the genesis of a data directory, founding the chain when there is none.
     *
     * @param validators of its first block
     */
    public static ByteString genesis(
            NodeSettings settings, List<Validator> validators, Clock clock) {
        try {
            Suite suite = Suites.of(settings.suite());
            return genesis(settings, suite, Parties.open(settings), validators, clock);
        } catch (CryptoException e) {
            throw new IllegalStateException("no such suite: " + settings.suite(), e);
        }
    }

    static ByteString genesis(
            NodeSettings settings,
            Suite suite,
            Parties parties,
            List<Validator> validators,
            Clock clock) {
        Path file = settings.genesisFile();
        try {
            if (!Files.exists(file)) {
                Path fresh = file.resolveSibling("genesis.pb.new");
                Files.createDirectories(settings.data());
                Genesis genesis =
                        found(settings, suite, parties, clock).toBuilder()
                                .addAllValidators(validators)
                                .build();
                Files.write(fresh, genesis.toByteArray());
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return ByteString.copyFrom(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Genesis found(NodeSettings settings, Suite suite, Parties parties, Clock clock) {
        long now = clock.millis();
        return Genesis.newBuilder()
                .setChainId(settings.chain())
                .setSuite(suite.id())
                .setTimeMs(now)
                .addMembers(
                        department(
                                parties.create("finance", suite),
                                Role.FINANCE,
                                "财政厅",
                                "Department of Finance",
                                now))
                .addMembers(
                        department(
                                parties.create("health", suite),
                                Role.HEALTH,
                                "卫生健康委",
                                "Health Commission",
                                now))
                .addMembers(
                        department(
                                parties.create("insurance", suite),
                                Role.INSURANCE,
                                "医疗保障局",
                                "Healthcare Security Bureau",
                                now))
                .addMembers(
                        department(
                                parties.create("data", suite),
                                Role.DATA,
                                "大数据局",
                                "Big Data Bureau",
                                now))
                .build();
    }

    private static Member department(Party party, Role role, String zh, String en, long now) {
        return Member.newBuilder()
                .setId(party.id())
                .setRole(role)
                .setNameZh(zh)
                .setNameEn(en)
                .setRegion("330000")
                .addAllKeys(keys(party, now))
                .build();
    }

    /** A party's public keys, as the registry takes them. */
    public static List<MemberKey> keys(Party party, long now) {
        return List.of(
                key(
                        party.signing().publicKey().id(),
                        party.signing().publicKey().algorithm(),
                        party.signing().publicKey().encoded(),
                        KeyPurpose.SIGN,
                        now),
                key(
                        party.sealing().publicKey().id(),
                        party.sealing().publicKey().algorithm(),
                        party.sealing().publicKey().encoded(),
                        KeyPurpose.SEAL,
                        now));
    }

    private static MemberKey key(
            byte[] id, String algorithm, byte[] encoded, KeyPurpose purpose, long now) {
        return MemberKey.newBuilder()
                .setKeyId(ByteString.copyFrom(id))
                .setAlgorithm(algorithm)
                .setPublicKey(ByteString.copyFrom(encoded))
                .setPurpose(purpose)
                .setNotBeforeMs(now)
                .setNotAfterMs(now + KEY_LIFE_MILLIS)
                .build();
    }
}
