package org.xinpiao.platform.document;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * QR codes as pictures. Each method throws {@link IllegalArgumentException} when the text does not
 * fit.
 */
public final class QrImage {

    /** White modules that the standard asks for on each side. */
    private static final int QUIET = 4;

    /** Side at level L (version 15) up to which level M is still coarse enough to scan. */
    private static final int STRONG_SIDE_MAX = 77;

    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");

    private QrImage() {}

    /** One path in module units; scales to its container, prints sharp. */
    public static String svg(String text) {
        BitMatrix modules = modules(text);
        int side = modules.getWidth();
        StringBuilder path = new StringBuilder(side * side * 3);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int from = x;
                while (x < side && modules.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    int run = x - from;
                    path.append('M').append(from).append(' ').append(y);
                    path.append('h').append(run).append("v1h-").append(run).append('z');
                }
            }
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" \
        shape-rendering="crispEdges" role="img" aria-label="QR">\
        <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>\
        """
                .formatted(side, path);
    }

    /**
     * A black and white PNG.
     *
     * @param scale pixels a module, 1 to 32
     */
    public static byte[] png(String text, int scale) {
        if (scale < 1 || scale > 32) {
            throw new IllegalArgumentException("scale: " + scale);
        }
        BitMatrix modules = modules(text);
        int side = modules.getWidth();
        BitMatrix pixels = new BitMatrix(side * scale);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (modules.get(x, y)) {
                    pixels.setRegion(x * scale, y * scale, scale, scale);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            MatrixToImageWriter.writeToStream(pixels, "PNG", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** The modules with their quiet zone: level M for short texts, L for long ones. */
    static BitMatrix modules(String text) {
        try {
            ByteMatrix code = Encoder.encode(text, ErrorCorrectionLevel.L, HINTS).getMatrix();
            if (code.getWidth() <= STRONG_SIDE_MAX) {
                code = Encoder.encode(text, ErrorCorrectionLevel.M, HINTS).getMatrix();
            }
            int side = code.getWidth();
            BitMatrix modules = new BitMatrix(side + 2 * QUIET);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    if (code.get(x, y) == 1) {
                        modules.set(x + QUIET, y + QUIET);
                    }
                }
            }
            return modules;
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "no QR code holds " + text.length() + " characters", e);
        }
    }
}
