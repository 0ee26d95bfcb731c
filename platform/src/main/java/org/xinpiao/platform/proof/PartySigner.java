package org.xinpiao.platform.proof;

import org.xinpiao.platform.document.DocumentSigner;
import org.xinpiao.platform.node.Party;

/** A party's signing key as a seal on documents. */
record PartySigner(Party party, byte[] certificateDer) implements DocumentSigner {

    @Override
    public byte[] sign(byte[] message) {
        return party.signing().sign(message);
    }

    @Override
    public String algorithm() {
        return sm2(party) ? SM2 : ED25519;
    }

    static boolean sm2(Party party) {
        return party.signing().publicKey().algorithm().equals("SM2");
    }
}
