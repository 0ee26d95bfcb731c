package org.xinpiao.platform.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.contracts.registry.ValidatorSets;
import org.xinpiao.contracts.registry.ValidatorVote;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validators as people read and write them: what is printed may be changed and given back.
 *
 * @param version of the validators it was made from
 * @param validators all there shall be
 */
record ValidatorsFile(long version, List<Validator> validators) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads {@code version} and {@code validators}; what else there is, is for people. */
    static ValidatorsFile read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            List<Validator> validators = new ArrayList<>();
            for (JsonNode entry : json.required("validators")) {
                validators.add(
                        Validator.newBuilder()
                                .setDepartment(entry.required("department").asString())
                                .setValidatorKey(bytes(entry.required("validatorKey")))
                                .setCheckpointKey(entry.required("checkpointKey").asString())
                                .setPostQuantumKey(entry.path("postQuantumKey").asString(""))
                                .build());
            }
            return new ValidatorsFile(json.required("version").asLong(), validators);
        } catch (IOException e) {
            throw new UnusableInputException(file, "无法读取", "cannot be read");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnusableInputException(file, "不是验证节点名单", "is no list of validators");
        }
    }

    private static ByteString bytes(JsonNode text) {
        return ByteString.copyFrom(Base64.getDecoder().decode(text.asString()));
    }

    static String write(ValidatorSets sets, List<ValidatorVote> votes) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", sets.getVersion()).put("fromHeight", sets.getFromHeight());
        addAll(json.putArray("validators"), sets.getCurrentList());
        ArrayNode pending = json.putArray("votes");
        for (ValidatorVote vote : votes) {
            ObjectNode entry = pending.addObject();
            entry.put("department", vote.getDepartment()).put("version", vote.getVersion());
            addAll(entry.putArray("validators"), vote.getValidatorsList());
        }
        return text(json);
    }

    /** One entry of a list. */
    static String write(Validator validator) {
        return text(put(JSON.createObjectNode(), validator));
    }

    private static void addAll(ArrayNode array, List<Validator> validators) {
        validators.forEach(validator -> put(array.addObject(), validator));
    }

    private static ObjectNode put(ObjectNode entry, Validator validator) {
        byte[] key = validator.getValidatorKey().toByteArray();
        entry.put("department", validator.getDepartment())
                .put("validatorKey", Base64.getEncoder().encodeToString(key))
                .put("checkpointKey", validator.getCheckpointKey());
        if (!validator.getPostQuantumKey().isEmpty()) {
            entry.put("postQuantumKey", validator.getPostQuantumKey());
        }
        return entry;
    }

    private static String text(ObjectNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
