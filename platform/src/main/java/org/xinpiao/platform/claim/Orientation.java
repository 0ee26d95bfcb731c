package org.xinpiao.platform.claim;

import java.awt.geom.AffineTransform;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a phone held the picture: the Exif orientation of a JPEG file, 1 (upright) to 8. */
record Orientation(int value) {

    private static final Orientation UPRIGHT = new Orientation(1);

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int TAG = 0x0112;

    private static final int APP1 = 0xE1;

    private static final int ENTRY_BYTES = 12;

    /** Of a file; upright where it says nothing that can be read. */
    static Orientation of(byte[] file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(file);
            if (bytes.getShort() != (short) 0xFFD8) {
                return UPRIGHT;
            }
            while (Byte.toUnsignedInt(bytes.get()) == 0xFF) {
                int marker = Byte.toUnsignedInt(bytes.get());
                int length = Short.toUnsignedInt(bytes.getShort()) - 2;
                if (marker < 0xC0 || marker == 0xDA || length < 0) {
                    return UPRIGHT;
                }
                ByteBuffer segment = bytes.slice(bytes.position(), length);
                if (marker == APP1 && isExif(segment)) {
                    return tiff(segment.slice(EXIF.length, length - EXIF.length));
                }
                bytes.position(bytes.position() + length);
            }
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            return UPRIGHT; // Not worth a refusal.
        }
        return UPRIGHT;
    }

    private static boolean isExif(ByteBuffer segment) {
        byte[] head = new byte[EXIF.length];
        if (segment.remaining() < head.length) {
            return false;
        }
        segment.get(0, head);
        return Arrays.equals(head, EXIF);
    }

    private static Orientation tiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    boolean swapsSides() {
        return value >= 5;
    }

    /** From the picture as it is stored, of this size, to the picture upright. */
    AffineTransform transform(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
