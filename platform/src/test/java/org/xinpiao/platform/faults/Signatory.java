package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Locale;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.SignedTransactions;
import org.xinpiao.ledger.Transaction;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Party;

/** A member of the chain that signs commands. */
record Signatory(String id, SigningKey key) {

    static final Suite SUITE = Suites.national();

    private static final long EXPIRY_HEIGHT = 1_000_000;

    static Signatory of(Party party) {
        return new Signatory(party.id(), party.signing());
    }

    /** What a registry needs to know of it. */
    Member.Builder member(Role role, long now) {
        Party party = new Party(id, key, SUITE.newSealingKey());
        return Member.newBuilder()
                .setId(id)
                .setRole(role)
                .setNameZh("成员")
                .setNameEn("Member")
                .setRegion("330000")
                .addAllKeys(Founding.keys(party, now));
    }

    ByteString keyId() {
        return ByteString.copyFrom(key.publicKey().id());
    }

    ByteString sign(byte[] message) {
        return ByteString.copyFrom(key.sign(message));
    }

    /** A transaction with a capability's command. */
    SignedTransaction transaction(String chain, String idempotencyKey, Message command) {
        return SignedTransactions.sign(
                SUITE,
                Transaction.newBuilder()
                        .setChainId(chain)
                        .setMember(id)
                        .setKeyId(keyId())
                        .setType(type(command))
                        .setCommand(command.toByteString())
                        .setIdempotencyKey(idempotencyKey)
                        .setExpiryHeight(EXPIRY_HEIGHT)
                        .build(),
                key);
    }

    /** BillCommand goes to "bill". */
    private static String type(Message command) {
        String name = command.getDescriptorForType().getName();
        return name.substring(0, name.length() - "Command".length()).toLowerCase(Locale.ROOT);
    }
}
