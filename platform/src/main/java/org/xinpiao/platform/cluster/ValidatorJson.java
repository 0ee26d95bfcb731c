package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.util.Base64;
import org.xinpiao.contracts.registry.Validator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A validator as people read and write it. */
public final class ValidatorJson {

    private ValidatorJson() {}

    /** Puts its members into an object. */
    public static void put(ObjectNode out, Validator validator) {
        byte[] key = validator.getValidatorKey().toByteArray();
        out.put("department", validator.getDepartment())
                .put("validatorKey", Base64.getEncoder().encodeToString(key))
                .put("checkpointKey", validator.getCheckpointKey());
        if (!validator.getPostQuantumKey().isEmpty()) {
            out.put("postQuantumKey", validator.getPostQuantumKey());
        }
    }

    /**
     * Reads what {@link #put} wrote.
     *
     * @throws RuntimeException when a member is missing or malformed
     */
    public static Validator read(JsonNode in) {
        byte[] key = Base64.getDecoder().decode(in.required("validatorKey").asString());
        return Validator.newBuilder()
                .setDepartment(in.required("department").asString())
                .setValidatorKey(ByteString.copyFrom(key))
                .setCheckpointKey(in.required("checkpointKey").asString())
                .setPostQuantumKey(in.path("postQuantumKey").asString(""))
                .build();
    }
}
