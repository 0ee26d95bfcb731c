package org.xinpiao.contracts.policy;

import java.util.List;

/**
 * What the personal accounts of a person's family may pay after the person's own (家庭共济).
 *
 * @param insutypes insurance types of the person treated
 * @param cares kinds of care; empty means all
 * @param scopeOnly whether it pays only the personal part in scope; the own account is taken to
 *     have paid of that part first
 * @param capFen most in a year, or {@link Band#OPEN}
 */
public record FamilyAccount(
        String id,
        Label name,
        List<String> insutypes,
        List<Care> cares,
        boolean scopeOnly,
        long capFen) {

    public FamilyAccount {
        insutypes = List.copyOf(insutypes);
        cares = List.copyOf(cares);
    }
}
