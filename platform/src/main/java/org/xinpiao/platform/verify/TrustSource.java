package org.xinpiao.platform.verify;

import org.xinpiao.ledger.Trust;

/** Whom this node's verify page believes: its own chain's departments. */
public interface TrustSource {

    Trust trust();
}
