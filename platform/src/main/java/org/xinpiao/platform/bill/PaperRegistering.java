package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.PaperOrigin;
import org.xinpiao.contracts.bill.RegisterPaperBill;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;

/**
 * Brings a paper bill to the ledger that nobody issued there: sealed and signed by the agency at
 * whose window it was checked. The agency and the patient service hold its key.
 */
@Service
public class PaperRegistering {

    private static final String PATIENT_SERVICE = "health";
    private static final String FINANCE = "finance";

    private final Fingerprint fingerprint;
    private final BillSealer sealer;
    private final BillKeys keys;
    private final References references;
    private final Directory directory;
    private final Submitter submitter;

    PaperRegistering(
            Fingerprint fingerprint,
            BillSealer sealer,
            BillKeys keys,
            References references,
            Directory directory,
            Submitter submitter) {
        this.fingerprint = fingerprint;
        this.sealer = sealer;
        this.keys = keys;
        this.references = references;
        this.directory = directory;
        this.submitter = submitter;
    }

    /**
     * Registers a paper; the same entry again finds the first receipt.
     *
     * @param entry what was entered at the window, by its id
     * @param content with the paper's own code, number and day on its face
     * @param patient the patient's pseudonym for bills, 32 bytes
     * @return the height of its block
     * @throws org.xinpiao.platform.node.RejectedException when the ledger knows it, or rejects it
     */
    public long register(
            Party agency,
            String entry,
            BillContent content,
            ByteString patient,
            PaperOrigin origin) {
        BillId id =
                BillId.newBuilder()
                        .setCode(content.face().getCode())
                        .setNumber(content.face().getNumber())
                        .build();
        List<Section> sections = content.sections();
        List<byte[]> roots = new ArrayList<>(sections.size());
        sections.forEach(section -> roots.add(fingerprint.sectionRoot(section)));
        long total = Objects.requireNonNull(content.payment()).getTotalFen();
        BillRecord record =
                BillRecord.newBuilder()
                        .setCode(id.getCode())
                        .setNumber(id.getNumber())
                        .setIssuer(agency.id())
                        .setFingerprint(ByteString.copyFrom(fingerprint.of(roots)))
                        .setTotalFen(total)
                        .setIssuedMs(content.face().getIssuedMs())
                        .build();
        byte[] billKey = sealer.newBillKey();
        IssuedBill bill =
                IssuedBill.newBuilder()
                        .setRecord(record.toByteString())
                        .setPersonalFen(total)
                        .setPatient(patient)
                        .setReference(references.of(agency.id(), entry))
                        .addAllSealed(sealer.seal(id, billKey, sections))
                        .build();
        keys.put(
                List.of(new BillKeys.Keyed(record, billKey)),
                List.of(
                        List.of(
                                new BillKeys.Grant(agency.id(), agency.sealing().publicKey(), null),
                                new BillKeys.Grant(
                                        PATIENT_SERVICE,
                                        directory.recipient(PATIENT_SERVICE),
                                        null),
                                // As of an e-bill, so that finance can find and freeze it.
                                new BillKeys.Grant(
                                        FINANCE,
                                        directory.recipient(FINANCE),
                                        List.of(SectionKind.FACE)))));
        Receipt receipt =
                submitter.requireOnce(
                        agency,
                        "bill",
                        BillCommand.newBuilder()
                                .setRegisterPaper(
                                        RegisterPaperBill.newBuilder()
                                                .setBatch(signed(agency, bill))
                                                .setOrigin(origin))
                                .build(),
                        "register/" + entry);
        return receipt.getHeight();
    }

    private IssueBills signed(Party agency, IssuedBill bill) {
        byte[] root =
                fingerprint.batchRoot(
                        List.of(fingerprint.batchLeaf(bill.getRecord().toByteArray())));
        return IssueBills.newBuilder()
                .setBatchRoot(ByteString.copyFrom(root))
                .setKeyId(ByteString.copyFrom(agency.signing().publicKey().id()))
                .setSignature(
                        ByteString.copyFrom(agency.signing().sign(Fingerprint.batchMessage(root))))
                .addBills(bill)
                .build();
    }
}
