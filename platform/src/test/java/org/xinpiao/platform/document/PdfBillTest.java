package org.xinpiao.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.xinpiao.platform.document.Verification.Role;
import org.xinpiao.platform.document.Verification.Signer;

class PdfBillTest {

    private static final TestSigner UNIT = TestSigner.sm2("浙江省西溪人民医院");
    private static final TestSigner FINANCE = TestSigner.sm2("浙江省财政厅");

    private static String text(byte[] pdf, int page) throws IOException {
        try (PdfReader reader = new PdfReader(pdf)) {
            return new PdfTextExtractor(reader).getTextFromPage(page);
        }
    }

    private static int pages(byte[] pdf) throws IOException {
        try (PdfReader reader = new PdfReader(pdf)) {
            return reader.getNumberOfPages();
        }
    }

    @Test
    void outpatientFaceSaysWhatTheRulesAskFor() throws IOException {
        byte[] pdf = PdfBill.render(Bills.outpatient(), UNIT, FINANCE);
        assertThat(text(pdf, 1))
                .contains("浙江省医疗门诊收费票据（电子）", "33060126", "0000012345", "c748a8", "2026-08-23")
                .contains("张秀兰", "330102********0021", "浙江省西溪人民医院", "陈建国", "王晓燕")
                .contains("壹仟贰佰捌拾陆元伍角整", "1286.50", "门诊号", "就诊日期", "谈判药费", "职工基本医疗保险")
                .containsSubsequence("诊察费", "检查费", "西药费", "挂号费")
                .doesNotContain("手术费", "住院号", "红字", "（电子）（电子）");
        assertThat(text(pdf, 2))
                .contains("医疗收费明细（电子）", "阿托伐他汀钙片", "XC09AAY0000000001", "31.4301", "合计");
    }

    @Test
    void inpatientFaceHasItsOwnFields() throws IOException {
        byte[] pdf = PdfBill.render(Bills.inpatient(3), UNIT, FINANCE);
        assertThat(text(pdf, 1))
                .contains("医疗住院收费票据", "病历号", "BA0099121", "住院号", "ZY2026008812", "心血管内科")
                .contains("2026-08-10至2026-08-22", "预缴金额", "5000.00", "补缴金额", "123.45", "退费金额")
                .contains("贰万叁仟肆佰伍拾陆元柒角捌分")
                .containsSubsequence("床位费", "手术费", "护理费", "卫生材料费", "西药费")
                .doesNotContain("门诊号");
    }

    @Test
    void redBillIsNegativeAndNamesWhatItReverses() throws IOException {
        byte[] pdf = PdfBill.render(Bills.red(), UNIT, FINANCE);
        assertThat(text(pdf, 1))
                .contains("红字", "-1286.50", "负壹仟贰佰捌拾陆元伍角整", "33060126 0000012345", "患者退费");
        assertThat(text(pdf, 2)).contains("红字", "-47.15", "-1.5");
    }

    @Test
    void statusLiesAcrossEveryPage() throws IOException {
        BillDocument bill = Bills.withStatus(Bills.outpatient(), "已冲红");
        byte[] pdf = PdfBill.render(bill, UNIT, FINANCE);
        assertThat(text(pdf, 1)).contains("已冲红");
        assertThat(text(pdf, 2)).contains("已冲红");
    }

    @Test
    void takesUnderASecondOnceWarm() {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            Instant start = Instant.now();
            PdfBill.render(Bills.outpatient(), UNIT, FINANCE);
            Duration taken = Duration.between(start, Instant.now());
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        assertThat(best).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void thousandLinesArePaginated() throws IOException {
        byte[] pdf = PdfBill.render(Bills.inpatient(1000), UNIT, FINANCE);
        int pages = pages(pdf);
        assertThat(pages).isBetween(20, 40);
        assertThat(text(pdf, 1)).contains("共 " + pages + " 页");
        assertThat(text(pdf, pages)).contains("第 " + pages + " 页", "合计", "XC09AAY0000001000");
        assertThat(PdfBill.verify(pdf).valid()).isTrue();
    }

    @Test
    void qrReadsBackFromThePicture() throws Exception {
        byte[] pdf = PdfBill.render(Bills.outpatient(), UNIT, FINANCE);
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfDictionary images =
                    reader.getPageN(1).getAsDict(PdfName.RESOURCES).getAsDict(PdfName.XOBJECT);
            List<String> read = new ArrayList<>();
            for (PdfName name : images.getKeys()) {
                PRStream image = (PRStream) images.getDirectObject(name);
                if (PdfName.IMAGE.equals(image.getAsName(PdfName.SUBTYPE))) {
                    int side = image.getAsNumber(PdfName.WIDTH).intValue();
                    read.add(QrImageTest.decode(bits(PdfReader.getStreamBytes(image), side)));
                }
            }
            assertThat(read).containsExactly(Bills.QR);
        }
    }

