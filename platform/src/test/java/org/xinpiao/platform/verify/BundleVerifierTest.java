package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.verify.Check.Result;
import org.xinpiao.platform.verify.Check.What;

class BundleVerifierTest {

    private final BundleVerifier verifier = new BundleVerifier();

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void provesEverythingButTheStatus(Suite suite) throws UnusableException {
        Fixture chain = new Fixture(suite, 100);
        Bundle bundle = chain.bundle(0, 4);
        Report report = verifier.verify(BundleFormat.write(bundle), chain.trust());

        assertThat(report.valid()).isTrue();
        assertThat(report.checks())
                .extracting(Check::what)
                .containsExactly(
                        What.FILE,
                        What.FINGERPRINT,
                        What.CHECK_CODE,
                        What.CONTENT,
                        What.BATCH,
                        What.SIGNATURE,
                        What.RECEIPT,
                        What.INCLUSION,
                        What.CHECKPOINT,
                        What.STATUS);
        assertThat(report.checks().getLast().result()).isEqualTo(Result.NOT_PROVED);
        assertThat(report.content()).extracting(BillText.Part::kind).hasSize(4);
        assertThat(report.content().toString()).contains("123.45", "诊察费", "庞先生", "J06.9");
    }

    @ParameterizedTest
    @MethodSource("suites")
    void anyByteChangedIsFoundAndNamed(Suite suite) {
        Fixture chain = new Fixture(suite, 3);
        byte[] file = BundleFormat.write(chain.bundle(0, 4));
        Trust trust = chain.trust();
        for (int i = 0; i < file.length; i++) {
            byte[] altered = file.clone();
            altered[i] ^= (byte) (1 << i % 7);
            assertNotValid(altered, trust, i);
        }
    }

    @Test
    void anyCutIsFound() {
        Fixture chain = new Fixture(Suites.national(), 1);
        byte[] file = BundleFormat.write(chain.bundle(0, 4));
        for (int length = 0; length < file.length; length += 7) {
            assertNotValid(Arrays.copyOf(file, length), chain.trust(), length);
        }
        assertNotValid(Arrays.copyOf(file, file.length + 1), chain.trust(), file.length);
    }

