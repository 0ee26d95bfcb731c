package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suites;

class NoteTest {

    /** The example of C2SP signed-note. */
    private static final String EXAMPLE_KEY =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String EXAMPLE =
            """
            This is an example message.

            \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    /** The example of Go's note package. */
    private static final String GO_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void publishedNotesVerifyAndTravelUnchanged() throws FormatException {
        assertVerifies(EXAMPLE, EXAMPLE_KEY);
        assertVerifies(GO_NOTE, GO_KEY);
    }

    private static void assertVerifies(String text, String vkey) throws FormatException {
        CheckpointKey key = CheckpointKey.parse(vkey);
        Note note = Note.parse(text);
        Note.Signature line = note.signatures().getFirst();
        assertThat(key.vkey()).isEqualTo(vkey);
        assertThat(key.role()).isEqualTo(CheckpointKey.Role.LOG);
        assertThat(key.claims(line)).isTrue();
        assertThat(key.verify(line, note.text())).isTrue();
        assertThat(key.verify(line, note.text().replace("is", "was"))).isFalse();
        assertThat(note.format()).isEqualTo(text);
    }

    @Test
    void alteredVerifierKeysAreRefused() {
        for (int i = 0; i < GO_KEY.length(); i++) {
            char[] altered = GO_KEY.toCharArray();
            altered[i]++;
            assertThatThrownBy(() -> CheckpointKey.parse(new String(altered)))
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void sm2KeysTravelAsText() throws FormatException {
        SigningKey key = Suites.national().newSigningKey();
        Checkpoint checkpoint = new Checkpoint("log.example", 1, new byte[32]);
        for (String name : List.of("log.example", "witness.example")) {
            Cosigner cosigner = new Cosigner(name, key);
            CheckpointKey parsed = CheckpointKey.parse(cosigner.publicKey("log.example").vkey());
            Note.Signature line = cosigner.sign(checkpoint, 1_700_000_000);
            assertThat(parsed.claims(line)).isTrue();
            assertThat(parsed.verify(line, checkpoint.text())).isTrue();
        }
    }

    @Test
    void rolesDoNotStandForOneAnother() {
        SigningKey key = Suites.international().newSigningKey();
        Checkpoint checkpoint = new Checkpoint("log.example", 1, new byte[32]);
        Cosigner witness = new Cosigner("witness.example", key);
        Note.Signature line = witness.sign(checkpoint, 1_700_000_000);
        CheckpointKey asLog =
                new CheckpointKey("witness.example", CheckpointKey.Role.LOG, key.publicKey());

        assertThat(line.bytes()).hasSize(8 + 64);
        assertThat(witness.publicKey("log.example").verify(line, checkpoint.text())).isTrue();
        assertThat(asLog.claims(line)).isFalse();
        assertThat(asLog.verify(line, checkpoint.text())).isFalse();
    }

    @Test
    void unknownSignaturesAndExtensionsAreKept() throws FormatException {
        String text =
                """
                log.example
                0
                47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
                an extension

                \u2014 someone AAAAAAE=
                \u2014 noone //////8=
                """;
        Note note = Note.parse(text);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertThat(note.format()).isEqualTo(text);
        assertThat(checkpoint.size()).isZero();
        assertThat(checkpoint.extensions()).containsExactly("an extension");
        assertThat(checkpoint.text()).isEqualTo(note.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash AAAAAAE=\n",
                "text\n\n\u2014 name AAAAAAE=",
                "text\n\n\u2014 name AAAAAA==\n",
                "text\n\n\u2014 name AAAAAAE\n",
                "text\n\n\u2014 name AAAAAAF=\n",
                "text\n\n\u2014  AAAAAAE=\n",
                "text\n\n\u2014 na+me AAAAAAE=\n",
                "te\txt\n\n\u2014 name AAAAAAE=\n",
                "te\rxt\n\n\u2014 name AAAAAAE=\n"
            })
    void refusesWhatIsNoNote(String text) {
        assertThatThrownBy(() -> Note.parse(text)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n1\n",
                "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\n47DEQpj8HBSa\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            })
    void refusesWhatIsNoCheckpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(FormatException.class);
    }
}
