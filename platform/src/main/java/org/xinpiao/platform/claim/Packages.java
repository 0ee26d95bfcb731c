package org.xinpiao.platform.claim;

import java.util.Optional;
import org.xinpiao.platform.policy.PublishedPolicies;

/** Where a department takes a version of a region's policy from: its own copy of the ledger. */
interface Packages {

    Optional<PublishedPolicies.InForce> at(String region, int version);
}
