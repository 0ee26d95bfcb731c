package org.xinpiao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** House rules that no other tool checks; reads the whole repository, this module's parent. */
class TidyTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> ROOMS =
            List.of("contracts", "crypto", "ledger", "platform", "simulator", "bench");

    private static final int FILE_LINES_MAX = 600;
    private static final int README_LINES_MAX = 20;

    private static final Set<String> ADR_STATUS =
            Set.of("proposed", "accepted", "superseded", "rejected");

    private static final Set<String> IGNORED = Set.of("target", ".git", ".idea", ".vscode");

    private static final Set<String> TEXT =
            Set.of(
                    "java",
                    "proto",
                    "md",
                    "xml",
                    "yaml",
                    "yml",
                    "json",
                    "properties",
                    "sql",
                    "html",
                    "js",
                    "css",
                    "config",
                    "sh",
                    "txt");

    private static final Set<String> TEXT_WITHOUT_ENDING =
            Set.of("xinpiao", "LICENSE", ".ci/run", ".editorconfig", ".gitignore");

    // A letter in brackets keeps this file from finding itself.
    private static final Pattern OPEN_END = Pattern.compile("\\b(?:FIX[M]E|TO[D]O|XX[X])\\b");
    private static final Pattern WILDCARD =
            Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.\\*;");
    private static final Pattern ASSERT = Pattern.compile("(?m)^\\s*assert\\s+[^=;]+;");
    private static final Pattern LOMBOK = Pattern.compile("\\blombo[k]\\b");
    private static final Pattern FIELD_INJECTION =
            Pattern.compile("@Autowired\\s+(?:private|protected)");

    /** A stream of rows keeps its connection until it is closed. */
    private static final Pattern OPEN_ROWS =
            Pattern.compile("\\.query\\((?:[^()]|\\([^()]*\\))*\\)\\s*\\.stream\\(\\)");

    private static final Pattern REGISTRY =
            Pattern.compile(
                    "https?://(?!maven\\.apache\\.org/(?:POM|xsd))[\\w.:-]+/[^\\s\"')]*"
                        + "(?:maven2?|debian|simple|repository|artifactory|nexus)\\b"
                        + "|\\b(?:repo1?|repository|registry|deb|pypi)\\.[a-z0-9-]+\\.(?:org|com|io)\\b"
                        + "|distribution[U]rl|<reposi[t]ory>|<mirro[r]>");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.-])/(?:wor[k]|roo[t]|home/[a-z]+|User[s])/");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ADR_NAME = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern ADR_STATUS_LINE = Pattern.compile("(?m)^Status: (\\w+)");

    /** A file with its text. */
    private record Source(String path, String text) {

        boolean isJava() {
            return path.endsWith(".java");
        }

        boolean isMarkdown() {
            return path.endsWith(".md");
        }

        /** Path and line of each place where the pattern stands. */
        List<String> places(Pattern pattern) {
            return pattern.matcher(text)
                    .results()
                    .map(hit ->
                            path
                                    + ":"
                                    + lines(text.substring(0, hit.start()))
                                    + " "
                                    + hit.group().strip())
                    .toList();
        }
    }

    private final List<Source> sources = sources();

    @Test
    void readsTheRepository() {
        assertThat(sources)
                .extracting(Source::path)
                .contains("README.md", "xinpiao", "pom.xml", "docs/architecture.md");
        assertThat(sources).filteredOn(Source::isJava).hasSizeGreaterThan(200);
    }

    @Test
    void everyRoomHasAShortReadme() {
        assertThat(ROOMS)
                .allSatisfy(room -> {
                    Path readme = REPOSITORY.resolve(room).resolve("README.md");
                    assertThat(readme).exists();
                    assertThat(Files.readAllLines(readme)).hasSizeBetween(5, README_LINES_MAX);
                });
    }

    @Test
    void decisionsAreNumberedOnceAndHaveAStatus() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, String> numbers = new HashMap<>();
        for (Path file : list(REPOSITORY.resolve("docs/adr"))) {
            String name = file.getFileName().toString();
            Matcher parts = ADR_NAME.matcher(name);
            if (!parts.matches()) {
                wrong.add(name + ": is not NNNN-words.md");
                continue;
            }
            String number = parts.group(1);
            String other = numbers.put(number, name);
            if (other != null) {
                wrong.add(name + ": has the number of " + other);
            }
            String text = Files.readString(file);
            if (!text.startsWith("# " + Integer.parseInt(number) + ". ")) {
                wrong.add(name + ": its title does not begin with its number");
            }
            Matcher status = ADR_STATUS_LINE.matcher(text);
            if (!status.find() || !ADR_STATUS.contains(status.group(1))) {
                wrong.add(name + ": its status is none of " + ADR_STATUS);
            }
            for (String part : List.of("Context", "Alternatives", "Decision", "Consequences")) {
                if (!text.contains("\n## " + part + "\n")) {
                    wrong.add(name + ": lacks " + part);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(numbers).isNotEmpty();
    }

    @Test
    void linksInDocumentsResolve() {
        List<String> wrong = new ArrayList<>();
        for (Source source : sources) {
            if (!source.isMarkdown()) {
                continue;
            }
            for (Matcher link = MARKDOWN_LINK.matcher(source.text()); link.find(); ) {
                String fault = fault(source, link.group(1));
                if (fault != null) {
                    wrong.add(source.path() + ": " + link.group(1) + " " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static @Nullable String fault(Source source, String link) {
        if (link.contains("://")) {
            return null;
        }
        String[] parts = link.split("#", 2);
        Path from = REPOSITORY.resolve(source.path());
        Path to = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!to.startsWith(REPOSITORY) || !Files.exists(to)) {
            return "leads nowhere";
        }
        return parts.length == 2 && !anchors(to).contains(parts[1]) ? "has no such heading" : null;
    }

    private static Set<String> anchors(Path markdown) {
        return read(markdown)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsLeftOpen() {
        assertNowhere(OPEN_END, _ -> true);
    }

    @Test
    void javaKeepsTheHouseRules() {
        assertNowhere(WILDCARD, Source::isJava);
        assertNowhere(LOMBOK, Source::isJava);
        assertNowhere(FIELD_INJECTION, Source::isJava);
        assertNowhere(OPEN_ROWS, Source::isJava);
        assertNowhere(ASSERT, source -> source.isJava() && source.path().contains("/src/main/"));
    }

    @Test
    void filesFitOneSitting() {
        assertThat(sources)
                .filteredOn(Source::isJava)
                .allSatisfy(source ->
                        assertThat(source.text().lines().count())
                                .as(source.path())
                                .isLessThanOrEqualTo(FILE_LINES_MAX));
    }

    @Test
    void everyPackageMarksItsNulls() {
        Set<String> unmarked = new TreeSet<>();
        for (Source source : sources) {
            if (source.isJava() && source.path().contains("/src/")) {
                Path mark = REPOSITORY.resolve(source.path()).resolveSibling("package-info.java");
                if (!Files.exists(mark) || !read(mark).contains("@NullMarked")) {
                    unmarked.add(source.path().substring(0, source.path().lastIndexOf('/')));
                }
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void nothingNamesARegistryOrAMachine() {
        assertNowhere(REGISTRY, _ -> true);
        assertNowhere(MACHINE_PATH, source -> !source.path().equals("xinpiao"));
    }

    private void assertNowhere(Pattern pattern, Predicate<Source> where) {
        assertThat(
                        sources.stream()
                                .filter(where)
                                .flatMap(source -> source.places(pattern).stream()))
                .as("places of " + pattern)
                .isEmpty();
    }

    private static List<Source> sources() {
        List<Source> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    REPOSITORY,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return IGNORED.contains(directory.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            String path = REPOSITORY.relativize(file).toString();
                            if (attributes.isRegularFile() && isText(path)) {
                                found.add(new Source(path, read(file)));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean isText(String path) {
        return TEXT.contains(path.substring(path.lastIndexOf('.') + 1))
                || TEXT_WITHOUT_ENDING.contains(path);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new AssertionError(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static long lines(String before) {
        return before.chars().filter(c -> c == '\n').count() + 1;
    }
}
