package org.xinpiao.contracts.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What personal accounts pay of a person's burden: the person's own first, then the family's.
 *
 * @param own acct_pay, in fen
 * @param family acct_mulaid_pay, in fen
 */
record AccountPayment(long own, long family) {

    private static final AccountPayment NONE = new AccountPayment(0, 0);

    /**
     * Pays from the accounts of a case and notes it.
     *
     * @param rule what the family's accounts may pay; null when the package states nothing
     * @param personal the person's burden
     * @param scope how much of it is in scope
     */
    static AccountPayment of(
            @Nullable FamilyAccount rule, Case given, long personal, long scope, List<Step> trace) {
        Case.Account account = given.account();
        if (!account.use()) {
            return NONE;
        }
        long own = Math.max(0, Math.min(account.balanceFen(), personal));
        trace.add(new Step(Template.ACCOUNT, "", Label.NONE, own, account.balanceFen()));
        long balance = account.familyBalanceFen();
        if (balance <= 0) {
            return new AccountPayment(own, 0);
        }
        if (rule == null) {
            trace.add(new Step(Template.ACCOUNT_FAMILY_NONE, "", Label.NONE, 0, balance));
            return new AccountPayment(own, 0);
        }
        long burden = rule.scopeOnly() ? Math.min(personal, scope) : personal;
        long wanted = Math.max(0, Math.min(balance, burden - own));
        trace.add(new Step(Template.ACCOUNT_FAMILY, rule.id(), rule.name(), wanted, balance));
        long before = given.used().family();
        long paid = Math.min(wanted, Band.left(rule.capFen(), before));
        if (paid < wanted) {
            trace.add(
                    new Step(
                            Template.ACCOUNT_FAMILY_CAP,
                            rule.id(),
                            rule.name(),
                            paid - wanted,
                            rule.capFen(),
                            before));
        }
        return new AccountPayment(own, paid);
    }
}
