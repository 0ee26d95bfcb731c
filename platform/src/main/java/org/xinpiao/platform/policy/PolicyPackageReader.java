package org.xinpiao.platform.policy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.xinpiao.contracts.policy.PolicyContract;
import org.xinpiao.contracts.policy.PolicyPackage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a policy package from YAML: by its schema first, then what a schema cannot say. */
public final class PolicyPackageReader {

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private final Schema schema;

    /** A reader; safe for many threads. */
    public PolicyPackageReader() {
        try (InputStream in =
                PolicyPackageReader.class.getResourceAsStream(
                        "/schema/policy-package.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the package schema is not on the class path");
            }
            schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException("the package schema cannot be read", e);
        }
    }

    /** The document itself, of bytes that {@link #read} takes. */
    static JsonNode tree(byte[] yaml) {
        return YAML.readTree(new String(yaml, StandardCharsets.UTF_8));
    }

    /** Reads a package as published: UTF-8 YAML of at most 65536 bytes. */
    public Reading<PolicyDocument> read(byte[] yaml) {
        if (yaml.length > PolicyContract.PACKAGE_BYTES_MAX) {
            return bad("政策包超过65536字节。", "The package is larger than 65536 bytes.");
        }
        JsonNode root;
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
            root = YAML.readTree(text);
        } catch (CharacterCodingException e) {
            return bad("文本不是UTF-8编码。", "The text is not UTF-8.");
        } catch (JacksonException e) {
            String at = "line " + e.getLocation().getLineNr();
            return bad("YAML格式错误（" + at + "）。", "This is not YAML (" + at + ").");
        }
        List<Fault> faults = formFaults(root);
        if (!faults.isEmpty()) {
            return new Reading.Bad<>(faults);
        }
        PackageMapper mapper = new PackageMapper(root, faults);
        PolicyPackage policy = mapper.map();
        return faults.isEmpty()
                ? new Reading.Good<>(new PolicyDocument(policy, mapper.origins()))
                : new Reading.Bad<>(List.copyOf(new LinkedHashSet<>(faults)));
    }

    private List<Fault> formFaults(JsonNode root) {
        List<com.networknt.schema.Error> english = validate(root, Locale.ENGLISH);
        if (english.isEmpty()) {
            return new ArrayList<>();
        }
        List<com.networknt.schema.Error> chinese = validate(root, Locale.SIMPLIFIED_CHINESE);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < english.size(); i++) {
            com.networknt.schema.Error error = english.get(i);
            faults.add(
                    new Fault(
                            Fault.Kind.FORM,
                            path(error),
                            chinese.get(i).getMessage() + "。",
                            error.getMessage() + "."));
        }
        return faults;
    }

    /** A field that is unknown or missing is named itself, not the object it would stand in. */
    private static String path(com.networknt.schema.Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? at : at + "/" + property.replace("~", "~0").replace("/", "~1");
    }

    private List<com.networknt.schema.Error> validate(JsonNode root, Locale locale) {
        return schema.validate(root, c -> c.executionConfig(config -> config.locale(locale)));
    }

    private static Reading<PolicyDocument> bad(String zh, String en) {
        return new Reading.Bad<>(List.of(new Fault(Fault.Kind.SYNTAX, "", zh, en)));
    }
}