    private void assertNotValid(byte[] file, Trust trust, int at) {
        try {
            Report report = verifier.verify(file, trust);
            assertThat(report.valid()).as("byte %d", at).isFalse();
            assertThat(report.checks())
                    .as("byte %d", at)
                    .anySatisfy(check -> assertThat(check.result()).isEqualTo(Result.FAILED));
        } catch (UnusableException e) {
            assertThat(e).as("byte %d", at).hasMessageMatching("(?s).{8,}");
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void hiddenPartsStayHiddenAndTheRestStillVerifies(Suite suite) throws UnusableException {
        Fixture chain = new Fixture(suite, 2);
        Bundle whole = chain.bundle(0, 3);
        Bundle less =
                whole.hiding(EnumSet.of(SectionKind.DETAILS, SectionKind.CLINICAL))
                        .hiding(SectionKind.FACE, Set.of(1));
        byte[] file = BundleFormat.write(less);
        Report report = verifier.verify(file, chain.trust());

        assertThat(report.valid()).isTrue();
        assertThat(report.content())
                .extracting(BillText.Part::kind)
                .containsExactly(SectionKind.FACE, SectionKind.CHARGES);
        assertThat(report.content().getFirst().hidden()).isOne();
        assertThat(report.content().toString()).doesNotContain("庞先生", "J06.9");
        byte[] nothing = BundleFormat.write(whole.hiding(EnumSet.allOf(SectionKind.class)));
        assertThat(verifier.verify(nothing, chain.trust()).valid()).isTrue();
    }

    @Test
    void contentOfAnotherBillIsNotShown() throws UnusableException {
        Fixture chain = new Fixture(Suites.national(), 2);
        Bundle bundle = chain.bundle(0, 4);
        Bundle.Item open = new Bundle.Item.Open(new byte[16], new byte[0]);
        Bundle forged =
                with(
                        bundle,
                        List.of(
                                bundle.sections().get(0),
                                new Bundle.Section.Shown(List.of(open)),
                                bundle.sections().get(2),
                                bundle.sections().get(3)));
        Report report = verifier.verify(BundleFormat.write(forged), chain.trust());
        assertThat(failed(report)).containsExactly(What.FINGERPRINT);
        assertThat(report.content()).isEmpty();
    }

    @Test
    void faceOfAnotherNumberDoesNotAgree() {
        Fixture chain = new Fixture(Suites.national(), 2);
        // The fixture's face carries the number of the batch's first bill.
        Report report = verifier.verify(chain.bundle(1, 4), chain.trust());
        assertThat(failed(report)).containsExactly(What.CONTENT);
    }

    @Test
    void anotherIssuersSignatureFails() {
        Fixture chain = new Fixture(Suites.national(), 2);
        Bundle bundle = chain.bundle(0, 4);
        Bundle.Batch other = new Fixture(Suites.national(), 2).bundle(0, 4).batch();
        Bundle.Batch own = bundle.batch();
        Bundle.Batch signedByOther =
                new Bundle.Batch(
                        own.root(),
                        other.signature(),
                        own.keyId(),
                        own.algorithm(),
                        own.publicKey(),
                        own.index(),
                        own.size(),
                        own.path());
        Bundle.Batch keyOfOther =
                new Bundle.Batch(
                        own.root(),
                        own.signature(),
                        own.keyId(),
                        own.algorithm(),
                        other.publicKey(),
                        own.index(),
                        own.size(),
                        own.path());
        assertThat(failed(verifier.verify(with(bundle, signedByOther), chain.trust())))
                .containsExactly(What.SIGNATURE);
        assertThat(failed(verifier.verify(with(bundle, keyOfOther), chain.trust())))
                .containsExactly(What.SIGNATURE);
        assertThat(failed(verifier.verify(with(bundle, other), chain.trust())))
                .contains(What.RECEIPT);
    }

    @Test
    void tooFewOrForeignCosignersAreNotEnough() {
        Fixture chain = new Fixture(Suites.national(), 1);
        assertThat(failed(verifier.verify(chain.bundle(0, 2), chain.trust())))
                .containsExactly(What.CHECKPOINT);
        Trust others = new Fixture(Suites.national(), 1).trust();
        assertThat(failed(verifier.verify(chain.bundle(0, 4), others)))
                .containsExactly(What.CHECKPOINT);
        Trust before = chain.trust();
        Trust now = others.withFormer(List.of(new Trust.Former(Fixture.LOG_SIZE, before)));
        assertThat(failed(verifier.verify(chain.bundle(0, 4), now))).isEmpty();
        Trust shorter = others.withFormer(List.of(new Trust.Former(Fixture.LOG_SIZE - 1, before)));
        assertThat(failed(verifier.verify(chain.bundle(0, 4), shorter)))
                .containsExactly(What.CHECKPOINT);
        Trust elsewhere = new Trust("other.example", Suites.national(), chain.trust().keys(), 3);
        assertThat(failed(verifier.verify(chain.bundle(0, 4), elsewhere)))
                .containsExactly(What.CHECKPOINT);
    }

    @Test
    void rejectsWhatIsNoBundle() {
        Trust trust = new Fixture(Suites.national(), 1).trust();
        for (String text :
                List.of("", "{}", "[]", "null", "{\"format\":1}", "\u0000", "[".repeat(9999))) {
            byte[] file = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> verifier.verify(file, trust))
                    .isInstanceOf(UnusableException.class);
        }
        assertThatThrownBy(() -> verifier.verify(new byte[BundleFormat.FILE_BYTES_MAX + 1], trust))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("4 MiB");
    }

    @Test
    void strictReaderNamesTheFirstByte() {
        Fixture chain = new Fixture(Suites.national(), 1);
        String text = new String(BundleFormat.write(chain.bundle(0, 4)), StandardCharsets.UTF_8);
        byte[] spaced =
                text.replaceFirst("\"suite\":", "\"suite\" :").getBytes(StandardCharsets.UTF_8);
        int at = text.indexOf("\"suite\"") + "\"suite\"".length();
        assertThatThrownBy(() -> BundleFormat.read(spaced))
                .isInstanceOf(UnusableException.class)
                .hasMessage("altered at byte " + at);
    }

    @Test
    void readsWhatItWrote() throws UnusableException {
        Fixture chain = new Fixture(Suites.international(), 5);
        byte[] file = BundleFormat.write(chain.bundle(4, 4));
        assertThat(BundleFormat.write(BundleFormat.read(file))).isEqualTo(file);
    }

    private static List<What> failed(Report report) {
        return report.checks().stream()
                .filter(check -> check.result() == Result.FAILED)
                .map(Check::what)
                .toList();
    }

    private static Bundle with(Bundle b, List<Bundle.Section> sections) {
        return new Bundle(
                b.suite(), b.id(), b.record(), sections, b.batch(), b.receipt(), b.proof());
    }

    private static Bundle with(Bundle b, Bundle.Batch batch) {
        return new Bundle(
                b.suite(), b.id(), b.record(), b.sections(), batch, b.receipt(), b.proof());
    }
}
