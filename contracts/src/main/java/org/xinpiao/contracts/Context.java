package org.xinpiao.contracts;

/**
 * What a command may know beside its own bytes and the state. Everything here is the same on every
 * replica.
 *
 * @param chainId the chain's name
 * @param height the block's height, 1 or more
 * @param index the transaction's place in the block, from 0
 * @param timeMillis the block's time, milliseconds since 1970-01-01 UTC; never goes back
 * @param member who signed the transaction; the signature and the key's standing are already
 *     checked
 * @param primitives the chain's hash and signature check
 */
public record Context(
        String chainId,
        long height,
        int index,
        long timeMillis,
        String member,
        Primitives primitives) {}
