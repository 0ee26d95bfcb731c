package org.xinpiao.platform.node;

import org.xinpiao.crypto.SealingKey;
import org.xinpiao.crypto.SigningKey;

/**
 * A member for which this process acts, with its keys.
 *
 * @param id member id on the ledger
 */
public record Party(String id, SigningKey signing, SealingKey sealing) {}
