package org.xinpiao.contracts.policy;

/** Interprets every policy package: a pure function of package and case, safe for many threads. */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Decides a case. A case the package states nothing for is no error: the person bears it and
     * the trace says so.
     *
     * @throws ArithmeticException when amounts do not fit into a long
     */
    public static Benefit evaluate(PolicyPackage policy, Case given) {
        return new Evaluation(policy, given).benefit();
    }
}
