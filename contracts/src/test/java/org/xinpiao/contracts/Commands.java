package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BindPaper;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.FreezeBill;
import org.xinpiao.contracts.bill.GrantSegment;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.PaperOrigin;
import org.xinpiao.contracts.bill.RegisterPaperBill;
import org.xinpiao.contracts.bill.UnfreezeBill;
import org.xinpiao.contracts.bill.VoidPaper;
import org.xinpiao.contracts.bill.WriteOffSegment;
import org.xinpiao.contracts.claim.AnswerAppeal;
import org.xinpiao.contracts.claim.AppealClaim;
import org.xinpiao.contracts.claim.AskPatient;
import org.xinpiao.contracts.claim.CancelClaim;
import org.xinpiao.contracts.claim.ChangePayee;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.DemandRepayment;
import org.xinpiao.contracts.claim.DropDemand;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.claim.ExpireClaim;
import org.xinpiao.contracts.claim.FailPayment;
import org.xinpiao.contracts.claim.Grant;
import org.xinpiao.contracts.claim.PayClaim;
import org.xinpiao.contracts.claim.ProvideDocuments;
import org.xinpiao.contracts.claim.RefuseClaim;
import org.xinpiao.contracts.claim.RepayClaim;
import org.xinpiao.contracts.claim.ReviewClaim;
import org.xinpiao.contracts.claim.RevokeGrant;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.claim.SubmitClaim;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.EndEnrolment;
import org.xinpiao.contracts.coverage.Enrol;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.fund.Deposit;
import org.xinpiao.contracts.fund.FundCommand;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegisterRegion;
import org.xinpiao.contracts.registry.RegistryCommand;

/** Commands, each right as it comes; a test makes one wrong. */
final class Commands {

    static final String CODE = "33060125";

    /** A batch of paper forms. */
    static final String PAPER_CODE = "33010125";

    private Commands() {}

    static BillId id(long number) {
        return id(CODE, number);
    }

    static BillId id(String code, long number) {
        return BillId.newBuilder()
                .setCode(code)
                .setNumber(String.format(Locale.ROOT, "%010d", number))
                .build();
    }

    static BillCommand grant(String institution, String code, long from, long to) {
        return BillCommand.newBuilder()
                .setGrantSegment(
                        GrantSegment.newBuilder()
                                .setInstitution(institution)
                                .setCode(code)
                                .setFrom(from)
                                .setTo(to))
                .build();
    }

    static BillCommand writeOff(String institution, String code, long from) {
        return BillCommand.newBuilder()
                .setWriteOff(
                        WriteOffSegment.newBuilder()
                                .setInstitution(institution)
                                .setCode(code)
                                .setFrom(from))
                .build();
    }

    static BillCommand bind(BillId bill, String paperNumber) {
        return BillCommand.newBuilder()
                .setBindPaper(
                        BindPaper.newBuilder()
                                .setBill(bill)
                                .setPaperBatch(PAPER_CODE)
                                .setPaperNumber(paperNumber))
                .build();
    }

    static BillCommand voidPaper(BillId bill) {
        return BillCommand.newBuilder()
                .setVoidPaper(VoidPaper.newBuilder().setBill(bill).setReason("misprint"))
                .build();
    }

    /** Where a paper comes from; of an institution without a name here, with its answer. */
    static PaperOrigin.Builder origin(String institution) {
        PaperOrigin.Builder origin =
                PaperOrigin.newBuilder()
                        .setInstitution(institution)
                        .setRegion(Province.QINGDAO)
                        .setPhotoDigest(Province.pseudonym("photo"));
        return institution.isEmpty()
                ? origin.setInquiryDigest(Province.pseudonym("answer"))
                : origin;
    }

    static BillCommand register(IssueBills.Builder batch, PaperOrigin.Builder origin) {
        return BillCommand.newBuilder()
                .setRegisterPaper(RegisterPaperBill.newBuilder().setBatch(batch).setOrigin(origin))
                .build();
    }

    static BillCommand freeze(BillId bill) {
        return BillCommand.newBuilder()
                .setFreeze(FreezeBill.newBuilder().setBill(bill).setReason("under-inquiry"))
                .build();
    }

    static BillCommand unfreeze(BillId bill) {
        return BillCommand.newBuilder()
                .setUnfreeze(UnfreezeBill.newBuilder().setBill(bill))
                .build();
    }

    /** A blue bill of a patient and its record. */
    static Draft blue(String issuer, BillId id, long total, long personal, long issuedMs) {
        return new Draft(
                BillRecord.newBuilder()
                        .setCode(id.getCode())
                        .setNumber(id.getNumber())
                        .setIssuer(issuer)
                        .setFingerprint(Province.pseudonym("print" + id.getNumber()))
                        .setTotalFen(total)
                        .setIssuedMs(issuedMs),
                IssuedBill.newBuilder()
                        .setPersonalFen(personal)
                        .setPatient(Province.pseudonym("patient"))
                        .setReference(Province.pseudonym(issuer + id.getCode() + id.getNumber()))
                        .addAllSealed(sealed()));
    }

