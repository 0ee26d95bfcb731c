package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.Suites;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.platform.bank.BankDoor;
import org.xinpiao.platform.bank.BankSettings;
import org.xinpiao.platform.bank.SandboxBank;
import org.xinpiao.platform.bank.Signatories;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;

/** A bank outside the program, with a database of its own and every fault. */
final class OutsideBank implements AutoCloseable, Signatories {

    private final BankSettings settings;
    private final EmbeddedDatabase database;
    private final int port = ClusterParts.freePorts(1).getFirst();
    private final Map<String, VerifyingKey> customers = new ConcurrentHashMap<>();
    private @Nullable SandboxBank bank;
    private @Nullable BankDoor door;

    OutsideBank(Path directory, long seed) {
        settings =
                BankSettings.sandbox(
                        new BankSettings.Faults(
                                seed, 40, 60, 30, 100, 100, 100, 100, Duration.ofSeconds(1)));
        database = new EmbeddedDatabase(directory);
        open();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Is open for business, on the book that it had. */
    void open() {
        SandboxBank opened =
                new SandboxBank(
                        database.jdbcUrl(),
                        this,
                        settings,
                        new SuitePrimitives(Suites.national()),
                        Clock.systemUTC());
        bank = opened;
        door = new BankDoor(port, opened, this, Clock.systemUTC());
    }

    /** Is gone in the midst of its work. */
    void away() {
        if (door != null && bank != null) {
            door.close();
            bank.close();
        }
    }

    /** Keys as customers bring them, a line of member and key each. */
    void customers(String lines) {
        for (String line : lines.split("\n", -1)) {
            List<String> words = List.of(line.split(" ", -1));
            try {
                MemberKey key = MemberKey.parseFrom(Base64.getDecoder().decode(words.getLast()));
                if (key.getPurpose() == org.xinpiao.contracts.registry.KeyPurpose.SIGN) {
                    customers.put(
                            words.getFirst(),
                            Keys.verifying(key.getAlgorithm(), key.getPublicKey().toByteArray()));
                }
            } catch (InvalidProtocolBufferException | CryptoException e) {
                throw new IllegalArgumentException(line, e);
            }
        }
    }

    @Override
    public @Nullable VerifyingKey key(String member, ByteString keyId, long nowMs) {
        VerifyingKey key = customers.get(member);
        return key != null && ByteString.copyFrom(key.id()).equals(keyId) ? key : null;
    }

    @Override
    public boolean approves(String member) {
        return member.equals("insurance");
    }

    /** Its book. */
    JdbcClient book() {
        DriverManagerDataSource source = new DriverManagerDataSource(database.jdbcUrl());
        source.setSchema("bank");
        return JdbcClient.create(source);
    }

    /** What it has not done or not told. */
    long open(JdbcClient book) {
        return book.sql(
                        "select (select count(*) from bank_transfer where due_ms is not null) +"
                                + " (select count(*) from bank_mail where not taken)")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        away();
        database.close();
    }
}
