package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotosTest {

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void pictureStaysAPictureAndNothingElse(String format) throws Exception {
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] clean = Photos.clean(join(picture(60, 40, format), script));

        BufferedImage image = read(clean);
        assertThat(image.getWidth()).isEqualTo(60);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(isRed(image, 5, 5)).isTrue();
        assertThat(isRed(image, 55, 35)).isFalse();
        assertThat(new String(clean, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void whereItWasTakenIsGoneAndItStandsUpright() throws Exception {
        byte[] clean = Photos.clean(withExif(picture(60, 40, "jpeg"), 6));

        BufferedImage image = read(clean);
        assertThat(image.getWidth()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(60);
        // Turned clockwise: what was on the left at the top is on the right at the top.
        assertThat(isRed(image, 35, 5)).isTrue();
        assertThat(isRed(image, 5, 5)).isFalse();
        assertThat(new String(clean, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    }

    @ParameterizedTest
    @CsvSource({"1,5,5", "2,55,5", "3,55,35", "4,5,35", "5,5,5", "6,35,5", "7,35,55", "8,5,55"})
    void everyWayToHoldAPhone(int orientation, int x, int y) throws Exception {
        byte[] clean = Photos.clean(withExif(picture(60, 40, "jpeg"), orientation));

        assertThat(isRed(read(clean), x, y)).isTrue();
    }

    @Test
    void largePictureIsMadeSmaller() throws Exception {
        BufferedImage image = read(Photos.clean(picture(5_000, 2_500, "png")));

        assertThat(image.getWidth()).isBetween(2_000, 2_500);
        assertThat(image.getHeight()).isBetween(1_000, 1_250);
    }

    @Test
    void scriptCalledPictureIsNone() {
        refused("kind", "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8));
        refused("kind", "<svg xmlns='x'><script/></svg>".getBytes(StandardCharsets.UTF_8));
        refused("kind", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        refused("empty", new byte[0]);
    }

    @Test
    void otherKindsOfPicturesAreNotTaken() throws IOException {
        refused("kind", picture(10, 10, "gif"));
        refused("kind", picture(10, 10, "bmp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void truncatedPictureIsRefused(String format) throws IOException {
        byte[] whole = picture(400, 300, format);

        refused("broken", Arrays.copyOf(whole, whole.length / 2));
        refused("broken", Arrays.copyOf(whole, 30));
    }

    @Test
    void fileOverTenMegabytesIsNotLookedAt() {
        refused("large", new byte[Photos.BYTES_MAX + 1]);
    }

    @Test
    void bombOfPixelsIsNotDecoded() {
        refused("pixels", hugePng(40_000, 40_000));
    }

    private static void refused(String word, byte[] file) {
        assertThatThrownBy(() -> Photos.clean(file))
                .isInstanceOfSatisfying(
                        UnusablePhotoException.class, e -> assertThat(e.word()).isEqualTo(word));
    }

    /** White with a red corner on the left at the top. */
    static byte[] picture(int width, int height, String format) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 16, 16);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static boolean isRed(BufferedImage image, int x, int y) {
        var color = new Color(image.getRGB(x, y));
        return color.getRed() > 180 && color.getGreen() < 100;
    }

    /** The segment in which a phone says how it was held, and where. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
        byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff.array());
        ByteBuffer head = ByteBuffer.allocate(6);
        head.putShort((short) 0xFFD8).putShort((short) 0xFFE1).putShort((short) (exif.length + 2));
        return join(head.array(), join(exif, Arrays.copyOfRange(jpeg, 2, jpeg.length)));
    }

    /** A few bytes that promise very many pixels. */
    private static byte[] hugePng(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        ByteBuffer png = ByteBuffer.allocate(8 + 4 + 17 + 4);
        png.putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue());
        return png.array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
