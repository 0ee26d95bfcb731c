package org.xinpiao.platform.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The packages that come with the program, in the order they are published. */
public final class ShippedPolicies {

    /** File names, a region's versions in order. */
    public static final List<String> NAMES =
            List.of(
                    "datong",
                    "hanggin-rear-banner",
                    "hangzhou",
                    "hangzhou-2025",
                    "qingdao",
                    "zhengzhou",
                    "chengdu");

    private ShippedPolicies() {}

    /** The exact bytes of a package; {@code name} is one of {@link #NAMES}. */
    public static byte[] bytes(String name) {
        String path = "/policy/" + name + ".yaml";
        try (InputStream in = ShippedPolicies.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no package " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }
}
