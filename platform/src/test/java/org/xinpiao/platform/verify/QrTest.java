package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.platform.verify.Check.What;
import org.xinpiao.platform.verify.Report.Verdict;

class QrTest {

    /** Longest text in characters for a bill in a batch of 100. */
    private static final int BATCH_OF_100_MAX = 900;

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    static IssuerDirectory directory(Issuer... issuers) {
        return new IssuerDirectory() {
            @Override
            public Optional<Issuer> find(byte[] prefix) {
                return all().stream()
                        .filter(i ->
                                Arrays.equals(Arrays.copyOf(i.key().id(), prefix.length), prefix))
                        .findFirst();
            }

            @Override
            public List<Issuer> all() {
                return List.of(issuers);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("suites")
    void provesTheIssuersSignature(Suite suite) throws UnusableException {
        for (int size : new int[] {1, 2, 3, 7, 100}) {
            Fixture chain = new Fixture(suite, size);
            QrVerifier verifier = new QrVerifier(directory(chain.issuer()));
            for (int index : new int[] {0, size / 2, size - 1}) {
                String text = QrPayload.of(chain.bundle(index, 4)).encode();
                Report report = verifier.verify(text);
                assertThat(report.verdict()).as("%d of %d", index, size).isEqualTo(Verdict.VALID);
                assertThat(text).matches("XP1[0-9A-Z $%*+./:-]+").hasSizeLessThan(BATCH_OF_100_MAX);
            }
        }
    }

    @Test
    void saysWhatItDoesNotProve() throws UnusableException {
        Fixture chain = new Fixture(Suites.national(), 1);
        Report report =
                new QrVerifier(directory(chain.issuer()))
                        .verify(QrPayload.of(chain.bundle(0, 4)).encode());
        assertThat(report.checks())
                .filteredOn(c -> c.result() == Check.Result.NOT_PROVED)
                .extracting(Check::what)
                .containsExactly(What.RECEIPT, What.STATUS);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void anyCharacterChangedIsFound(Suite suite) {
        Fixture chain = new Fixture(suite, 100);
        QrVerifier verifier = new QrVerifier(directory(chain.issuer()));
        String text = QrPayload.of(chain.bundle(57, 4)).encode();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> verifier.verify(altered))
                    .as("character %d", i)
                    .isInstanceOf(UnusableException.class);
        }
    }

    /** Whoever repairs the checksum still cannot repair the signature. */
    @ParameterizedTest
    @MethodSource("suites")
    void aForgedRecordDoesNotVerify(Suite suite) throws UnusableException {
        Fixture chain = new Fixture(suite, 100);
        QrPayload good = QrPayload.of(chain.bundle(57, 4));
        QrPayload other = QrPayload.of(chain.bundle(56, 4));
        QrVerifier verifier = new QrVerifier(directory(chain.issuer()));
        QrPayload forged =
                new QrPayload(
                        suite,
                        other.record(),
                        good.index(),
                        good.size(),
                        good.path(),
                        good.keyPrefix(),
                        good.signature());
        assertThat(verifier.verify(forged.encode()).verdict()).isEqualTo(Verdict.NOT_VALID);
        for (int i = 0; i < good.signature().length; i++) {
            byte[] signature = good.signature();
            signature[i] ^= 1;
            String text = resigned(good, signature).encode();
            signature[i] ^= 1;
            assertThat(verifier.verify(text).verdict()).isEqualTo(Verdict.NOT_VALID);
        }
    }

    @Test
    void aKeySpeaksOnlyForItsOwnerAndItsTerm() throws UnusableException {
        Fixture chain = new Fixture(Suites.national(), 1);
        String text = QrPayload.of(chain.bundle(0, 4)).encode();
        Issuer good = chain.issuer();
        long issued = Fixture.ISSUED_MS;
        assertThat(verdict(text)).isEqualTo(Verdict.NOT_VALID);
        assertThat(verdict(text, issuer(good, "H33010299999", issued, 0)))
                .isEqualTo(Verdict.NOT_VALID);
        assertThat(verdict(text, issuer(good, good.member(), issued - 1, 0)))
                .isEqualTo(Verdict.NOT_VALID);
        assertThat(verdict(text, issuer(good, good.member(), issued, issued)))
                .isEqualTo(Verdict.NOT_VALID);
        assertThat(verdict(text, issuer(good, good.member(), issued, issued + 1)))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(text, issuer(good, good.member(), issued, 0))).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "XP1", "XP10", "XP1 0", "XP2ABC", "https://example.org", "XP1票据"})
    void rejectsWhatIsNoBillsQr(String text) {
        assertThatThrownBy(() -> QrPayload.decode(text)).isInstanceOf(UnusableException.class);
    }

    @Test
    void rejectsTextThatIsTooLong() {
        assertThatThrownBy(() -> QrPayload.decode("XP1" + "0".repeat(QrPayload.TEXT_MAX)))
                .isInstanceOf(UnusableException.class);
    }

    private static Verdict verdict(String text, Issuer... issuers) throws UnusableException {
        return new QrVerifier(directory(issuers)).verify(text).verdict();
    }

    private static Issuer issuer(Issuer like, String member, long notAfterMs, long revokedMs) {
        return new Issuer(
                member,
                like.nameZh(),
                like.nameEn(),
                like.key(),
                like.notBeforeMs(),
                notAfterMs,
                revokedMs);
    }

    private static QrPayload resigned(QrPayload like, byte[] signature) {
        return new QrPayload(
                like.suite(),
                like.record(),
                like.index(),
                like.size(),
                like.path(),
                like.keyPrefix(),
                signature);
    }
}
