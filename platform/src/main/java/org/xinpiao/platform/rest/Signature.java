package org.xinpiao.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code Authorization} header of a signed request.
 *
 * @param keyId account of the hospital system
 * @param ts seconds since 1970-01-01 UTC
 * @param nonce 16 to 64 characters, used once
 * @param sig HMAC-SHA256, 64 hexadecimal digits
 */
record Signature(String keyId, long ts, String nonce, String sig) {

    static final String SCHEME = "Xinpiao-HMAC";

    private static final Pattern FORM =
            Pattern.compile(
                    SCHEME
                            + " keyId=([\\w.-]{1,64}), ?ts=(\\d{1,12}), ?nonce=([\\w-]{16,64}),"
                            + " ?sig=([0-9a-f]{64})");

    static Optional<Signature> of(String header) {
        Matcher match = FORM.matcher(header);
        return match.matches()
                ? Optional.of(
                        new Signature(
                                match.group(1),
                                Long.parseLong(match.group(2)),
                                match.group(3),
                                match.group(4)))
                : Optional.empty();
    }

    /** Whether this is the signature over a request, made with a key. */
    boolean matches(String key, String method, String target, byte[] body) {
        byte[] expected = sign(key, method, target, body, ts, nonce).getBytes(UTF_8);
        return MessageDigest.isEqual(expected, sig.getBytes(UTF_8));
    }

    /**
     * Signs a request.
     *
     * @param target path with query, as it stands in the request line
     */
    static String sign(
            String key, String method, String target, byte[] body, long ts, String nonce) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            String text =
                    String.join(
                            "\n",
                            method,
                            target,
                            HexFormat.of().formatHex(digest),
                            Long.toString(ts),
                            nonce);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