    private static BufferedImage bits(byte[] rows, int side) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        int stride = (side + 7) / 8;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean white = (rows[y * stride + x / 8] >> (7 - x % 8) & 1) == 1;
                image.setRGB(x, y, white ? 0xFFFFFF : 0);
            }
        }
        return image;
    }

    @Test
    void dataIsAttached() throws IOException {
        byte[] pdf = PdfBill.render(Bills.outpatient(), UNIT, FINANCE);
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfArray names =
                    reader.getCatalog()
                            .getAsDict(PdfName.NAMES)
                            .getAsDict(PdfName.EMBEDDEDFILES)
                            .getAsArray(PdfName.NAMES);
            PdfDictionary file = names.getAsDict(1);
            PdfObject stream = file.getAsDict(PdfName.EF).getDirectObject(PdfName.F);
            String xml =
                    new String(PdfReader.getStreamBytes((PRStream) stream), StandardCharsets.UTF_8);
            assertThat(file.getAsString(PdfName.F).toUnicodeString()).isEqualTo("einvoice.xml");
            assertThat(xml)
                    .contains("<EInvoiceCode>33060126</EInvoiceCode>")
                    .contains("<EInvoiceNumber>0000012345</EInvoiceNumber>")
                    .contains("<TotalAmount>1286.50</TotalAmount>", "<ItemName>西药费</ItemName>");
        }
    }

    @Test
    void bothSignaturesVerify() {
        byte[] pdf = PdfBill.render(Bills.outpatient(), UNIT, FINANCE);
        Verification verification = PdfBill.verify(pdf);
        assertThat(verification.fault()).isEmpty();
        assertThat(verification.signers())
                .extracting(Signer::role)
                .containsExactly(Role.UNIT, Role.FINANCE);
        assertThat(verification.signers().getFirst().certificateDer())
                .isEqualTo(UNIT.certificateDer());
        assertThat(verification.signers().getLast().certificateDer())
                .isEqualTo(FINANCE.certificateDer());
    }

    @Test
    void anyChangedByteIsRefused() {
        byte[] pdf = PdfBill.render(Bills.red(), UNIT, FINANCE);
        assertThat(PdfBill.verify(pdf).valid()).isTrue();
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf("/Contents <");
        int first = text.indexOf("/Contents <");
        assertThat(first).isLessThan(last);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at < pdf.length; at += 4001) {
            places.add(at);
        }
        // Densely through both signatures, padding included, where the hash does not reach.
        for (int at = 0; at < 8300; at += 113) {
            places.add(first + at);
            places.add(Math.min(pdf.length - 1, last + at));
        }
        for (int at : places) {
            byte[] changed = pdf.clone();
            changed[at] ^= 1;
            assertThat(PdfBill.verify(changed).valid())
                    .as("byte %d of %d", at, pdf.length)
                    .isFalse();
        }
    }

    @Test
    void additionsAndMissingSignaturesAreRefused() {
        byte[] pdf = PdfBill.render(Bills.red(), UNIT, FINANCE);
        byte[] longer = Arrays.copyOf(pdf, pdf.length + 1);
        longer[pdf.length] = '\n';
        assertThat(PdfBill.verify(longer).valid()).isFalse();
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int unitOnly = text.indexOf("%%EOF", text.indexOf("/Contents <")) + 6;
        assertThat(PdfBill.verify(Arrays.copyOf(pdf, unitOnly)).fault()).contains("FINANCE");
        assertThat(PdfBill.verify(new byte[] {1, 2, 3}).fault()).contains("not a readable PDF");
        assertThat(PdfBill.verify(new byte[0]).valid()).isFalse();
    }

    @Test
    void internationalKeysSignToo() {
        TestSigner unit = TestSigner.make("Hospital", DocumentSigner.ED25519);
        TestSigner finance = TestSigner.make("Finance", DocumentSigner.ED25519);
        assertThat(PdfBill.verify(PdfBill.render(Bills.red(), unit, finance)).valid()).isTrue();
        TestSigner odd = new TestSigner(unit.key(), unit.certificateDer(), "RSA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PdfBill.render(Bills.red(), odd, finance));
    }

    @Test
    void anotherKeysSignatureIsRefused() {
        TestSigner mixed = new TestSigner(FINANCE.key(), UNIT.certificateDer(), DocumentSigner.SM2);
        byte[] pdf = PdfBill.render(Bills.red(), mixed, FINANCE);
        assertThat(PdfBill.verify(pdf).fault()).isEqualTo("signature does not match");
    }

    @Test
    void printsWithoutAFontOnTheMachine() throws IOException {
        byte[] pdf = PdfBill.render(Bills.red(), UNIT, FINANCE, PdfFonts.substitute());
        assertThat(PdfBill.verify(pdf).valid()).isTrue();
        assertThat(pages(pdf)).isEqualTo(2);
        assertThat(pdf.length).isLessThan(60_000);
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .contains("STSong-Light", "UniGB-UCS2-H")
                .doesNotContain("/FontFile");
    }

    @Test
    void manyThreadsPrintAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Verification>> checks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                BillDocument bill = i % 2 == 0 ? Bills.outpatient() : Bills.inpatient(30);
                checks.add(
                        threads.submit(() -> PdfBill.verify(PdfBill.render(bill, UNIT, FINANCE))));
            }
            for (Future<Verification> check : checks) {
                assertThat(check.get().fault()).isEmpty();
            }
        }
    }
}
