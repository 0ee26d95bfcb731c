package org.xinpiao.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.bouncycastle.asn1.ASN1Encoding;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.AcroFields;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfSignature;
import org.openpdf.text.pdf.PdfSignatureAppearance;
import org.openpdf.text.pdf.PdfStamper;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;
import org.xinpiao.platform.document.Verification.Role;
import org.xinpiao.platform.document.Verification.Signer;

/** The two signatures of a PDF bill (adbe.pkcs7.detached), one revision each. */
final class PdfSignatures {

    private static final PdfName DETACHED = new PdfName("adbe.pkcs7.detached");

    /** Room kept for a signature: certificate and signature take about 1 kB. */
    private static final int CMS_BYTES_MAX = 4096;

    private static final HexFormat HEX = HexFormat.of();

    private PdfSignatures() {}

    /**
     * Appends a revision that signs everything before it.
     *
     * @param area of the seal on the first page, in points
     */
    static byte[] add(
            byte[] pdf,
            Role role,
            DocumentSigner signer,
            Rectangle area,
            String sealName,
            Instant time)
            throws IOException {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(pdf.length + 4 * CMS_BYTES_MAX);
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfStamper stamper =
                    PdfStamper.createSignature(reader, signed, PdfWriter.VERSION_1_7, null, true);
            PdfSignatureAppearance appearance = stamper.getSignatureAppearance();
            appearance.setVisibleSignature(area, 1, role.name());
            appearance.setAcro6Layers(true);
            // The page shows the seal; touching the layers keeps the library from writing its own
            // text.
            appearance.getLayer(0);
            appearance.getLayer(2);
            Calendar calendar =
                    GregorianCalendar.getInstance(TimeZone.getTimeZone("Asia/Shanghai"));
            calendar.setTimeInMillis(time.toEpochMilli());
            PdfSignature dictionary = new PdfSignature(PdfName.ADOBE_PPKLITE, DETACHED);
            dictionary.setName(sealName);
            dictionary.setDate(new PdfDate(calendar));
            appearance.setCryptoDictionary(dictionary);
            appearance.preClose(Map.of(PdfName.CONTENTS, 2 * CMS_BYTES_MAX + 2));
            byte[] cms = DetachedCms.sign(appearance.getRangeStream().readAllBytes(), signer, time);
            PdfDictionary update = new PdfDictionary();
            update.put(
                    PdfName.CONTENTS,
                    new PdfString(Arrays.copyOf(cms, CMS_BYTES_MAX)).setHexWriting(true));
            appearance.close(update);
        }
        return signed.toByteArray();
    }

    static Verification verify(byte[] pdf) {
        try (PdfReader reader = new PdfReader(pdf)) {
            AcroFields fields = reader.getAcroFields();
            List<Signer> signers = new ArrayList<>();
            int covered = 0;
            for (Role role : Role.values()) {
                PdfDictionary signature = fields.getSignatureDictionary(role.name());
                if (signature == null) {
                    return Verification.bad(role + ": no signature");
                }
                PdfArray range = signature.getAsArray(PdfName.BYTERANGE);
                int[] at = new int[4];
                for (int i = 0; i < at.length; i++) {
                    at[i] = range.getAsNumber(i).intValue();
                }
                if (at[0] != 0 || at[2] <= at[1] || at[1] < covered || at[2] + at[3] > pdf.length) {
                    return Verification.bad(role + ": does not cover what stands before it");
                }
                signers.add(signer(role, pdf, at));
                covered = at[2] + at[3];
            }
            return covered == pdf.length
                    ? Verification.good(signers)
                    : Verification.bad("something was added after the signatures");
        } catch (GeneralSecurityException e) {
            return Verification.bad(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return Verification.bad("not a readable PDF: " + e.getClass().getSimpleName());
        }
    }

    private static Signer signer(Role role, byte[] pdf, int[] at)
            throws GeneralSecurityException, IOException {
        byte[] content = new byte[at[1] + at[3]];
        System.arraycopy(pdf, 0, content, 0, at[1]);
        System.arraycopy(pdf, at[2], content, at[1], at[3]);
        DetachedCms.Signed signed = DetachedCms.verify(content, cms(pdf, at[1], at[2]));
        return new Signer(
                role,
                signed.certificate().getSubject().toString(),
                signed.certificate().getEncoded(ASN1Encoding.DER),
                signed.time());
    }

    /** The signature in the hole of its byte range, which must hold nothing else but padding. */
    private static byte[] cms(byte[] pdf, int from, int to) throws GeneralSecurityException {
        String hole = new String(pdf, from, to - from, StandardCharsets.ISO_8859_1);
        byte[] padded = HEX.parseHex(hole, 1, hole.length() - 1);
        // DER: tag, then the length in two bytes; a CMS with its certificate is neither shorter nor
        // longer.
        int length = 4 + (Byte.toUnsignedInt(padded[2]) << 8 | Byte.toUnsignedInt(padded[3]));
        byte[] cms = Arrays.copyOf(padded, length);
        String expected = "<" + HEX.formatHex(Arrays.copyOf(cms, padded.length)) + ">";
        if (padded[1] != (byte) 0x82 || !expected.equals(hole)) {
            throw new GeneralSecurityException("signature padding was changed");
        }
        return cms;
    }
}
