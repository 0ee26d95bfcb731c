package org.xinpiao.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature of requests. */
class SignatureTest {

    private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

    @Test
    void isHmacOverTheFiveLines() {
        // printf 'POST\n/api/v1/bills?x=1\n%s\n1800000000\nabcdefghijklmnop' "$(printf '{"a":1}' |
        // sha256sum | cut -d' ' -f1)" | openssl dgst -sha256 -hmac secret
        assertThat(
                        Signature.sign(
                                "secret",
                                "POST",
                                "/api/v1/bills?x=1",
                                BODY,
                                1_800_000_000,
                                "abcdefghijklmnop"))
                .isEqualTo("1abb1ab1b24481be168d3dd00ba00fe732411cc7a31dd4bc64c772b21bec8f26");
    }

    @Test
    void headerIsRead() {
        var read =
                Signature.of(
                        "Xinpiao-HMAC keyId=app-1, ts=12, nonce=abcdefghijklmnop, sig="
                                + "0f".repeat(32));
        assertThat(read).contains(new Signature("app-1", 12, "abcdefghijklmnop", "0f".repeat(32)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic abc",
                "Xinpiao-HMAC keyId=a, ts=1, nonce=short, sig=00",
                "Xinpiao-HMAC keyId=a, ts=-1, nonce=abcdefghijklmnop, sig="
            })
    void otherHeadersAreNone(String header) {
        assertThat(Signature.of(header)).isEmpty();
    }

    @Test
    void everyPartIsSigned() {
        String sig = Signature.sign("k", "POST", "/p", BODY, 5, "abcdefghijklmnop");
        var signature = new Signature("a", 5, "abcdefghijklmnop", sig);
        assertThat(signature.matches("k", "POST", "/p", BODY)).isTrue();
        assertThat(signature.matches("other", "POST", "/p", BODY)).isFalse();
        assertThat(signature.matches("k", "GET", "/p", BODY)).isFalse();
        assertThat(signature.matches("k", "POST", "/p?q", BODY)).isFalse();
        assertThat(signature.matches("k", "POST", "/p", new byte[0])).isFalse();
        var later = new Signature("a", 6, "abcdefghijklmnop", sig);
        assertThat(later.matches("k", "POST", "/p", BODY)).isFalse();
        var other = new Signature("a", 5, "abcdefghijklmnoq", sig);
        assertThat(other.matches("k", "POST", "/p", BODY)).isFalse();
    }

    @Test
    void nonceIsGoodOnceWhileItIsRemembered() {
        var nonces = new Nonces();
        assertThat(nonces.first("n", 0, 10)).isTrue();
        assertThat(nonces.first("n", 5, 15)).isFalse();
        assertThat(nonces.first("m", 5, 15)).isTrue();
    }
}
