package org.xinpiao.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfWriter;
import org.xinpiao.platform.document.FaceLayout.Face;
import org.xinpiao.platform.document.Verification.Role;

/**
 * Bills as PDF: the mandated face, the detail list, the data as {@code einvoice.xml}, two
 * signatures.
 *
 * <p>The unit signs first; finance signs the whole of that in a second revision. Both seals stand
 * on the page as vectors and the signature fields lie over them. Safe for use by many threads.
 */
public final class PdfBill {

    private PdfBill() {}

    /**
     * Draws and signs a bill.
     *
     * @throws IllegalArgumentException when the QR payload does not fit a code, or a signer's
     *     algorithm is unknown
     */
    public static byte[] render(BillDocument bill, DocumentSigner unit, DocumentSigner finance) {
        return render(bill, unit, finance, PdfFonts.bill());
    }

    static byte[] render(
            BillDocument bill, DocumentSigner unit, DocumentSigner finance, BaseFont font) {
        List<Sheet> details = DetailLayout.draw(bill);
        Face face = FaceLayout.draw(bill, details.size() + 1);
        Seal unitSeal =
                Seal.unit(bill.basics().getInstitutionName(), bill.basics().getInstitutionCode());
        Seal financeSeal = Seal.finance(Seal.province(bill.basics().getCode()));
        Placed unitPlace = new Placed(unitSeal, FaceLayout.UNIT_X, face.unitY());
        Placed financePlace = new Placed(financeSeal, FaceLayout.FINANCE_X, FaceLayout.FINANCE_Y);
        try {
            byte[] drawn = draw(bill, face.sheet(), details, unitPlace, financePlace, font);
            double height = face.sheet().height();
            Instant now = Instant.now();
            byte[] once =
                    PdfSignatures.add(
                            drawn, Role.UNIT, unit, unitPlace.area(height), unitSeal.name(), now);
            return PdfSignatures.add(
                    once,
                    Role.FINANCE,
                    finance,
                    financePlace.area(height),
                    financeSeal.name(),
                    now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that nothing in the file changed since unit and finance signed it; never throws. */
    public static Verification verify(byte[] pdf) {
        return PdfSignatures.verify(pdf);
    }

    /** A seal and where its middle lies on the face, in millimetres from the top left. */
    private record Placed(Seal seal, double x, double y) {

        double left() {
            return x - seal.sheet().width() / 2;
        }

        double top() {
            return y - seal.sheet().height() / 2;
        }

        Rectangle area(double pageHeight) {
            return new Rectangle(
                    PdfPainter.points(left()),
                    PdfPainter.points(pageHeight - top() - seal.sheet().height()),
                    PdfPainter.points(left() + seal.sheet().width()),
                    PdfPainter.points(pageHeight - top()));
        }
    }

    private static byte[] draw(
            BillDocument bill,
            Sheet face,
            List<Sheet> details,
            Placed unit,
            Placed finance,
            BaseFont font)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(size(face), 0, 0, 0, 0);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        document.addTitle(FaceLayout.title(bill.basics()));
        document.addSubject(bill.basics().getCode() + " " + bill.basics().getNumber());
        document.addCreator("Xinpiao");
        document.open();
        draw(writer, font, face, 0, face.height());
        for (Placed placed : List.of(unit, finance)) {
            draw(writer, font, placed.seal().sheet(), placed.left(), face.height() - placed.top());
        }
        for (Sheet sheet : details) {
            document.setPageSize(size(sheet));
            document.newPage();
            draw(writer, font, sheet, 0, sheet.height());
        }
        writer.addFileAttachment(
                "票据数据 bill data",
                PdfFileSpecification.fileEmbedded(
                        writer, null, BillXml.FILE_NAME, BillXml.write(bill)));
        document.close();
        return bytes.toByteArray();
    }

    private static void draw(
            PdfWriter writer, BaseFont font, Sheet sheet, double left, double top) {
        new PdfPainter(writer.getDirectContent(), font, left, top).draw(sheet);
    }

    private static Rectangle size(Sheet sheet) {
        return new Rectangle(PdfPainter.points(sheet.width()), PdfPainter.points(sheet.height()));
    }
}
