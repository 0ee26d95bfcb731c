package org.xinpiao.contracts.policy;

import java.util.Arrays;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One step of a decision: rule, inputs, amount. Its sentences are written when they are read. */
public final class Step {

    private final Template template;
    private final String scope;
    private final Label label;
    private final long amount;
    private final long[] arguments;

    /**
     * Keeps the numbers; nothing is formatted.
     *
     * @param scope the plan, supplement or other part of the package that ruled; may be empty
     * @param amount in fen
     * @param arguments in the template's order; not copied
     */
    Step(Template template, String scope, Label label, long amount, long... arguments) {
        this.template = template;
        this.scope = scope;
        this.label = label;
        this.amount = amount;
        this.arguments = arguments;
    }

    public Template template() {
        return template;
    }

    /** What the step is about: a line's serial, a plan's or a fund's name. */
    public Label label() {
        return label;
    }

    /** The permanent id of the rule inside its package: {@code <part>/<template>}. */
    public String ruleId() {
        return scope.isEmpty() ? template.id() : scope + "/" + template.id();
    }

    /** The result in fen. */
    public long amount() {
        return amount;
    }

    /** A raw argument: fen, basis points or a number, by the template's kind. */
    public long argument(int index) {
        return arguments[index];
    }

    /** The inputs by name, printed: yuan, percent or a number. */
    public SequencedMap<String, String> inputs() {
        SequencedMap<String, String> inputs = new java.util.LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            inputs.put(template.arguments().get(i).name(), value(i));
        }
        return inputs;
    }

    /** The sentence in Chinese. */
    public String zh() {
        return template.zh(this);
    }

    /** The sentence in English. */
    public String en() {
        return template.en(this);
    }

    String value(int index) {
        return template.arguments().get(index).print(arguments[index]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Step step
                && template == step.template
                && amount == step.amount
                && scope.equals(step.scope)
                && label.equals(step.label)
                && Arrays.equals(arguments, step.arguments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(template.id(), scope, label, amount, Arrays.hashCode(arguments));
    }

    @Override
    public String toString() {
        return ruleId() + ": " + en();
    }
}