    /** The red bill that reverses a blue one. */
    static Draft red(BillId id, Draft blue) {
        BillRecord record = blue.record.build();
        return new Draft(
                record.toBuilder()
                        .setNumber(id.getNumber())
                        .setCode(id.getCode())
                        .setTotalFen(-record.getTotalFen())
                        .setReverses(id(record.getCode(), Long.parseLong(record.getNumber()))),
                blue.bill.clone().setPersonalFen(-blue.bill.getPersonalFen()).clearReference());
    }

    static List<ByteString> sealed() {
        ByteString section = ByteString.copyFromUtf8("sealed");
        return List.of(section, section, section, section);
    }

    static BillCommand issue(Signer signer, Draft... drafts) {
        return issue(batch(signer, List.of(drafts)));
    }

    static BillCommand issue(IssueBills.Builder batch) {
        return BillCommand.newBuilder().setIssue(batch).build();
    }

    static IssueBills.Builder batch(Signer signer, List<Draft> drafts) {
        Fingerprint fingerprint = new Fingerprint(new JdkPrimitives());
        IssueBills.Builder batch = IssueBills.newBuilder().setKeyId(signer.id());
        List<byte[]> leaves = new ArrayList<>();
        for (Draft draft : drafts) {
            ByteString record = draft.record.build().toByteString();
            batch.addBills(draft.bill.clone().setRecord(record));
            leaves.add(fingerprint.batchLeaf(record.toByteArray()));
        }
        byte[] root = fingerprint.batchRoot(leaves);
        return batch.setBatchRoot(ByteString.copyFrom(root))
                .setSignature(signer.sign(Fingerprint.batchMessage(root)));
    }

    static CoverageCommand enrol(
            ByteString person, String region, String insutype, int from, int to) {
        return CoverageCommand.newBuilder()
                .setEnrol(
                        Enrol.newBuilder()
                                .setEnrolment(
                                        Enrolment.newBuilder()
                                                .setPerson(person)
                                                .setRegion(region)
                                                .setInsutype(insutype)
                                                .setFromDay(from)
                                                .setToDay(to)))
                .build();
    }

    static CoverageCommand endEnrolment(ByteString person, String insutype, int to) {
        return CoverageCommand.newBuilder()
                .setEnd(
                        EndEnrolment.newBuilder()
                                .setPerson(person)
                                .setInsutype(insutype)
                                .setToDay(to))
                .build();
    }

    static RegistryCommand region(String admdvs, String agency, int endorsers) {
        return RegistryCommand.newBuilder()
                .setRegisterRegion(
                        RegisterRegion.newBuilder()
                                .setRegion(
                                        Region.newBuilder()
                                                .setAdmdvs(admdvs)
                                                .setNameZh("统筹区")
                                                .setNameEn("Pooling area")
                                                .setAgency(agency)
                                                .setEndorsers(endorsers)))
                .build();
    }

    static FundCommand deposit(String region, String fund, long fen, String reference) {
        return FundCommand.newBuilder()
                .setDeposit(
                        Deposit.newBuilder()
                                .setRegion(region)
                                .setFund(fund)
                                .setAmountFen(fen)
                                .setReference(reference))
                .build();
    }

    static SubmitClaim.Builder submission(
            String claimId, BillId bill, String payer, String agency, int visitDay) {
        return SubmitClaim.newBuilder()
                .setClaimId(claimId)
                .setBill(bill)
                .setPayer(payer)
                .setAgency(agency)
                .setPatient(Province.pseudonym("patient"))
                .setPerson(Province.pseudonym("person"))
                .setInsutype("310")
                .setVisitDay(visitDay)
                .mergeFrom(payer.equals(Claims.BASIC) ? basic() : grant(visitDay + 100));
    }

    private static SubmitClaim basic() {
        return SubmitClaim.getDefaultInstance();
    }

    /** Leave to read face and details. */
    static SubmitClaim grant(int untilDay) {
        return SubmitClaim.newBuilder()
                .setGrant(Grant.newBuilder().setSections(5).setUntilDay(untilDay))
                .build();
    }

    static ClaimCommand revoke(String claimId) {
        return ClaimCommand.newBuilder()
                .setRevoke(RevokeGrant.newBuilder().setClaimId(claimId))
                .build();
    }

    static ClaimCommand submit(SubmitClaim.Builder submission) {
        return ClaimCommand.newBuilder().setSubmit(submission).build();
    }

    /** A settlement in which the basic fund pays an amount of a bill, the patient the rest. */
    static Settlement.Builder settlement(long total, long pays) {
        return Settlement.newBuilder()
                .setMedfeeSumamt(total)
                .setInscpScpAmt(total)
                .setHifpPay(pays)
                .setFundPaySumamt(pays)
                .setPsnPartAmt(total - pays)
                .setPsnCashPay(total - pays);
    }

