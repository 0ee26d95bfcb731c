package org.xinpiao.platform.verify;

import java.util.Optional;

/** Makes proof bundles from the ledger. */
public interface BundleSource {

    /** The whole proof of a bill; nothing when there is no such bill. Callers check who asks. */
    Optional<Bundle> export(String code, String number);
}
