package org.xinpiao.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.SignedTransactions;
import org.xinpiao.ledger.Transaction;
import org.xinpiao.ledger.Verdict;
import org.xinpiao.ledger.Verifier;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;

class ClusterIT {

    private static final String CHAIN = "xinpiao-demo";
    private static final int TRIES = 5;

    @TempDir Path dir;

    @Test
    void goesOnWithoutAKilledValidatorAndStartsAgainWhereItWas() throws Exception {
        Optional<Path> program = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        Assumptions.assumeTrue(
                program.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");
        long size;
        Receipt receipt;
        try (Cluster cluster = Cluster.start(dir, program.orElseThrow(), true);
                CometEngine engine = gateway(cluster)) {
            assertThat(register(engine, cluster, "bank-a").hasAccepted()).isTrue();
            cluster.validator("finance").destroyForcibly();
            receipt = register(engine, cluster, "bank-b");
            assertThat(receipt.hasAccepted()).isTrue();
            requireQuorum(engine, receipt, List.of("data", "health", "insurance"));
            size = engine.ledger().size();
            cluster.letGo();
        }
        try (Cluster cluster = Cluster.start(dir, program.orElseThrow(), false);
                CometEngine engine = gateway(cluster)) {
            assertThat(engine.ledger().size()).isEqualTo(size);
            // It was founded so.
            assertThat(engine.trust().postQuantum()).isEqualTo(3);
            assertThat(register(engine, cluster, "bank-b")).isEqualTo(receipt);
            assertThat(register(engine, cluster, "bank-c").hasAccepted()).isTrue();
            cluster.letGo();
        }
    }

    private static CometEngine gateway(Cluster cluster) throws Exception {
        Path data = cluster.gateway();
        Network network = Network.read(data).orElseThrow();
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(data.resolve("genesis.pb")));
        return CometEngine.open(network.options(data, genesis, null, Clock.systemUTC()));
    }

    /** The insurance department registers a bank, whose content is known by its name. */
    private static Receipt register(CometEngine engine, Cluster cluster, String bank)
            throws Exception {
        Path keys = cluster.gateway().resolve("keys");
        KeyVault vault =
                KeyVault.open(
                        keys.resolve("vault.p12"),
                        Files.readString(keys.resolve("vault.password")).toCharArray());
        Parties parties = new Parties(vault);
        Party insurance = parties.get("insurance");
        Party party = parties.create(bank, Suites.national());
        Member member =
                Member.newBuilder()
                        .setId(bank)
                        .setRole(Role.BANK)
                        .setNameZh("银行")
                        .setNameEn("Bank")
                        .setRegion("330000")
                        .addAllKeys(Founding.keys(party, Clock.systemUTC().millis()))
                        .build();
        Transaction transaction =
                Transaction.newBuilder()
                        .setChainId(CHAIN)
                        .setMember(insurance.id())
                        .setKeyId(ByteString.copyFrom(insurance.signing().publicKey().id()))
                        .setType("registry")
                        .setCommand(
                                RegistryCommand.newBuilder()
                                        .setRegisterMember(
                                                RegisterMember.newBuilder().setMember(member))
                                        .build()
                                        .toByteString())
                        .setIdempotencyKey("member/" + bank)
                        .setContentDigest(
                                ByteString.copyFrom(
                                        Suites.national()
                                                .hash(bank.getBytes(StandardCharsets.UTF_8))))
                        .setExpiryHeight(1_000)
                        .build();
        return submit(
                engine,
                SignedTransactions.sign(Suites.national(), transaction, insurance.signing()));
    }

    /** Submits, and again while there is no answer yet: four processes may take long to start. */
    private static Receipt submit(CometEngine engine, SignedTransaction transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return engine.submit(transaction).toCompletableFuture().join();
            } catch (CompletionException e) {
                boolean undecided =
                        e.getCause() instanceof RefusedException refused
                                && refused.code().equals("transaction.undecided");
                if (!undecided || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void requireQuorum(CometEngine engine, Receipt receipt, List<String> signers) {
        Ledger ledger = engine.ledger();
        long index = ledger.find(receipt.getMember(), receipt.getIdempotencyKey()).orElseThrow();
        assertThat(Verifier.inclusion(ledger.proof(index), receipt.toByteArray(), engine.trust()))
                .isInstanceOfSatisfying(
                        Verdict.Included.class,
                        included ->
                                assertThat(included.checkpoint().signers()).containsAll(signers));
    }
}
