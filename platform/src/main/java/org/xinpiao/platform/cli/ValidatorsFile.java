package org.xinpiao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.contracts.registry.ValidatorSets;
import org.xinpiao.contracts.registry.ValidatorVote;
import org.xinpiao.platform.cluster.ValidatorJson;
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
                validators.add(ValidatorJson.read(entry));
            }
            return new ValidatorsFile(json.required("version").asLong(), validators);
        } catch (IOException e) {
            throw new UnusableInputException(file, "无法读取", "cannot be read");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnusableInputException(file, "不是验证节点名单", "is no list of validators");
        }
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
        ObjectNode entry = JSON.createObjectNode();
        ValidatorJson.put(entry, validator);
        return text(entry);
    }

    private static void addAll(ArrayNode array, List<Validator> validators) {
        validators.forEach(validator -> ValidatorJson.put(array.addObject(), validator));
    }

    private static String text(ObjectNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
