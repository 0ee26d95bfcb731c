package org.xinpiao.platform.window;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.xinpiao.platform.Story;
import org.xinpiao.simulator.Person;

/** Papers that people bring, each right as it comes. */
final class PapersMade {

    static final String CODE = "41010126";

    private PapersMade() {}

    /** A stay in a hospital elsewhere, 3000.00 in two lines. */
    static PaperForm stay(Person person, String number) {
        return new PaperForm(
                person.psnNo(),
                CODE,
                number,
                "a1b2c3",
                "",
                "伊犁州友谊医院",
                "654000",
                "02",
                "01",
                Story.today().minusDays(3).toString(),
                Story.today().minusDays(8).toString(),
                "3000.00",
                person.bankCard(),
                List.of(
                        new PaperForm.Line("06", "阑尾切除术", "1", "", "2000"),
                        new PaperForm.Line("09", "", "2", "10", "1000.00")));
    }

    /** A picture of a paper. */
    static byte[] photo() {
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 640, 400);
        pen.setColor(Color.RED);
        pen.drawOval(440, 40, 120, 120);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
