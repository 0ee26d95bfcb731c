package org.xinpiao.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrImageTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    /** Reads a code as a scanner does. */
    static String decode(byte[] picture) throws IOException, ReaderException {
        return decode(ImageIO.read(new ByteArrayInputStream(picture)));
    }

    static String decode(BufferedImage image) throws ReaderException {
        BinaryBitmap bitmap =
                new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
        return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)).getText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "XP1:0",
                "https://example.org/verify?number=0000012345&check=c748a8",
                "票据 bill"
            })
    void readsBackFromPngAndSvg(String text) throws Exception {
        assertThat(decode(QrImage.png(text, 4))).isEqualTo(text);
        assertThat(decode(raster(QrImage.svg(text), 4))).isEqualTo(text);
    }

    @Test
    void readsBackALongProof() throws Exception {
        assertThat(Bills.QR).hasSize(1100);
        assertThat(decode(QrImage.png(Bills.QR, 3))).isEqualTo(Bills.QR);
        assertThat(decode(raster(QrImage.svg(Bills.QR), 3))).isEqualTo(Bills.QR);
    }

    @Test
    void packsTheAlphanumericAlphabet() {
        int alphanumeric = QrImage.modules(Bills.QR).getWidth();
        int bytes = QrImage.modules(Bills.QR.toLowerCase(java.util.Locale.ROOT)).getWidth();
        assertThat(alphanumeric).isLessThan(bytes).isEqualTo(93 + 8);
    }

    @Test
    void refusesWhatNoCodeHolds() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrImage.svg("x".repeat(3000)));
        assertThatIllegalArgumentException().isThrownBy(() -> QrImage.png("x", 0));
    }

    @Test
    void decoderSeesNothingInAnEmptyPicture() {
        BufferedImage empty = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> decode(empty)))
                .isInstanceOf(NotFoundException.class);
    }

    /** Draws the one path that the SVG consists of. */
    private static BufferedImage raster(String svg, int scale) {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
        assertThat(size.find()).isTrue();
        int side = Integer.parseInt(size.group(1)) * scale;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.setColor(Color.BLACK);
        graphics.scale(scale, scale);
        Matcher run = RUN.matcher(svg);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1));
            int y = Integer.parseInt(run.group(2));
            int width = Integer.parseInt(run.group(3));
            Path2D path = new Path2D.Double();
            path.moveTo(x, y);
            path.lineTo(x + width, y);
            path.lineTo(x + width, y + 1);
            path.lineTo(x, y + 1);
            path.closePath();
            graphics.fill(path);
        }
        graphics.dispose();
        return image;
    }
}
