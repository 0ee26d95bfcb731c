package org.xinpiao.platform.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.Suite;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file form of a {@link Bundle}: UTF-8 JSON in exactly one layout. The last member is a digest
 * of the file without it, so that no byte can change unnoticed, not even one that no proof rests
 * on.
 */
public final class BundleFormat {

    /** Longest file in bytes. */
    public static final int FILE_BYTES_MAX = 4 << 20;

    /** How such a file's name ends. */
    public static final String SUFFIX = ".xpb.json";

    private static final String FORMAT = "xinpiao-bundle-1";
    private static final int BATCH_MAX = 1000;

    /**
     * A file as it was read.
     *
     * @param difference offset of the first byte that is not as {@link #write} would write it; -1
     *     when the file is as it should be
     * @param digestOnly all but the digest is in the right layout
     */
    record Reading(Bundle bundle, int difference, boolean digestOnly) {}

    private BundleFormat() {}

    public static byte[] write(Bundle bundle) {
        ObjectNode file = tree(bundle);
        byte[] digest = bundle.suite().hash(Json.bytes(file));
        return Json.bytes(file.put("digest", Json.base64(digest)));
    }

    /**
     * A bundle from a file whose every byte is as it should be.
     *
     * @throws UnusableException when it is no bundle, or any byte is not; the message names the
     *     place
     */
    public static Bundle read(byte[] file) throws UnusableException {
        Reading reading = readLeniently(file);
        if (reading.difference() >= 0) {
            throw new UnusableException("altered at byte " + reading.difference());
        }
        return reading.bundle();
    }

    /**
     * The bytes of a file.
     *
     * @throws UnusableException when it cannot be read or is longer than {@link #FILE_BYTES_MAX}
     */
    static byte[] load(Path path) throws UnusableException {
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new UnusableException("larger than " + (FILE_BYTES_MAX >> 20) + " MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableException("cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    static Reading readLeniently(byte[] file) throws UnusableException {
        if (file.length > FILE_BYTES_MAX) {
            throw new UnusableException("larger than " + (FILE_BYTES_MAX >> 20) + " MiB");
        }
        Json json = Json.object(file);
        if (!json.text("format").equals(FORMAT)) {
            throw new UnusableException("format: not " + FORMAT);
        }
        Bundle bundle = bundle(json);
        byte[] digest = json.bytes("digest", Suite.HASH_BYTES);
        json.end();
        byte[] written = write(bundle);
        int difference = Arrays.mismatch(file, written);
        if (difference < 0) {
            return new Reading(bundle, difference, false);
        }
        byte[] withOwnDigest = Json.bytes(tree(bundle).put("digest", Json.base64(digest)));
        boolean digestOnly = Arrays.equals(file, withOwnDigest);
        return new Reading(bundle, difference, digestOnly);
    }

    private static ObjectNode tree(Bundle bundle) {
        ObjectNode file = Json.newObject();
        file.put("format", FORMAT).put("suite", bundle.suite().id());
        file.putObject("bill")
                .put("code", bundle.id().code())
                .put("number", bundle.id().number())
                .put("checkCode", bundle.id().checkCode());
        file.put("record", Json.base64(bundle.record()));
        ObjectNode sections = file.putObject("sections");
        for (SectionKind kind : SectionKind.values()) {
            ObjectNode section = sections.putObject(name(kind));
            switch (bundle.section(kind)) {
                case Bundle.Section.Hidden hidden ->
                        section.put("root", Json.base64(hidden.root()));
                case Bundle.Section.Shown shown -> {
                    ArrayNode items = section.putArray("items");
                    shown.items().forEach(item -> put(items.addObject(), item));
                }
            }
        }
        Bundle.Batch batch = bundle.batch();
        ArrayNode path =
                file.putObject("batch")
                        .put("root", Json.base64(batch.root()))
                        .put("signature", Json.base64(batch.signature()))
                        .put("keyId", Json.base64(batch.keyId()))
                        .put("algorithm", batch.algorithm())
                        .put("publicKey", Json.base64(batch.publicKey()))
                        .put("index", batch.index())
                        .put("size", batch.size())
                        .putArray("path");
        batch.path().forEach(hash -> path.add(Json.base64(hash)));
        return file.put("receipt", Json.base64(bundle.receipt())).put("proof", bundle.proof());
    }

    private static void put(ObjectNode node, Bundle.Item item) {
        switch (item) {
            case Bundle.Item.Hidden hidden -> node.put("leaf", Json.base64(hidden.leaf()));
            case Bundle.Item.Open open ->
                    node.put("salt", Json.base64(open.salt()))
                            .put("bytes", Json.base64(open.bytes()));
        }
    }

    private static Bundle bundle(Json json) throws UnusableException {
        Suite suite = json.suite("suite");
        Json head = json.object("bill");
        var id = new Bundle.Id(head.text("code"), head.text("number"), head.text("checkCode"));
        head.end();
        byte[] record = json.bytes("record");
        Json named = json.object("sections");
        List<Bundle.Section> sections = new ArrayList<>();
        for (SectionKind kind : SectionKind.values()) {
            sections.add(section(named.object(name(kind))));
        }
        named.end();
        Bundle.Batch batch = batch(json.object("batch"));
        return new Bundle(
                suite, id, record, sections, batch, json.bytes("receipt"), json.text("proof"));
    }

    private static Bundle.Section section(Json json) throws UnusableException {
        Bundle.Section section;
        if (json.has("root")) {
            section = new Bundle.Section.Hidden(json.bytes("root", Suite.HASH_BYTES));
        } else {
            List<Bundle.Item> items = new ArrayList<>();
            for (Json item : json.objects("items")) {
                items.add(item(item));
            }
            section = new Bundle.Section.Shown(items);
        }
        json.end();
        return section;
    }

    private static Bundle.Item item(Json json) throws UnusableException {
        Bundle.Item item =
                json.has("leaf")
                        ? new Bundle.Item.Hidden(json.bytes("leaf", Suite.HASH_BYTES))
                        : new Bundle.Item.Open(
                                json.bytes("salt", Fingerprint.SALT_BYTES), json.bytes("bytes"));
        json.end();
        return item;
    }

    private static Bundle.Batch batch(Json json) throws UnusableException {
        var batch =
                new Bundle.Batch(
                        json.bytes("root", Suite.HASH_BYTES),
                        json.bytes("signature"),
                        json.bytes("keyId", Suite.HASH_BYTES),
                        json.text("algorithm"),
                        json.bytes("publicKey"),
                        json.integer("index", 0, BATCH_MAX - 1),
                        json.integer("size", 1, BATCH_MAX),
                        json.hashes("path", Suite.HASH_BYTES));
        json.end();
        return batch;
    }

    private static String name(SectionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
