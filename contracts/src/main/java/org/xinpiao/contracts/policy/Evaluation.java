package org.xinpiao.contracts.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Money;

/** One run of the evaluator. Order of funds: basic, supplements, subsidy, aid, account, cash. */
final class Evaluation {

    private static final long RATE_SCALE = (long) Money.ONE_BP * Money.ONE_BP;

    private final PolicyPackage policy;
    private final Case given;
    private final Case.Used used;
    private final List<Benefit.LineSplit> lines = new ArrayList<>();
    private final List<Step> trace = new ArrayList<>(48);
    private final @Nullable Care care;

    private Split sums = new Split(0, 0, 0, 0);
    private String planId = "";
    private long usedScope;
    private long usedBasic;
    private long usedDeductible;
    private long bandOffset;
    private long capLeft = Band.OPEN;
    private long borne;
    private long basic;
    private long aboveCap;
    private long serious;
    private long large;
    private long subsidy;
    private long aid;

    Evaluation(PolicyPackage policy, Case given) {
        this.policy = policy;
        this.given = given;
        this.used = given.used();
        this.care = policy.care(given.visit().medType());
    }

    Benefit benefit() {
        splitFees();
        Place place = Place.of(policy.region(), given.visit().careRegion());
        Plan plan = care == null ? null : policy.plan(given.person(), care, place);
        if (plan == null) {
            note(Template.NO_PLAN, "", Label.NONE, 0);
        } else {
            planId = plan.id();
            pay(plan, place);
        }
        Amounts amounts = amounts();
        return new Benefit(
                policy.region(),
                policy.version(),
                planId,
                amounts,
                capLeft,
                aboveCap,
                lines,
                trace);
    }

    private void splitFees() {
        switch (given.fees()) {
            case Case.Fees.Lines(List<FeeLine> list) -> {
                for (FeeLine line : list) {
                    Split split = LineSplitter.split(line);
                    sums = sums.plus(split);
                    lines.add(new Benefit.LineSplit(line, split));
                    trace.add(LineSplitter.step(line, split));
                }
            }
            case Case.Fees.Totals(Split split) -> {
                sums = split;
                note(
                        Template.TOTALS_GIVEN,
                        "",
                        Label.NONE,
                        split.inScope(),
                        split.total(),
                        split.ownpay(),
                        split.overLimit(),
                        split.preSelfpay());
            }
        }
    }

    private void pay(Plan plan, Place place) {
        Level level = policy.level(given.visit());
        String levelId = level == null ? "" : level.id();
        Plan.Terms terms = plan.terms(levelId);
        if (terms == null) {
            note(Template.NO_LEVEL, plan.id(), plan.name(), 0);
            return;
        }
        Disease disease = plan.disease(given.visit().disease());
        if (disease == null && !plan.diseases().isEmpty()) {
            note(Template.NO_DISEASE, plan.id(), plan.name(), 0);
            return;
        }
        Rate rate = Rate.of(plan, levelId, given, place, trace);
        if (rate.nothing()) {
            return;
        }
        count(plan);
        borne = deductible(plan, terms, level == null ? plan.name() : level.name());
        basicFund(plan, bands(plan, terms, levelId, disease, rate), disease, rate);
        for (Supplement supplement : policy.supplements()) {
            if (supplement.insutypes().contains(given.person().insutype())) {
                supplement(supplement);
            }
        }
        subsidise();
        aid();
    }

    /**
     * What the year has used, as far as it concerns this plan: a limit counts the kinds of care
     * that share it, a yearly deductible and yearly bands count the plan's own.
     */
    private void count(Plan plan) {
        usedScope = policy.used(used, Case.CareUse::scope, plan::capCounts, used.scope());
        usedBasic = policy.used(used, Case.CareUse::basic, plan::capCounts, used.basic());
        usedDeductible =
                policy.used(
                        used,
                        Case.CareUse::deductible,
                        kind -> kind == plan.care(),
                        used.deductible());
        bandOffset =
                plan.bandsPerYear()
                        ? policy.used(
                                used,
                                Case.CareUse::scope,
                                kind -> kind == plan.care(),
                                used.scope())
                        : 0;
    }

