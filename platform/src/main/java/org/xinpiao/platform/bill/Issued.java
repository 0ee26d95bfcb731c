package org.xinpiao.platform.bill;

import org.xinpiao.contracts.bill.BillId;

/**
 * A bill that stands on the ledger.
 *
 * @param checkCode 校验码, 6 characters
 * @param issuedMillis milliseconds since 1970-01-01 UTC
 */
public record Issued(BillId id, String checkCode, long issuedMillis) {}
