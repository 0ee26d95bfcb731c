package org.xinpiao.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.claim.ClaimReason;
import org.xinpiao.contracts.coverage.CoverageReason;
import org.xinpiao.contracts.fund.FundReason;
import org.xinpiao.contracts.registry.RegistryReason;

/** Codes are permanent: a line of reasons.txt is added, never changed. */
final class ReasonsTest {

    private static final List<Reason> REASONS =
            Stream.<Reason[]>of(
                            RegistryReason.values(),
                            BillReason.values(),
                            CoverageReason.values(),
                            FundReason.values(),
                            ClaimReason.values())
                    .flatMap(Stream::of)
                    .toList();

    @Test
    void codes_areThoseOfTheGoldenFile() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Reason reason : REASONS) {
            lines.add(reason.code() + (reason.retry() ? " retry" : ""));
        }
        lines.sort(null);
        assertThat(lines)
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/reasons.txt"), UTF_8));
    }

    @Test
    void codes_areUnique_andCarryTheirCapability() {
        assertThat(REASONS).extracting(Reason::code).doesNotHaveDuplicates();
        for (Reason reason : REASONS) {
            String type = reason.getClass().getSimpleName();
            String capability = type.substring(0, type.length() - "Reason".length());
            assertThat(reason.code())
                    .matches("[a-z]+\\.[a-z]+(-[a-z]+)*")
                    .startsWithIgnoringCase(capability + ".");
        }
    }

    @Test
    void sentences_areWholeInBothLanguages() {
        for (Reason reason : REASONS) {
            assertThat(reason.zh()).matches("[^a-zA-Z]*[\\p{IsHan}][^a-zA-Z]*。");
            assertThat(reason.en()).matches("[A-Z][\\x20-\\x7e]+\\.");
        }
    }

    @Test
    void everyReason_occursInATest() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                sources.append(Files.readString(file, UTF_8));
            }
        }
        for (Reason reason : REASONS) {
            String name = reason.getClass().getSimpleName() + "." + ((Enum<?>) reason).name();
            assertThat(sources.toString()).containsPattern(name + "\\b");
        }
    }
}
