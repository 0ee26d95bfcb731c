package org.xinpiao.platform.finance;

import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.FreezeBill;
import org.xinpiao.contracts.bill.GrantSegment;
import org.xinpiao.contracts.bill.UnfreezeBill;
import org.xinpiao.contracts.bill.WriteOffSegment;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.readmodel.ProjectorThread;

/**
 * What finance does on the ledger, signed with its key. Each act carries the key of the form it was
 * sent with, so that a form sent twice acts once.
 */
@Service
class Supervision {

    private final Parties parties;
    private final Submitter submitter;
    private final ProjectorThread readModel;

    Supervision(Parties parties, Submitter submitter, ProjectorThread readModel) {
        this.parties = parties;
        this.submitter = submitter;
        this.readModel = readModel;
    }

    /**
     * Grants numbers to an institution, both ends included.
     *
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    void grant(String member, String form, String institution, String code, long from, long to) {
        submit(
                member,
                form,
                BillCommand.newBuilder()
                        .setGrantSegment(
                                GrantSegment.newBuilder()
                                        .setInstitution(institution)
                                        .setCode(code)
                                        .setFrom(from)
                                        .setTo(to)));
    }

    /**
     * Closes a segment (核销).
     *
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    void writeOff(String member, String form, String institution, String code, long from) {
        submit(
                member,
                // One page shows many segments.
                form + "/" + code + "/" + from,
                BillCommand.newBuilder()
                        .setWriteOff(
                                WriteOffSegment.newBuilder()
                                        .setInstitution(institution)
                                        .setCode(code)
                                        .setFrom(from)));
    }

    /**
     * Freezes a bill.
     *
     * @param reason one of {@link BillsController#REASONS}
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    void freeze(String member, String form, BillId bill, String reason) {
        submit(
                member,
                form,
                BillCommand.newBuilder()
                        .setFreeze(FreezeBill.newBuilder().setBill(bill).setReason(reason)));
    }

    /**
     * Lets a frozen bill be used again.
     *
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    void unfreeze(String member, String form, BillId bill) {
        submit(
                member,
                form,
                BillCommand.newBuilder().setUnfreeze(UnfreezeBill.newBuilder().setBill(bill)));
    }

    private void submit(String member, String form, BillCommand.Builder command) {
        Receipt receipt =
                submitter.require(parties.get(member), "bill", command.build(), "form/" + form);
        readModel.awaitQuietly(receipt.getHeight());
    }
}
