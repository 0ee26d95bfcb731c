package org.xinpiao.platform.verify;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Finds a QR code in a picture, for browsers that cannot. */
final class QrPicture {

    /** Largest picture in pixels, so that a small file cannot fill the memory. */
    private static final long PIXELS_MAX = 24_000_000;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    /** ZXing misses two codes in a hundred at any one size, and others at another. */
    private static final double[] SCALES = {1, 0.8, 0.6, 0.45};

    private QrPicture() {}

    /**
     * The text of the QR code; nothing when there is none in the picture.
     *
     * @throws UnusableException when it is no picture, of another format, or too large
     */
    static Optional<String> read(byte[] file) throws UnusableException {
        BufferedImage picture = picture(file);
        for (double scale : SCALES) {
            LuminanceSource source = new BufferedImageLuminanceSource(scaled(picture, scale));
            Optional<String> text =
                    decode(new HybridBinarizer(source), DecodeHintType.TRY_HARDER)
                            .or(() ->
                                    decode(
                                            new GlobalHistogramBinarizer(source),
                                            DecodeHintType.PURE_BARCODE));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(Binarizer binarizer, DecodeHintType hint) {
        try {
            Map<DecodeHintType, Object> hints = Map.of(hint, true);
            var result = new QRCodeReader().decode(new BinaryBitmap(binarizer), hints);
            return Optional.of(result.getText());
        } catch (ReaderException none) {
            return Optional.empty();
        }
    }

    /** In grey, smoothed. */
    private static BufferedImage scaled(BufferedImage picture, double scale) {
        int width = Math.max(1, (int) (picture.getWidth() * scale));
        int height = Math.max(1, (int) (picture.getHeight() * scale));
        var grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        graphics.dispose();
        return grey;
    }

    private static BufferedImage picture(byte[] file) throws UnusableException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnusableException("not a picture");
            }
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw new UnusableException("not a PNG or JPEG picture");
                }
                reader.setInput(in);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > PIXELS_MAX) {
                    throw new UnusableException("a picture of too many pixels");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Decoders of pictures throw nearly anything on a broken one.
            throw new UnusableException("not a whole picture", e);
        }
    }
}