    /** What the deductible takes of the in-scope amount now. */
    private long deductible(Plan plan, Plan.Terms terms, Label levelName) {
        Deductible rule = plan.deductible();
        long base = Math.max(0, sums.inScope());
        long standard = rule.standard(terms.deductibleFen(), given.visit());
        if (rule.perYear()) {
            long due = Math.max(0, standard - usedDeductible);
            long now = Math.min(base, due);
            note(
                    Template.DEDUCTIBLE_YEAR,
                    plan.id(),
                    levelName,
                    now,
                    standard,
                    usedDeductible,
                    due);
            return now;
        }
        int nth = given.visit().admission();
        Deductible.Admission admission = rule.admission(nth);
        if (admission.fixedFen() != Deductible.Admission.SHARE) {
            long now = Math.min(base, admission.fixedFen());
            note(Template.DEDUCTIBLE_FIXED, plan.id(), levelName, now, nth, admission.fixedFen());
            return now;
        }
        long due = Amounts.times(standard, admission.shareBp());
        long now = Math.min(base, due);
        note(
                Template.DEDUCTIBLE_ADMISSION,
                plan.id(),
                levelName,
                now,
                nth,
                standard,
                admission.shareBp(),
                due);
        return now;
    }

    /** A table of care elsewhere goes before the disease's own ratio, that before the plan's. */
    private List<Band> bands(
            Plan plan, Plan.Terms terms, String level, @Nullable Disease disease, Rate rate) {
        if (rate.tableBp() >= 0) {
            return Band.flat(rate.tableBp());
        }
        if (disease == null) {
            return terms.bands();
        }
        for (Cut.LevelRatio row : disease.ratios()) {
            if (row.level().equals(level) || row.level().equals(Level.ANY)) {
                note(Template.DISEASE_RATIO, plan.id(), disease.name(), 0, row.bp());
                return Band.flat(row.bp());
            }
        }
        note(Template.DISEASE, plan.id(), disease.name(), 0);
        return terms.bands();
    }

    private void basicFund(Plan plan, List<Band> bands, @Nullable Disease disease, Rate rate) {
        long base = Math.max(0, sums.inScope());
        Plan.Cap cap = plan.cap();
        long limit = base;
        if (cap != null && cap.onScope()) {
            long left = Math.max(0, cap.fen() - usedScope);
            limit = Math.min(base, left);
            capLeft = left - limit;
            if (limit < base) {
                note(Template.CAP_SCOPE, plan.id(), plan.name(), limit, cap.fen(), usedScope);
            }
        }
        aboveCap = base - Math.max(limit, borne);
        Disease.Quota quota = disease == null ? null : disease.quota();
        if (disease != null && quota != null && quota.onScope()) {
            limit = quotaOnScope(plan, disease, quota, limit);
        }
        for (int i = 0; i < bands.size(); i++) {
            band(plan, bands.get(i), i + 1, bandOffset, limit, rate);
        }
        if (disease != null && quota != null && !quota.onScope()) {
            long before = disease.used(quota, used.diseases());
            basic =
                    capped(
                            Template.QUOTA_FUND,
                            plan.id(),
                            quota.label(disease.name()),
                            basic,
                            quota.fen(),
                            before);
            capLeft = Math.max(0, quota.fen() - before - basic);
        }
        if (cap != null && !cap.onScope()) {
            basic = capped(Template.CAP_FUND, plan.id(), plan.name(), basic, cap.fen(), usedBasic);
            capLeft = Math.min(capLeft, Math.max(0, cap.fen() - usedBasic - basic));
        }
    }

    /** The end of what counts; the person bears the in-scope amount beyond it. */
    private long quotaOnScope(Plan plan, Disease disease, Disease.Quota quota, long limit) {
        long before = disease.used(quota, used.diseases());
        long left = Math.max(0, quota.fen() - before);
        capLeft = Math.min(capLeft, Math.max(0, left - limit));
        if (left >= limit) {
            return limit;
        }
        note(
                Template.QUOTA_SCOPE,
                plan.id(),
                quota.label(disease.name()),
                left,
                quota.fen(),
                before);
        return left;
    }

    private void band(Plan plan, Band band, int nth, long offset, long limit, Rate rate) {
        long from = Math.max(Math.max(0, band.loFen() - offset), borne);
        long hi = band.hiFen() == Band.OPEN ? Band.OPEN : Math.max(0, band.hiFen() - offset);
        long to = Math.min(hi, limit);
        if (to <= from) {
            return;
        }
        int points = rate.points(band.ratioBp());
        long paid = Amounts.timesOver(to - from, (long) points * rate.factorBp(), RATE_SCALE);
        basic = Math.addExact(basic, paid);
        if (rate.factorBp() == Money.ONE_BP) {
            note(Template.BAND, plan.id(), plan.name(), paid, nth, from, to, to - from, points);
        } else {
            note(
                    Template.BAND_FACTOR,
                    plan.id(),
                    plan.name(),
                    paid,
                    nth,
                    from,
                    to,
                    to - from,
                    points,
                    rate.factorBp());
        }
    }

