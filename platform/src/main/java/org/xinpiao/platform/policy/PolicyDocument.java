package org.xinpiao.platform.policy;

import java.util.List;
import org.xinpiao.contracts.policy.Mark;
import org.xinpiao.contracts.policy.PolicyPackage;

/**
 * A package as read, with where each value comes from.
 *
 * @param origins every marked value, in document order
 */
public record PolicyDocument(PolicyPackage policy, List<Origin> origins) {

    public PolicyDocument {
        origins = List.copyOf(origins);
    }

    /**
     * Where a value comes from.
     *
     * @param path JSON pointer to the value
     * @param source the source's text
     * @param mark the value's own mark, else its source's
     */
    public record Origin(String path, String source, Mark mark) {}

    /** Values that no source states, set so that the package can be evaluated. */
    public List<Origin> assumptions() {
        return origins.stream().filter(o -> o.mark() == Mark.ASSUMPTION).toList();
    }
}
