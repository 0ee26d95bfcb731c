package org.xinpiao.platform.policy;

import java.util.List;

/** A document that was understood, or all that is wrong with it. */
public sealed interface Reading<T> {

    /** Understood. */
    record Good<T>(T value) implements Reading<T> {}

    /** Not understood; nothing was taken from it. */
    record Bad<T>(List<Fault> faults) implements Reading<T> {
        public Bad {
            faults = List.copyOf(faults);
        }
    }

    /** The value. */
    default T orThrow() {
        return switch (this) {
            case Good<T>(T value) -> value;
            case Bad<T>(List<Fault> faults) ->
                    throw new IllegalArgumentException(faults.toString());
        };
    }
}
