package org.xinpiao.platform.verify;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.web.BrowserTest;

/** The verify page in a real browser, against bills that Java made. */
@SpringBootTest(
        classes = VerifyPageIT.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class VerifyPageIT extends BrowserTest {

    /** Checks one text against a directory; an unusable one gives its message. */
    private static final String VERIFY =
            """
            async ([text, issuers]) => {
              const {verifyQr} = await import('/verify/js/qr.js');
              try {
                return (await verifyQr(text, issuers)).verdict;
              } catch (e) {
                return `${e.constructor.name}: ${e.message}`;
              }
            }
            """;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Fixture chain;

    /** A busy machine may take its time; a wrong page never gets there. */
    @BeforeAll
    static void waitLong() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @Test
    void scriptsAgreeWithJava() {
        Page page = open(Screen.DESKTOP);
        page.navigate("/verify");
        for (Suite suite : List.of(Suites.national(), Suites.international())) {
            Fixture other = new Fixture(suite, 100);
            QrPayload good = QrPayload.of(other.bundle(57, 4));
            List<?> issuers = List.of(json(other.issuer()));
            assertThat(page.evaluate(VERIFY, List.of(good.encode(), issuers))).isEqualTo("VALID");
            assertThat(page.evaluate(VERIFY, List.of(good.encode(), List.of())))
                    .isEqualTo("NOT_VALID");
            for (int i = 0; i < good.signature().length; i += 5) {
                byte[] signature = good.signature().clone();
                signature[i] ^= 1;
                assertThat(page.evaluate(VERIFY, List.of(resigned(good, signature), issuers)))
                        .as("signature byte %d", i)
                        .isEqualTo("NOT_VALID");
            }
            String text = good.encode();
            for (int i = 0; i < text.length(); i += 11) {
                String altered =
                        text.substring(0, i)
                                + (text.charAt(i) == 'A' ? 'B' : 'A')
                                + text.substring(i + 1);
                assertThat((String) page.evaluate(VERIFY, List.of(altered, issuers)))
                        .as("character %d", i)
                        .startsWith("Unusable");
            }
        }
    }

    @Test
    void hashAgreesWithJavaAtEveryPadding() {
        Page page = open(Screen.DESKTOP);
        page.navigate("/verify");
        for (int length : new int[] {0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000}) {
            byte[] message = new byte[length];
            for (int i = 0; i < length; i++) {
                message[i] = (byte) (i * 7);
            }
            Object hash =
                    page.evaluate(
                            """
                            async (base64) => {
                              const {sm3} = await import('/verify/js/sm3.js');
                              const {fromBase64, toBase64} = await import('/verify/js/bytes.js');
                              return toBase64(sm3(fromBase64(base64)));
                            }
                            """,
                            Json.base64(message));
            assertThat(hash)
                    .as("%d bytes", length)
                    .isEqualTo(Json.base64(Suites.national().hash(message)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pictureIsCheckedAndTheStatusAsked(Screen screen) {
        Page page = open(screen);
        page.navigate("/verify");
        assertFits(page);
        screenshot(page, "verify-" + screen);
        page.setInputFiles("#picture", picture(QrPayload.of(chain.bundle(0, 4)).encode()));
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("[data-standing=ISSUED]")).isVisible();
        assertThat(page.locator("#result")).containsText("¥123.45");
        assertThat(page.locator("#result")).containsText("杭州市第一示范医院");
        assertFits(page);
        screenshot(page, "verify-qr-" + screen);
    }

    @Test
    void codesThatOneReadingMissesAreFoundByAnother() {
        Page page = open(Screen.DESKTOP);
        page.navigate("/verify");
        for (int index = 0; index < 30; index++) {
            String text = QrPayload.of(chain.bundle(index, 4)).encode();
            Object read =
                    page.evaluate(
                            """
                            async ([base64, zxing]) => {
                              const {createReader, readPicture} = await import('/verify/js/scan.js');
                              const {fromBase64} = await import('/verify/js/bytes.js');
                              const file = new Blob([fromBase64(base64)], {type: 'image/png'});
                              return readPicture(await createReader(zxing), file);
                            }
                            """,
                            List.of(
                                    Json.base64(picture(text).buffer),
                                    String.valueOf(
                                            page.locator("main").getAttribute("data-zxing"))));
            assertThat(read).isEqualTo(text);
        }
    }

    @Test
    void forgedPictureIsRefused() {
        Page page = open(Screen.PHONE);
        page.navigate("/verify");
        Fixture forger = new Fixture(Suites.national(), 3);
        page.setInputFiles("#picture", picture(QrPayload.of(forger.bundle(0, 4)).encode()));
        assertThat(page.locator("[data-verdict=NOT_VALID]")).isVisible();
        assertThat(page.locator("#result")).containsText("✗");
        screenshot(page, "verify-forged");
        page.setInputFiles("#picture", picture("https://example.org/"));
        assertThat(page.locator("#result")).containsText("这不是信票的票据二维码");
    }

    @Test
    void cameraReadsTheCode() {
        Page page = open(Screen.PHONE);
        String picture =
                Base64.getEncoder()
                        .encodeToString(picture(QrPayload.of(chain.bundle(0, 4)).encode()).buffer);
        // A camera that shows the picture.
        page.addInitScript(
                """
                navigator.mediaDevices.getUserMedia = async () => {
                  const image = new Image();
                  image.src = 'data:image/png;base64,%s';
                  await image.decode();
                  const canvas = document.createElement('canvas');
                  canvas.width = image.width;
                  canvas.height = image.height;
                  setInterval(() => canvas.getContext('2d').drawImage(image, 0, 0), 50);
                  return canvas.captureStream(20);
                };
                """
                        .formatted(picture));
        page.navigate("/verify");
        page.click("#camera");
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("#video")).isHidden();
    }

    @Test
    void withoutACameraItSaysWhatElseToDo() {
        Page page = open(Screen.PHONE);
        page.addInitScript(
                "navigator.mediaDevices.getUserMedia = async () => { throw new Error('none'); };");
        page.navigate("/verify");
        page.click("#camera");
        assertThat(page.locator("#result")).containsText("无法使用摄像头");
    }

    @ParameterizedTest
    @EnumSource
    void numberAndCheckCodeGiveTheStatus(Screen screen) {
        Page page = open(screen);
        Bundle.Id id = chain.bundle(0, 4).id();
        page.navigate("/verify?lang=en");
        fill(page, id.code(), id.number(), id.checkCode().toUpperCase(Locale.ROOT));
        assertThat(page.locator("#status")).containsText("First Example Hospital");
        assertFits(page);
        screenshot(page, "verify-number-" + screen);

        fill(page, id.code(), id.number(), "zzzzzz");
        String wrong = page.locator("#none").textContent();
        fill(page, id.code(), "9999999999", id.checkCode());
        assertThat(page.locator("#none")).hasText(wrong);
    }

    @Test
    void proofFileIsCheckedAndItsContentShown() {
        Page page = open(Screen.DESKTOP);
        page.navigate("/verify");
        byte[] file = BundleFormat.write(chain.bundle(0, 4));
        page.setInputFiles("#bundle", new FilePayload("bill.xpb.json", "application/json", file));
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("#result")).containsText("诊察费");
        screenshot(page, "verify-file");

        byte[] altered = file.clone();
        altered[altered.length / 2] ^= 1;
        page.setInputFiles("#bundle", new FilePayload("b.xpb.json", "application/json", altered));
        assertThat(page.locator("[data-verdict=NOT_VALID], #result .tone-warn").first())
                .isVisible();
        assertThat(page.locator("[data-verdict=VALID]")).hasCount(0);
        tolerate("422");
    }

    @Test
    void worksWithNoNetworkOnceLoaded() {
        Page page = open(Screen.PHONE);
        page.navigate("/verify");
        page.waitForSelector("main[data-kept=true]");
        page.context().setOffline(true);
        page.reload();
        page.setInputFiles("#picture", picture(QrPayload.of(chain.bundle(0, 4)).encode()));
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("#result")).containsText("当前没有网络");
        screenshot(page, "verify-offline");
        tolerate("ERR_INTERNET_DISCONNECTED");
    }

    private static void fill(Page page, String code, String number, String check) {
        page.fill("#code", code);
        page.fill("#number", number);
        page.fill("#check", check);
        page.click("#numbers button");
    }

    private static Map<String, Object> json(Issuer issuer) {
        return Map.of(
                "member", issuer.member(),
                "nameZh", issuer.nameZh(),
                "nameEn", issuer.nameEn(),
                "keyId", Json.base64(issuer.key().id()),
                "algorithm", issuer.key().algorithm(),
                "publicKey", Json.base64(issuer.key().encoded()),
                "notBeforeMs", (double) issuer.notBeforeMs(),
                "notAfterMs", (double) issuer.notAfterMs(),
                "revokedMs", 0);
    }

    private static String resigned(QrPayload like, byte[] signature) {
        return new QrPayload(
                        like.suite(),
                        like.record(),
                        like.index(),
                        like.size(),
                        like.path(),
                        like.keyPrefix(),
                        signature)
                .encode();
    }

    static FilePayload picture(String text) {
        try {
            var out = new ByteArrayOutputStream();
            var matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 700, 700);
            MatrixToImageWriter.writeToStream(matrix, "PNG", out);
            return new FilePayload("qr.png", "image/png", out.toByteArray());
        } catch (WriterException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page without a ledger: one batch of bills, all of them good. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan({
        "org.xinpiao.platform.web",
        "org.xinpiao.platform.identity",
        "org.xinpiao.platform.verify"
    })
    static class App {

        @Bean
        Fixture chain() {
            return new Fixture(Suites.national(), 100);
        }

        @Bean
        IssuerDirectory issuers(Fixture chain) {
            return QrTest.directory(chain.issuer());
        }

        @Bean
        TrustSource trust(Fixture chain) {
            Trust trust = chain.trust();
            return () -> trust;
        }

        @Bean
        BillStatusLookup statuses(Fixture chain) {
            BillStatus good = chain.status(0);
            return (code, number, checkCode) ->
                    Optional.of(good)
                            .filter(s -> s.code().equals(code) && s.number().equals(number))
                            .filter(s -> s.checkCode().equals(checkCode));
        }
    }
}
