package org.xinpiao.platform.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.ofdrw.core.signatures.SigType;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.layout.OFDDoc;
import org.ofdrw.layout.edit.Attachment;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.ExtendSignatureContainer;
import org.ofdrw.sign.OFDSigner;
import org.ofdrw.sign.SignMode;
import org.ofdrw.sign.stamppos.NormalStampPos;
import org.xinpiao.platform.document.FaceLayout.Face;

/**
 * Bills as OFD (GB/T 33190): what {@link PdfBill} prints, with two electronic seals of GB/T 38540.
 *
 * <p>The unit seals first; finance then seals every file of the package, the unit's seal included,
 * and is the maker of both seals. The seals' pictures show where a viewer finds them good. Safe for
 * use by many threads; files lie in a private temporary directory while a bill is made.
 */
public final class OfdBill {

    private OfdBill() {}

    /**
     * Draws and seals a bill.
     *
     * @throws IllegalArgumentException when the QR payload does not fit a code, or a signer is not
     *     SM2
     */
    public static byte[] render(BillDocument bill, DocumentSigner unit, DocumentSigner finance) {
        List<Sheet> details = DetailLayout.draw(bill);
        Face face = FaceLayout.draw(bill, details.size() + 1);
        Seal unitSeal =
                Seal.unit(bill.basics().getInstitutionName(), bill.basics().getInstitutionCode());
        Seal financeSeal = Seal.finance(Seal.province(bill.basics().getCode()));
        Instant now = Instant.now();
        try {
            byte[] drawn = draw(bill, face.sheet(), details);
            byte[] once =
                    seal(
                            drawn,
                            SignMode.ContinueSign,
                            new SealContainer(make(unitSeal, unit, finance), unit, now),
                            place(unitSeal, FaceLayout.UNIT_X, face.unitY()));
            return seal(
                    once,
                    SignMode.WholeProtected,
                    new SealContainer(make(financeSeal, finance, finance), finance, now),
                    place(financeSeal, FaceLayout.FINANCE_X, FaceLayout.FINANCE_Y));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /**
     * Checks that nothing in the package changed since unit and finance sealed it; never throws.
     */
    public static Verification verify(byte[] ofd) {
        return OfdVerifier.verify(ofd);
    }

    private static byte[] draw(BillDocument bill, Sheet face, List<Sheet> details)
            throws IOException {
        Path directory = Files.createTempDirectory("bill");
        Path code = directory.resolve("qr.png");
        Path data = directory.resolve(BillXml.FILE_NAME);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Files.write(code, QrImage.png(bill.qrPayload(), 4));
            Files.write(data, BillXml.write(bill));
            try (OFDDoc document = new OFDDoc(bytes)) {
                Map<String, Path> codes = Map.of(bill.qrPayload(), code);
                document.addVPage(OfdPainter.page(face, codes));
                details.forEach(sheet -> document.addVPage(OfdPainter.page(sheet, codes)));
                Attachment attachment = new Attachment(BillXml.FILE_NAME, data);
                document.addAttachment(attachment.setFormat("xml").setVisible(false));
            }
            return bytes.toByteArray();
        } finally {
            Files.deleteIfExists(code);
            Files.deleteIfExists(data);
            Files.delete(directory);
        }
    }

    private static SESeal make(Seal seal, DocumentSigner owner, DocumentSigner maker)
            throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        try (OFDDoc document = new OFDDoc(picture)) {
            document.addVPage(OfdPainter.page(seal.sheet(), Map.of()));
        }
        return OfdSeal.make(seal, picture.toByteArray(), owner, maker);
    }

    private static NormalStampPos place(Seal seal, double x, double y) {
        double width = seal.sheet().width();
        double height = seal.sheet().height();
        return new NormalStampPos(1, x - width / 2, y - height / 2, width, height);
    }

    private static byte[] seal(
            byte[] ofd, SignMode mode, SealContainer container, NormalStampPos place)
            throws IOException, GeneralSecurityException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(ofd.length + 16_384);
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(ofd));
                OFDSigner signer = new OFDSigner(reader, sealed)) {
            signer.setSignMode(mode);
            signer.setSignContainer(container);
            signer.addApPos(place);
            signer.exeSign();
        }
        return sealed.toByteArray();
    }

    private record SealContainer(SESeal seal, DocumentSigner signer, Instant time)
            implements ExtendSignatureContainer {

        @Override
        public MessageDigest getDigestFnc() {
            return new SM3.Digest();
        }

        @Override
        public ASN1ObjectIdentifier getSignAlgOID() {
            return GMObjectIdentifiers.sm2sign_with_sm3;
        }

        @Override
        public byte[] sign(InputStream file, String path) throws IOException {
            return OfdSeal.seal(seal, file.readAllBytes(), path, signer, time);
        }

        @Override
        public byte[] getSeal() {
            return OfdSeal.der(seal);
        }

        @Override
        public SigType getSignType() {
            return SigType.Seal;
        }
    }
}