    static Decision.Builder decision(String claimId, Settlement.Builder settlement) {
        return Decision.newBuilder()
                .setClaimId(claimId)
                .setSettlement(settlement)
                .setPolicyRegion(Province.HANGZHOU)
                .setPolicyVersion(1)
                .setInputsDigest(Province.pseudonym("inputs"))
                .setTraceDigest(Province.pseudonym("trace"));
    }

    static DecideClaim.Builder decide(
            Province province, Decision.Builder decision, String... endorsers) {
        ByteString bytes = decision.build().toByteString();
        DecideClaim.Builder decide = DecideClaim.newBuilder().setDecision(bytes);
        byte[] message = Claims.decisionMessage(province.primitives, bytes.toByteArray());
        for (String endorser : endorsers) {
            Signer signer = province.signer(endorser);
            decide.addEndorsements(
                    Endorsement.newBuilder()
                            .setMember(endorser)
                            .setKeyId(signer.id())
                            .setSignature(signer.sign(message)));
        }
        return decide;
    }

    static ClaimCommand decide(DecideClaim.Builder decide) {
        return ClaimCommand.newBuilder().setDecide(decide).build();
    }

    static ClaimCommand refuse(String claimId) {
        return ClaimCommand.newBuilder()
                .setRefuse(RefuseClaim.newBuilder().setClaimId(claimId).setReason("not-in-scope"))
                .build();
    }

    static ClaimCommand cancel(String claimId) {
        return ClaimCommand.newBuilder()
                .setCancel(CancelClaim.newBuilder().setClaimId(claimId))
                .build();
    }

    static ClaimCommand expire(String claimId) {
        return ClaimCommand.newBuilder()
                .setExpire(ExpireClaim.newBuilder().setClaimId(claimId))
                .build();
    }

    static ClaimCommand pay(String claimId, String transfer, long fen) {
        return ClaimCommand.newBuilder()
                .setPay(
                        PayClaim.newBuilder()
                                .setClaimId(claimId)
                                .setEndToEndId(transfer)
                                .setBankReference("B" + transfer)
                                .setPaidFen(fen))
                .build();
    }

    static ClaimCommand review(String claimId) {
        return ClaimCommand.newBuilder()
                .setReview(ReviewClaim.newBuilder().setClaimId(claimId).setReason("name-mismatch"))
                .build();
    }

    static ClaimCommand ask(String claimId) {
        return ClaimCommand.newBuilder()
                .setAsk(AskPatient.newBuilder().setClaimId(claimId).setDocument("discharge-note"))
                .build();
    }

    static ClaimCommand provide(String claimId, int documents) {
        ProvideDocuments.Builder provide = ProvideDocuments.newBuilder().setClaimId(claimId);
        for (int i = 0; i < documents; i++) {
            provide.addDigests(Province.pseudonym("document" + i));
        }
        return ClaimCommand.newBuilder().setProvide(provide).build();
    }

    static ClaimCommand appeal(String claimId) {
        return ClaimCommand.newBuilder()
                .setAppeal(AppealClaim.newBuilder().setClaimId(claimId))
                .build();
    }

    static ClaimCommand answer(String claimId) {
        return ClaimCommand.newBuilder()
                .setAnswer(AnswerAppeal.newBuilder().setClaimId(claimId).setReason("upheld"))
                .build();
    }

    static ClaimCommand payee(String claimId) {
        return ClaimCommand.newBuilder()
                .setPayee(
                        ChangePayee.newBuilder()
                                .setClaimId(claimId)
                                .setSealedForm(ByteString.copyFromUtf8("sealed")))
                .build();
    }

    static ClaimCommand fail(String claimId, String transfer) {
        return ClaimCommand.newBuilder()
                .setFail(
                        FailPayment.newBuilder()
                                .setClaimId(claimId)
                                .setEndToEndId(transfer)
                                .setReason("ac04"))
                .build();
    }

    static ClaimCommand demand(String claimId) {
        return ClaimCommand.newBuilder()
                .setDemand(DemandRepayment.newBuilder().setClaimId(claimId).setReason("fraud"))
                .build();
    }

    static ClaimCommand drop(String claimId) {
        return ClaimCommand.newBuilder()
                .setDrop(DropDemand.newBuilder().setClaimId(claimId).setReason("explained"))
                .build();
    }

    static ClaimCommand repay(String claimId, long fen) {
        return ClaimCommand.newBuilder()
                .setRepay(
                        RepayClaim.newBuilder()
                                .setClaimId(claimId)
                                .setBankReference("R" + claimId)
                                .setRepaidFen(fen))
                .build();
    }

    /** A bill in the making. */
    record Draft(BillRecord.Builder record, IssuedBill.Builder bill) {}
}
