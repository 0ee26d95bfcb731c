package org.xinpiao.platform.claim;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Takes pictures from strangers: decoded, turned upright, made smaller and encoded anew, so that
 * nothing but the picture itself is kept. What was in the file beside it, such as a place, a script
 * or another file at its end, is gone.
 */
public final class Photos {

    /** Largest file in bytes. */
    public static final int BYTES_MAX = 10 << 20;

    /** A picture of more pixels is not decoded at all. */
    private static final long PIXELS_MAX = 120_000_000;

    /** Longest side of what is kept, enough to read a page of print. */
    private static final int SIDE_MAX = 2400;

    private static final float QUALITY = 0.82f;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    /** Pictures are large in memory: few at a time. */
    private static final Semaphore DECODING = new Semaphore(2);

    private Photos() {}

    /**
     * The picture alone, as JPEG.
     *
     * @throws UnusablePhotoException when it is none that can be taken
     */
    public static byte[] clean(byte[] file) throws UnusablePhotoException {
        if (file.length == 0) {
            throw new UnusablePhotoException("empty");
        }
        if (file.length > BYTES_MAX) {
            throw new UnusablePhotoException("large");
        }
        DECODING.acquireUninterruptibly();
        try {
            return encode(upright(decode(file), Orientation.of(file)));
        } catch (IOException e) {
            throw new UnusablePhotoException("broken");
        } finally {
            DECODING.release();
        }
    }

    private static BufferedImage decode(byte[] file) throws UnusablePhotoException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnusablePhotoException("kind");
            }
            ImageReader reader = readers.next();
            try {
                return decode(reader, in);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Decoders of pictures throw nearly anything on a broken one.
            throw new UnusablePhotoException("broken");
        }
    }

    private static BufferedImage decode(ImageReader reader, ImageInputStream in)
            throws IOException, UnusablePhotoException {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw new UnusablePhotoException("kind");
        }
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > PIXELS_MAX) {
            throw new UnusablePhotoException("pixels");
        }
        // The decoder of JPEG fills what is missing with grey and only warns of it.
        AtomicBoolean cut = new AtomicBoolean();
        reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                cut.set(true);
            }
        });
        ImageReadParam param = reader.getDefaultReadParam();
        int every = Math.max(1, Math.max(width, height) / SIDE_MAX);
        param.setSourceSubsampling(every, every, 0, 0);
        BufferedImage picture = reader.read(0, param);
        if (cut.get()) {
            throw new UnusablePhotoException("broken");
        }
        return picture;
    }

    /** Turned as it was taken, on white, and no larger than it needs to be. */
    private static BufferedImage upright(BufferedImage picture, Orientation orientation) {
        double scale =
                Math.min(
                        1.0, (double) SIDE_MAX / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        boolean turned = orientation.swapsSides();
        var upright =
                new BufferedImage(
                        turned ? height : width,
                        turned ? width : height,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = upright.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform transform = orientation.transform(width, height);
        transform.scale(scale, scale);
        graphics.drawImage(picture, transform, null);
        graphics.dispose();
        return upright;
    }

    private static byte[] encode(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