    /** The personal part inside the policy's scope that no fund has taken yet. */
    private long personalScope() {
        long funds = basic + serious + large + subsidy + aid;
        return Math.max(0, Math.max(0, sums.inScope()) - funds);
    }

    private void supplement(Supplement rule) {
        long start = rule.aboveCap() ? used.aboveCap() : used.personalScope();
        long now = rule.aboveCap() ? Math.min(aboveCap, personalScope()) : personalScope();
        long from = Math.max(0, start - rule.deductibleFen());
        long to = Math.max(0, Math.addExact(start, now) - rule.deductibleFen());
        long paid = 0;
        for (int i = 0; i < rule.tiers().size(); i++) {
            Band tier = rule.tiers().get(i);
            long lo = Math.max(tier.loFen(), from);
            long hi = Math.min(tier.hiFen(), to);
            if (hi > lo) {
                long part = Amounts.times(hi - lo, tier.ratioBp());
                paid = Math.addExact(paid, part);
                note(
                        Template.SUPPLEMENT_TIER,
                        rule.id(),
                        rule.name(),
                        part,
                        i + 1,
                        lo,
                        hi,
                        hi - lo,
                        tier.ratioBp());
            }
        }
        long before = used.paid(rule.fund()) + (rule.fund() == Fund.HIFOB ? large : serious);
        paid = capped(Template.SUPPLEMENT_CAP, rule.id(), rule.name(), paid, rule.capFen(), before);
        if (rule.fund() == Fund.HIFOB) {
            large += paid;
        } else {
            serious += paid;
        }
    }

    private void subsidise() {
        for (PolicyPackage.Subsidy rule : policy.subsidies()) {
            boolean entitled =
                    given.person().civilServant()
                            || (!rule.psnTypes().isEmpty()
                                    && Plan.match(rule.psnTypes(), given.person().psnType()) > 0);
            if (entitled) {
                long part = personalScope();
                long paid = Amounts.times(part, rule.ratioBp());
                subsidy += paid;
                note(Template.SUBSIDY, rule.id(), rule.name(), paid, part, rule.ratioBp());
            }
        }
    }

    /** The first aid that one of the person's identities has; aids do not add up. */
    private void aid() {
        for (PolicyPackage.Aid rule : policy.aids()) {
            if (given.person().identities().stream().anyMatch(rule.identities()::contains)) {
                long part = personalScope();
                long paid = Amounts.times(Math.max(0, part - rule.deductibleFen()), rule.ratioBp());
                note(
                        Template.AID,
                        rule.id(),
                        rule.name(),
                        paid,
                        part,
                        rule.deductibleFen(),
                        rule.ratioBp());
                aid =
                        capped(
                                Template.AID_CAP,
                                rule.id(),
                                rule.name(),
                                paid,
                                rule.capFen(),
                                used.aid());
                return;
            }
        }
    }

    /** Cuts a payment to what the year's limit leaves and notes the cut as a negative amount. */
    private long capped(
            Template template, String scope, Label name, long paid, long cap, long before) {
        long allowed = Math.min(paid, Band.left(cap, before));
        if (allowed < paid) {
            note(template, scope, name, allowed - paid, cap, before);
        }
        return allowed;
    }

    private Amounts amounts() {
        long total = sums.total();
        long funds = basic + subsidy + serious + large + aid;
        long personal = Math.subtractExact(total, funds);
        note(Template.PERSONAL, "", Label.NONE, personal, total, funds);
        AccountPayment account =
                AccountPayment.of(
                        policy.familyAccount(given.person().insutype(), care),
                        given,
                        personal,
                        personalScope(),
                        trace);
        long cash = personal - account.own() - account.family();
        note(Template.CASH, "", Label.NONE, cash);
        return new Amounts(
                total,
                sums.ownpay(),
                sums.overLimit(),
                sums.preSelfpay(),
                sums.inScope(),
                borne,
                basic,
                poolRatio(),
                subsidy,
                0,
                serious,
                large,
                0,
                aid,
                0,
                funds,
                personal,
                account.own(),
                account.family(),
                cash,
                0);
    }

    private int poolRatio() {
        long over = sums.inScope() - borne;
        return over <= 0 ? 0 : Math.toIntExact(ratio(basic, over));
    }

    /** {@code part / whole} in basis points, half up. */
    private static long ratio(long part, long whole) {
        return Math.addExact(Math.multiplyExact(part, 2L * Money.ONE_BP), whole) / (2 * whole);
    }

    private void note(Template template, String scope, Label label, long amount, long... inputs) {
        trace.add(new Step(template, scope, label, amount, inputs));
    }
}
