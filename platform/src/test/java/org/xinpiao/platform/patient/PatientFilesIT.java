package org.xinpiao.platform.patient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ofdrw.reader.ContentExtractor;
import org.ofdrw.reader.OFDReader;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.document.OfdBill;
import org.xinpiao.platform.document.PdfBill;
import org.xinpiao.platform.document.Verification;
import org.xinpiao.platform.verify.VerifyCommand;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.simulator.Person;
import picocli.CommandLine;

/**
 * What a patient downloads in the browser: the files open, say what the page says, and prove it.
 */
class PatientFilesIT extends BrowserTest {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Story story;

    @SuppressWarnings("NullAway.Init")
    private static Person person;

    @SuppressWarnings("NullAway.Init")
    private static BillQueries.Row bill;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        platform = RunningPlatform.get();
        story = new Story(platform);
        person = story.employee();
        bill = story.stay(person, "1234.56");
    }

    @Override
    protected String base() {
        return platform.base();
    }

    @Test
    void pdfOpensAndItsSealsAreGood() throws IOException {
        Page page = bill(Screen.PHONE);
        byte[] pdf = Files.readAllBytes(download(page, "[data-test=pdf]"));
        try (PdfReader reader = new PdfReader(pdf)) {
            String face = new PdfTextExtractor(reader).getTextFromPage(1);
            assertThat(face)
                    .contains(bill.code(), bill.number(), check(page), "1234.56")
                    .contains("壹仟贰佰叁拾肆元伍角陆分", person.name(), "医疗住院收费票据");
            assertThat(new PdfTextExtractor(reader).getTextFromPage(2)).contains(Story.ITEM);
        }
        assertSealed(PdfBill.verify(pdf));
        pdf[pdf.length / 2] ^= 1;
        assertThat(PdfBill.verify(pdf).valid()).isFalse();
    }

    @Test
    void ofdOpensAndItsSealsAreGood() throws IOException {
        Page page = bill(Screen.DESKTOP);
        byte[] ofd = Files.readAllBytes(download(page, "[data-test=ofd]"));
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(ofd))) {
            assertThat(new ContentExtractor(reader).getPageContent(1))
                    .contains(bill.code(), bill.number(), check(page), "¥1234.56")
                    .contains("壹仟贰佰叁拾肆元伍角陆分", person.name());
            assertThat(new ContentExtractor(reader).getPageContent(2)).contains(Story.ITEM);
        }
        assertSealed(OfdBill.verify(ofd));
    }

    @Test
    void proofIsValidAndAnAlteredOneIsNot() throws IOException {
        Page page = bill(Screen.PHONE);
        Path proof = download(page, "[data-test=proof]");
        Path trust = download(page, "a[download='trust.json']");
        assertThat(verify(proof, trust)).startsWith("0").contains("核验通过", "1234.56", bill.number());
        Path altered = folder.resolve("altered.xpb.json");
        Files.writeString(altered, Files.readString(proof).replace(bill.number(), "0000199999"));
        assertThat(verify(altered, trust)).startsWith("1").contains("✗");

        page.click("text=查验这张票据");
        page.waitForLoadState();
        assertThat(page.locator("#status")).containsText(bill.number());
        assertThat(page.locator("#status .xp-alert.tone-good")).isVisible();
        page.setInputFiles("#bundle", proof);
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("#result")).containsText(Story.ITEM);
        assertFits(page);
        page.setInputFiles("#bundle", altered);
        assertThat(page.locator("[data-verdict=NOT_VALID]")).isVisible();
        assertThat(page.locator("[data-verdict=VALID]")).hasCount(0);
        assertFits(page);
    }

    @Test
    void qrCodeOfThePageIsTheBill() {
        Page page = bill(Screen.DESKTOP);
        byte[] picture = page.locator("[data-test=qr]").screenshot();
        page.navigate("/verify");
        page.setInputFiles(
                "#picture",
                new com.microsoft.playwright.options.FilePayload("qr.png", "image/png", picture));
        assertThat(page.locator("[data-verdict=VALID]")).isVisible();
        assertThat(page.locator("#result")).containsText("1,234.56");
        assertThat(page.locator("[data-standing=ISSUED]")).isVisible();
    }

    private Page bill(Screen screen) {
        Page page = openAs(story.login(person), screen);
        page.navigate(Story.address(bill));
        return page;
    }

    private static String check(Page page) {
        return page.locator("[data-test=check]").textContent();
    }

    /** What a click downloads, under the name that the page gives it. */
    private Path download(Page page, String link) {
        var download = page.waitForDownload(() -> page.click(link));
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    private static void assertSealed(Verification seals) {
        assertThat(seals.fault()).isEmpty();
        assertThat(seals.valid()).isTrue();
        assertThat(seals.signers().stream().map(Verification.Signer::role))
                .containsExactlyInAnyOrder(Verification.Role.values());
    }

    /** The exit code and what the command says. */
    private static String verify(Path file, Path trust) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int code =
                new CommandLine(new VerifyCommand())
                        .setOut(writer)
                        .setErr(writer)
                        .execute(file.toString(), "--trust", trust.toString());
        return code + " " + out;
    }
}
