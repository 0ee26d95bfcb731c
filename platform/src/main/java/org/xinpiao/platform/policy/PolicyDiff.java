package org.xinpiao.platform.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What differs between two packages, value by value. Entries of a list are matched by what names
 * them, so that one put in between moves none of the others. Where a value comes from is no value.
 */
public final class PolicyDiff {

    private static final Set<String> ORIGIN = Set.of("source", "sources", "mark");

    /** What names an entry of a list, the first that it has. */
    private static final List<List<String>> NAMES =
            List.of(
                    List.of("id"),
                    List.of("filing", "place"),
                    List.of("level", "from"),
                    List.of("level"),
                    List.of("institution"),
                    List.of("med_type"),
                    List.of("from"));

    private final List<Change> changes = new ArrayList<>();

    private PolicyDiff() {}

    /**
     * One value that differs.
     *
     * @param path names and fields from the package down, parted by {@code /}
     * @param before as written, null when it was not there
     * @param after as written, null when it is gone
     */
    public record Change(String path, @Nullable String before, @Nullable String after) {}

    /**
     * The changes from one package to another, in the order of the older one.
     *
     * @param before bytes of a package that can be read, as {@code after}
     */
    public static List<Change> between(byte[] before, byte[] after) {
        return between(PolicyPackageReader.tree(before), PolicyPackageReader.tree(after));
    }

    /** The changes from one package to another, in the order of the older one. */
    static List<Change> between(JsonNode before, JsonNode after) {
        PolicyDiff diff = new PolicyDiff();
        diff.compare("", before, after);
        return diff.changes;
    }

    private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        Map<String, JsonNode> old = children(before);
        Map<String, JsonNode> young = children(after);
        if (old.isEmpty() && young.isEmpty()) {
            String was = text(before);
            String is = text(after);
            if (was == null ? is != null : !was.equals(is)) {
                changes.add(new Change(path, was, is));
            }
            return;
        }
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(young.keySet());
        for (String name : names) {
            compare(path.isEmpty() ? name : path + "/" + name, old.get(name), young.get(name));
        }
    }

    private static Map<String, JsonNode> children(@Nullable JsonNode node) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        if (node != null && node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!ORIGIN.contains(field.getKey())) {
                    children.put(field.getKey(), field.getValue());
                }
            }
        } else if (node != null && isListOfObjects(node)) {
            for (JsonNode entry : node) {
                String name = name(entry, children.size());
                children.put(
                        children.containsKey(name) ? name + "#" + children.size() : name, entry);
            }
        }
        return children;
    }

    private static boolean isListOfObjects(JsonNode node) {
        return node.isArray() && !node.isEmpty() && node.get(0).isObject();
    }

    private static String name(JsonNode entry, int index) {
        for (List<String> fields : NAMES) {
            if (fields.stream().allMatch(entry::hasNonNull)) {
                return String.join(
                        " ", fields.stream().map(field -> text(entry.get(field))).toList());
            }
        }
        return Integer.toString(index);
    }

    /** As a person writes it: lists of plain values in one line. */
    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull()
                ? null
                : node.isValueNode() ? node.asString() : node.toString();
    }
}
