package org.xinpiao.platform.bank;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.platform.node.Party;

/**
 * The account owner's signature on a whole request at the bank's door.
 *
 * @param keyId hash of the member's registered key
 * @param timeMs when it was signed
 */
record RequestSignature(String member, ByteString keyId, long timeMs, ByteString signature) {

    static final String HEADER = "Xinpiao-Signature";

    /** How far the clocks of owner and bank may be apart; a request taken twice does no harm. */
    private static final long APART_MS_MAX = 300_000;

    private static final Pattern FORM =
            Pattern.compile("([\\w.-]{1,64}) ([\\w-]{1,200}) (\\d{1,15}) ([\\w-]{1,8000})");

    static RequestSignature sign(
            Party party, long timeMs, String method, String target, byte[] body) {
        return new RequestSignature(
                party.id(),
                ByteString.copyFrom(party.signing().publicKey().id()),
                timeMs,
                ByteString.copyFrom(party.signing().sign(message(timeMs, method, target, body))));
    }

    /** Whether a member signed exactly this, and just now. */
    boolean holds(Signatories signatories, long nowMs, String method, String target, byte[] body) {
        VerifyingKey key = signatories.key(member, keyId, nowMs);
        return key != null
                && Math.abs(nowMs - timeMs) <= APART_MS_MAX
                && key.verify(message(timeMs, method, target, body), signature.toByteArray());
    }

    private static byte[] message(long timeMs, String method, String target, byte[] body) {
        return ByteString.copyFrom(
                        "xinpiao/bank-request/v1\n%d\n%s\n%s\n".formatted(timeMs, method, target),
                        StandardCharsets.UTF_8)
                .concat(ByteString.copyFrom(body))
                .toByteArray();
    }

    /** As in the header. */
    String text() {
        return member + " " + text(keyId) + " " + timeMs + " " + text(signature);
    }

    static Optional<RequestSignature> of(String header) {
        Matcher form = FORM.matcher(header);
        return form.matches()
                ? Optional.of(
                        new RequestSignature(
                                form.group(1),
                                bytes(form.group(2)),
                                Long.parseLong(form.group(3)),
                                bytes(form.group(4))))
                : Optional.empty();
    }

    static String text(ByteString bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Bytes of a header.
     *
     * @throws IllegalArgumentException when it is no Base64
     */
    static ByteString bytes(String text) {
        return ByteString.copyFrom(Base64.getUrlDecoder().decode(text));
    }
}
