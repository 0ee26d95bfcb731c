package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.xinpiao.platform.identity.Role;

/** Every text exists in both languages, and every template asks only for texts that exist. */
class MessagesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern USED = Pattern.compile("#\\{([a-zA-Z][a-zA-Z0-9_.-]*)[}(]");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        var bundles =
                files(RESOURCES, "(messages|messages/[^/]+)\\.properties").stream()
                        .filter(file -> !file.toString().endsWith("_en.properties"))
                        .toList();
        assertThat(bundles).contains(RESOURCES.resolve("messages.properties"));
        for (Path chinese : bundles) {
            var english = Path.of(chinese.toString().replace(".properties", "_en.properties"));
            assertThat(load(english).stringPropertyNames())
                    .as("keys of %s", english)
                    .isEqualTo(load(chinese).stringPropertyNames());
        }
    }

    @Test
    void noTextIsBlank() {
        for (Path file : files(RESOURCES, "messages.*\\.properties")) {
            load(file).forEach((key, text) -> assertThat((String) text).as("%s", key).isNotBlank());
        }
    }

    @Test
    void templatesUseOnlyKeysThatExist() {
        var known = keys();
        for (Path template : files(RESOURCES, "templates/.*\\.html")) {
            var used = new TreeSet<String>();
            USED.matcher(read(template)).results().forEach(match -> used.add(match.group(1)));
            used.removeAll(known);
            assertThat(used).as("keys without a text in %s", template).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rolesHaveNames(Role role) {
        assertThat(keys()).contains(role.labelKey());
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasWords(HttpStatus status) throws IOException {
        var problem =
                new Problems(new Messages().messageSource())
                        .of(status, java.util.List.of(), Locale.ENGLISH);
        assertThat(problem.getTitle()).isNotBlank();
        assertThat(problem.getDetail()).isNotBlank();
    }

    private static Set<String> keys() {
        return files(RESOURCES, "messages.*\\.properties").stream()
                .flatMap(file -> load(file).stringPropertyNames().stream())
                .collect(Collectors.toSet());
    }

    private static java.util.List<Path> files(Path root, String pattern) {
        var matches = Pattern.compile(pattern).asMatchPredicate();
        try (var tree = Files.walk(root)) {
            return tree.filter(file ->
                            matches.test(root.relativize(file).toString().replace('\\', '/')))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
