package org.xinpiao.crypto;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** A private key that lies in this process and can be stored. */
interface LocalKey {

    AsymmetricKeyParameter parameters();
}
