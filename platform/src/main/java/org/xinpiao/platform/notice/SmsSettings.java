package org.xinpiao.platform.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where text messages go.
 *
 * @param gateway whether any are sent, and to what
 * @param host the gateway's host
 * @param port the gateway's port
 * @param systemId our name at the gateway
 * @param passwordFile holds our password, at most 8 characters; null for none
 * @param tls whether the connection is TLS; the gateway's certificate must be trusted by the JVM
 *     and name the host
 * @param source the number that messages come from
 * @param window how many messages may wait for their answer at once
 * @param answerWithin after this an answer counts as lost
 * @param receiptWithin after this a message without answer and receipt has failed; longer than the
 *     day for which the gateway keeps trying
 * @param simulator how the embedded gateway behaves
 */
@ConfigurationProperties("xinpiao.sms")
record SmsSettings(
        @DefaultValue("none") Gateway gateway,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("2775") int port,
        @DefaultValue("xinpiao") String systemId,
        @Nullable Path passwordFile,
        @DefaultValue("false") boolean tls,
        @DefaultValue("1069000000") String source,
        @DefaultValue("8") int window,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue("48h") Duration receiptWithin,
        @DefaultValue SmscSimulator.Settings simulator) {

    /** What messages are handed to. */
    enum Gateway {
        /** Nothing is sent: notices stay in the box. */
        NONE,
        /** A gateway of this process's own, for demonstration and tests. */
        SIMULATOR,
        /** The one at host and port. */
        SMPP
    }

    /** Our password at the gateway. */
    String password() {
        try {
            return passwordFile == null ? "" : Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("xinpiao.sms.password-file cannot be read", e);
        }
    }
}
