package org.xinpiao.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads the sample: one file for each list, UTF-8, one JSON object per line. */
public final class SampleFiles {

    private static final String FOLDER = "/province/";

    private SampleFiles() {}

    /** Writes the sample's files into the folder given as the first argument. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        Province province = Province.generate(Province.SAMPLE_SEED, Scale.SAMPLE);
        for (Map.Entry<String, String> file : texts(province).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Content of the files by name. */
    static Map<String, String> texts(Province province) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("people.jsonl", lines(province.people()));
        texts.put("institutions.jsonl", lines(province.institutions()));
        texts.put("catalogue.jsonl", lines(province.catalogue()));
        texts.put("diagnoses.jsonl", lines(province.diagnoses()));
        texts.put("visits.jsonl", lines(province.messages()));
        texts.put("claims.jsonl", lines(province.claims()));
        return texts;
    }

    static Province read() {
        return new Province(
                objects("people.jsonl", Person.class),
                objects("institutions.jsonl", Institution.class),
                objects("catalogue.jsonl", CatalogueItem.class),
                objects("diagnoses.jsonl", Diagnosis.class),
                objects("visits.jsonl", HisMessage.class),
                objects("claims.jsonl", ClaimCase.class));
    }

    /** Text of a shipped file. */
    static String text(String name) {
        try (InputStream in = SampleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(List<?> objects) {
        StringBuilder text = new StringBuilder();
        for (Object object : objects) {
            text.append(Json.MAPPER.writeValueAsString(object)).append('\n');
        }
        return text.toString();
    }

    private static <T> List<T> objects(String name, Class<T> type) {
        return text(name).lines().map(line -> Json.MAPPER.readValue(line, type)).toList();
    }
}
