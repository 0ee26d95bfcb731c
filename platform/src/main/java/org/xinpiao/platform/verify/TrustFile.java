package org.xinpiao.platform.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.Trust;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that says whom a verifier believes: the chain's co-signers and how many of them must
 * agree, and, where {@code postQuantumQuorum} stands in it, how many with an ML-DSA key besides.
 * Get it from someone you trust; everything else follows from it. Under {@code former} stand those
 * of before, each believed for a log of up to {@code size} leaves: whoever would not believe them
 * any more leaves them out. For bundles of after a change there is no quorum as soon as too few of
 * the file's co-signers are among those who sign, and a new file has to be got.
 */
public final class TrustFile {

    /** The usual name of the file. */
    public static final String NAME = "trust.json";

    private static final String FORMER = "former";
    private static final String SIZE = "size";
    private static final String POST_QUANTUM = "postQuantumQuorum";
    private static final int COSIGNERS_MAX = 1000;

    private TrustFile() {}

    /**
     * Reads a trust file.
     *
     * @throws UnusableException when it is none; the message names the member
     */
    public static Trust read(byte[] file) throws UnusableException {
        Json json = Json.object(file);
        String origin = json.text("origin");
        Suite suite = json.suite("suite");
        Trust present = signers(json, origin, suite);
        List<Trust.Former> former = new ArrayList<>();
        for (Json each : json.has(FORMER) ? json.objects(FORMER) : List.<Json>of()) {
            long size = each.number(SIZE, 0, Long.MAX_VALUE);
            former.add(new Trust.Former(size, signers(each, origin, suite)));
            each.end();
        }
        json.end();
        return present.withFormer(former);
    }

    /** Co-signers, and how many of them must agree. */
    private static Trust signers(Json json, String origin, Suite suite) throws UnusableException {
        int quorum = json.integer("quorum", 1, COSIGNERS_MAX);
        int postQuantum = json.has(POST_QUANTUM) ? json.integer(POST_QUANTUM, 0, COSIGNERS_MAX) : 0;
        List<CheckpointKey> cosigners = new ArrayList<>();
        for (Json each : json.objects("cosigners")) {
            String name = each.text("name");
            String algorithm = each.text("algorithm");
            byte[] publicKey = each.bytes("publicKey");
            each.end();
            try {
                VerifyingKey key = Keys.verifying(algorithm, publicKey);
                cosigners.add(new CheckpointKey(name, CheckpointKey.Role.COSIGNER, key));
            } catch (CryptoException | IllegalArgumentException e) {
                throw new UnusableException(
                        "cosigners[" + cosigners.size() + "]: " + e.getMessage(), e);
            }
        }
        refuseTwins(cosigners);
        try {
            return new Trust(origin, suite, cosigners, quorum, postQuantum);
        } catch (IllegalArgumentException e) {
            throw new UnusableException("quorum: more than there are co-signers", e);
        }
    }

    /** The file's bytes; {@link #read} reads them back. */
    public static byte[] write(Trust trust) {
        ObjectNode file = Json.newObject();
        file.put("origin", trust.origin());
        file.put("suite", trust.suite().id());
        write(trust, file);
        if (!trust.former().isEmpty()) {
            ArrayNode list = file.putArray(FORMER);
            for (Trust.Former former : trust.former()) {
                write(former.trust(), list.addObject().put(SIZE, former.size()));
            }
        }
        return Json.bytes(file);
    }

    private static void write(Trust trust, ObjectNode file) {
        file.put("quorum", trust.quorum());
        if (trust.postQuantum() > 0) {
            file.put(POST_QUANTUM, trust.postQuantum());
        }
        ArrayNode list = file.putArray("cosigners");
        for (CheckpointKey cosigner : trust.keys()) {
            list.addObject()
                    .put("name", cosigner.name())
                    .put("algorithm", cosigner.key().algorithm())
                    .put("publicKey", Json.base64(cosigner.key().encoded()));
        }
    }

    /** One party under two names, or one name with two keys of a kind, would count twice. */
    private static void refuseTwins(List<CheckpointKey> cosigners) throws UnusableException {
        Set<String> seen = new HashSet<>();
        for (CheckpointKey cosigner : cosigners) {
            String kind = cosigner.isPostQuantum() ? "post-quantum " : "name ";
            if (!seen.add(kind + cosigner.name())
                    || !seen.add("key " + Json.base64(cosigner.key().id()))) {
                throw new UnusableException("cosigners: " + cosigner.name() + " twice");
            }
        }
    }
}
