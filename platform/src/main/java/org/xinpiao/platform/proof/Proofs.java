package org.xinpiao.platform.proof;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.verify.Bundle;
import org.xinpiao.platform.verify.BundleSource;

/**
 * Makes proof bundles of bills from the ledger, with the content that the patient service can open.
 */
@Component
public class Proofs implements BundleSource {

    private static final String PATIENT_SERVICE = "health";

    private final Engine engine;
    private final LedgerState state;
    private final BillReader reader;
    private final Fingerprint fingerprint;
    private final Directory directory;
    private final Parties parties;
    private final Suite suite;

    Proofs(
            Engine engine,
            LedgerState state,
            BillReader reader,
            Fingerprint fingerprint,
            Directory directory,
            Parties parties,
            Suite suite) {
        this.engine = engine;
        this.state = state;
        this.reader = reader;
        this.fingerprint = fingerprint;
        this.directory = directory;
        this.parties = parties;
        this.suite = suite;
    }

    @Override
    public Optional<Bundle> export(String code, String number) {
        BillState bill =
                Bills.find(state, BillId.newBuilder().setCode(code).setNumber(number).build());
        return bill == null ? Optional.empty() : Optional.of(bundle(bill));
    }

    private Bundle bundle(BillState bill) {
        BillReader.Batch batch = reader.batch(bill);
        IssuedBill issued = batch.issue().getBills(bill.getBillIndex());
        Receipt receipt = engine.ledger().receipt(batch.leaf());
        if (receipt == null) {
            throw new CorruptException("leaf " + batch.leaf() + " is missing");
        }
        BillRecord record = bill.getRecord();
        return new Bundle(
                suite,
                new Bundle.Id(
                        record.getCode(),
                        record.getNumber(),
                        Fingerprint.checkCode(record.getFingerprint().toByteArray())),
                issued.getRecord().toByteArray(),
                sections(issued),
                signed(bill, batch.issue()),
                receipt.toByteArray(),
                engine.ledger().proof(batch.leaf()));
    }

    /** The batch's signature and the bill's place under it. */
    Bundle.Batch signed(BillState bill, IssueBills issue) {
        List<byte[]> leaves = new ArrayList<>(issue.getBillsCount());
        for (IssuedBill each : issue.getBillsList()) {
            leaves.add(fingerprint.batchLeaf(each.getRecord().toByteArray()));
        }
        MemberKey key = key(bill.getRecord().getIssuer(), issue.getKeyId());
        return new Bundle.Batch(
                issue.getBatchRoot().toByteArray(),
                issue.getSignature().toByteArray(),
                issue.getKeyId().toByteArray(),
                key.getAlgorithm(),
                key.getPublicKey().toByteArray(),
                bill.getBillIndex(),
                issue.getBillsCount(),
                fingerprint.batchPath(leaves, bill.getBillIndex()));
    }

    private MemberKey key(String issuer, ByteString keyId) {
        return directory.required(issuer).getKeysList().stream()
                .filter(key -> key.getKeyId().equals(keyId))
                .findFirst()
                .orElseThrow(() ->
                        new CorruptException(
                                "the key of a batch of " + issuer + " is not registered"));
    }

    private List<Bundle.Section> sections(IssuedBill issued) {
        try {
            List<Bundle.Section> shown = new ArrayList<>();
            for (@Nullable Section section :
                    reader.sections(parties.get(PATIENT_SERVICE), issued)) {
                if (section == null) {
                    throw new CorruptException("the patient service holds no key of this bill");
                }
                shown.add(shown(section));
            }
            return shown;
        } catch (CryptoException e) {
            throw new CorruptException("a sealed section is not what was sealed", e);
        }
    }

    private Bundle.Section shown(Section section) {
        List<Bundle.Item> items = new ArrayList<>(section.getItemsCount());
        byte[] seed = section.getSeed().toByteArray();
        for (ByteString item : section.getItemsList()) {
            items.add(
                    new Bundle.Item.Open(fingerprint.salt(seed, items.size()), item.toByteArray()));
        }
        return new Bundle.Section.Shown(items);
    }
}
