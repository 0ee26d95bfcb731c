package org.xinpiao.platform.verify;

import java.util.List;
import java.util.Optional;

/** The institutions' keys to sign bills, as the ledger knows them. Safe for use by many threads. */
public interface IssuerDirectory {

    /** The one key whose id begins so; nothing when there is none, or more than one. */
    Optional<Issuer> find(byte[] keyIdPrefix);

    /** All keys, past ones too, in a stable order. */
    List<Issuer> all();
}
