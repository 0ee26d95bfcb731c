package org.xinpiao.contracts.policy;

/** How far a value of a package can be trusted. */
public enum Mark {
    /** Read in the named source. */
    READ,
    /** Secondary or weak source: check again before relying on it as law. */
    SECONDARY,
    /** Computed or inferred from read facts. */
    COMPUTED,
    /** General knowledge, confirmed by nothing found. */
    UNVERIFIED,
    /** Set so that the package can be evaluated; no source says it. */
    ASSUMPTION
}
