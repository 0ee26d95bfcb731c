package org.xinpiao.contracts.bill;

/** The sections of a bill, in the order of the fingerprint's leaves. */
public enum SectionKind {
    /** {@link Basics}, {@link Payer}, {@link Payment}. */
    FACE,
    /** {@link ChargeItem}s. */
    CHARGES,
    /** {@link DetailLine}s. */
    DETAILS,
    /** {@link Visit}, then {@link Diagnosis} items. */
    CLINICAL
}
