package org.xinpiao.ledger;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of the C2SP tlog-tiles layout: {@code tile/<L>/<N>[.p/<W>]} or {@code
 * tile/entries/<N>[.p/<W>]}.
 *
 * @param level the tile's level; -1 for a bundle of entries
 * @param number the tile's number in its level
 * @param width hashes or entries asked for, 1 to 256
 */
record TilePath(int level, long number, int width) {

    private static final int ENTRIES = -1;
    private static final Pattern FORM =
            Pattern.compile(
                    "tile/(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})"
                            + "(?:\\.p/([1-9][0-9]{0,2}))?");

    boolean entries() {
        return level == ENTRIES;
    }

    /** Reads a path; null when it is none, or not in its one allowed spelling. */
    static @Nullable TilePath parse(String path) {
        Matcher m = FORM.matcher(path);
        if (!m.matches()) {
            return null;
        }
        long number = Long.parseLong(m.group(2).replace("x", "").replace("/", ""));
        int width = m.group(3) == null ? TileId.WIDTH : Integer.parseInt(m.group(3));
        boolean full = m.group(3) == null;
        if (!encode(number).equals(m.group(2)) || (!full && width >= TileId.WIDTH)) {
            return null;
        }
        int level = m.group(1).equals("entries") ? ENTRIES : Integer.parseInt(m.group(1));
        return new TilePath(level, number, width);
    }

    /** A tile's number as path elements of three digits, all but the last led by an x. */
    static String encode(long number) {
        String last = String.format(Locale.ROOT, "%03d", number % 1000);
        StringBuilder path = new StringBuilder(last);
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        return path.toString();
    }
}
