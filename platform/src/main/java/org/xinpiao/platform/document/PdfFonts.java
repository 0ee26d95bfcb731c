package org.xinpiao.platform.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpdf.text.pdf.BaseFont;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The font of PDF bills: the machine's Noto CJK, embedded as a subset, else one that viewers
 * substitute.
 */
final class PdfFonts {

    private static final Logger LOG = LoggerFactory.getLogger(PdfFonts.class);

    /** Song style first: it is what fiscal bills are set in. */
    private static final List<String> FILES =
            List.of("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc");

    /** Place of the simplified Chinese face in those collections, after JP and KR. */
    private static final int SC = 2;

    private static final int DEPTH_MAX = 6;

    private PdfFonts() {}

    /** Looked for once, at first use. */
    static BaseFont bill() {
        return Holder.FONT;
    }

    private static final class Holder {
        static final BaseFont FONT = find();
    }

    private static BaseFont find() {
        for (String name : FILES) {
            Optional<Path> file = directories().flatMap(dir -> search(dir, name)).findFirst();
            if (file.isPresent()) {
                return create(file.get() + "," + SC, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
            }
        }
        LOG.warn(
                "no Noto CJK font on this machine (Debian: fonts-noto-cjk); "
                        + "PDF bills name STSong-Light and leave the letters to the viewer");
        return substitute();
    }

    /** Adobe's standard Chinese font, never embedded. */
    static BaseFont substitute() {
        return create("STSong-Light", "UniGB-UCS2-H", BaseFont.NOT_EMBEDDED);
    }

    private static BaseFont create(String name, String encoding, boolean embedded) {
        try {
            return BaseFont.createFont(name, encoding, embedded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> directories() {
        Path home = Path.of(System.getProperty("user.home", "."));
        return Stream.of(
                        Path.of("/usr/share/fonts"),
                        Path.of("/usr/local/share/fonts"),
                        home.resolve(".local/share/fonts"),
                        home.resolve(".fonts"),
                        Path.of("/Library/Fonts"),
                        home.resolve("Library/Fonts"))
                .filter(Files::isDirectory);
    }

    private static Stream<Path> search(Path directory, String name) {
        try (Stream<Path> found =
                Files.find(
                        directory,
                        DEPTH_MAX,
                        (path, _) -> path.endsWith(name),
                        FileVisitOption.FOLLOW_LINKS)) {
            return found.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
