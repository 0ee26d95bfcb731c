package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.platform.node.LedgerState;

/**
 * What a commercial insurer decides by hand: an amount of what is left of the bill, by its contract
 * and no public policy. No public fund bears any of it.
 */
@Component
class Awards {

    private final Traces traces;
    private final Primitives primitives;
    private final LedgerState state;

    Awards(Traces traces, Primitives primitives, LedgerState state) {
        this.traces = traces;
        this.primitives = primitives;
        this.state = state;
    }

    /** A decision, ready to be signed, with what it was made from and its trace. */
    record Result(Decision decision, byte[] inputs, byte[] trace) {}

    /** What this claim may be given at most now, in fen: with what it holds already. */
    long mostFen(ClaimState claim) {
        BillState bill = bill(claim);
        long held =
                bill.getHoldingsList().stream()
                        .filter(each -> each.getClaimId().equals(claim.getClaimId()))
                        .mapToLong(each -> each.getAmountFen())
                        .sum();
        return Bills.remaining(bill) + held;
    }

    /** The decision on an amount; nothing when there is not so much left. */
    Optional<Result> of(ClaimState claim, long fen, AwardReason reason) {
        long most = mostFen(claim);
        if (fen < 1 || fen > most) {
            return Optional.empty();
        }
        long total = bill(claim).getRecord().getTotalFen();
        Settlement settlement =
                Settlement.newBuilder()
                        .setMedfeeSumamt(total)
                        .setInscpScpAmt(total)
                        .setOthPay(fen)
                        .setFundPaySumamt(fen)
                        .setPsnPartAmt(total - fen)
                        .setPsnCashPay(total - fen)
                        .build();
        String left = Money.ofFen(most).toString();
        byte[] inputs = inputs(claim, most);
        byte[] trace =
                traces.write(
                        settlement,
                        new Trace.Step(
                                "award." + reason.code(),
                                "",
                                Map.of("remaining", left),
                                Money.ofFen(fen).toString(),
                                "票据余额 " + left + " 元，" + reason.zh() + "。",
                                "Of the " + left + " yuan left of the bill: " + reason.en() + "."));
        return Optional.of(
                new Result(
                        Decision.newBuilder()
                                .setClaimId(claim.getClaimId())
                                .setSettlement(settlement)
                                .setInputsDigest(ByteString.copyFrom(primitives.hash(inputs)))
                                .setTraceDigest(ByteString.copyFrom(primitives.hash(trace)))
                                .build(),
                        inputs,
                        trace));
    }

    /**
     * What the clerk decided on: this bill, what is left of it, and what the basic insurance gave.
     */
    private byte[] inputs(ClaimState claim, long mostFen) {
        BillState bill = bill(claim);
        ClaimState basic = Claims.holder(state, claim.getBill(), Claims.BASIC);
        String inputs =
                "xinpiao/award/v1\n"
                        + HexFormat.of().formatHex(bill.getRecord().getFingerprint().toByteArray())
                        + "\n"
                        + claim.getPayer()
                        + "\n"
                        + mostFen
                        + "\n"
                        + (basic == null ? "" : basic.getClaimId() + " " + basic.getDecisions());
        return inputs.getBytes(StandardCharsets.UTF_8);
    }

    private BillState bill(ClaimState claim) {
        return Objects.requireNonNull(Bills.find(state, claim.getBill()));
    }
}
