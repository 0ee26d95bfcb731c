package org.xinpiao.platform.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a demo did. Names are those of {@code demo --json}.
 *
 * @param bills bills on the ledger, red ones too
 * @param amountFen Σ of the bills, red ones negative
 * @param reversed bills taken back
 * @param doubleClaimsStopped claims refused because another held the bill
 * @param submitToPaidMs from the patient's submission to the payment on the ledger
 * @param seconds the whole replay
 */
record Summary(
        long bills,
        @JsonProperty("amount_fen") long amountFen,
        long reversed,
        long claims,
        @JsonProperty("claims_paid") long claimsPaid,
        @JsonProperty("paid_fen") long paidFen,
        @JsonProperty("double_claims_stopped") long doubleClaimsStopped,
        @JsonProperty("submit_to_paid_ms") Percentiles submitToPaidMs,
        @JsonProperty("log_size") long logSize,
        @JsonProperty("log_root") String logRoot,
        double seconds,
        @JsonProperty("sample_bill") SampleBill sampleBill) {

    record Percentiles(double p50, double p99) {}

    record SampleBill(String code, String number) {}
}
