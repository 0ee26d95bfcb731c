package org.xinpiao.contracts.policy;

/** Under which filing a patient was treated outside the insured place. */
public enum Filing {
    LONG_TERM,
    REFERRAL,
    EMERGENCY,
    UNFILED
}
