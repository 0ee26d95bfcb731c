package org.xinpiao.contracts.policy;

import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.Money;

/**
 * The sentences of a trace. A template names its arguments with their kind (m money, r rate, n
 * number) and says one thing in both languages; {@code {label}} is what the step is about and
 * {@code {amount}} its result.
 */
// The lists are unmodifiable copies.
@SuppressWarnings("ImmutableEnumChecker")
public enum Template {
    LINE_SPLIT(
            "line.split",
            "total:m ownpay:m over_limit:m rate:r pre_selfpay:m",
            "费用{label}：金额{total}元，全自费{ownpay}元，超限价{over_limit}元，先行自付{rate}计{pre_selfpay}元，符合政策范围{amount}元。",
            "Line {label}: {total} yuan, of which {ownpay} self-paid, {over_limit} above the price"
                    + " ceiling, {pre_selfpay} pre-self-paid ({rate}); {amount} yuan in scope."),
    LINE_OUTSIDE(
            "line.outside",
            "total:m",
            "费用{label}：金额{total}元，目录外（丙类），全部自费，符合政策范围{amount}元。",
            "Line {label}: {total} yuan, outside the catalogue (class C), wholly self-paid;"
                    + " {amount} yuan in scope."),
    LINE_NOT_APPROVED(
            "line.not-approved",
            "total:m",
            "费用{label}：金额{total}元，限制使用项目未经审批通过，全部自费，符合政策范围{amount}元。",
            "Line {label}: {total} yuan, use not approved, wholly self-paid; {amount} yuan in"
                    + " scope."),
    LINE_GIVEN(
            "line.given",
            "total:m ownpay:m over_limit:m pre_selfpay:m",
            "费用{label}：金额{total}元，就医地已分割：全自费{ownpay}元，超限价{over_limit}元，先行自付{pre_selfpay}元，符合政策范围{amount}元。",
            "Line {label}: {total} yuan, split by the care place: {ownpay} self-paid, {over_limit}"
                + " above the price ceiling, {pre_selfpay} pre-self-paid; {amount} yuan in scope."),
    TOTALS_GIVEN(
            "totals.given",
            "total:m ownpay:m over_limit:m pre_selfpay:m",
            "按合计：总额{total}元，全自费{ownpay}元，超限价{over_limit}元，先行自付{pre_selfpay}元，符合政策范围{amount}元。",
            "By totals: {total} yuan, {ownpay} self-paid, {over_limit} above the price ceiling,"
                    + " {pre_selfpay} pre-self-paid; {amount} yuan in scope."),
    NO_PLAN(
            "plan.none",
            "",
            "本政策对该险种、人员类别、医疗类别或就医地没有规定待遇，基金支付{amount}元。",
            "The policy states no benefit for this insurance, person, kind of care or place; the"
                    + " fund pays {amount} yuan."),
    NO_LEVEL(
            "plan.no-level",
            "",
            "待遇“{label}”没有该级别医疗机构的规定，基金支付{amount}元。",
            "The benefit \"{label}\" states no terms for an institution of this level; the fund"
                    + " pays {amount} yuan."),
    NO_DISEASE(
            "disease.none",
            "",
            "待遇“{label}”只适用于所列病种，本次病种不在其中，基金支付{amount}元。",
            "The benefit \"{label}\" is for listed diseases, and this visit is for none of them;"
                    + " the fund pays {amount} yuan."),
    DISEASE(
            "disease",
            "",
            "门诊慢特病病种“{label}”，按该待遇的支付比例计算。",
            "Chronic disease \"{label}\", paid at the ratios of the benefit."),
    DISEASE_RATIO(
            "disease.ratio",
            "ratio:r",
            "门诊慢特病病种“{label}”，支付比例为{ratio}。",
            "Chronic disease \"{label}\", the ratio is {ratio}."),
    QUOTA_SCOPE(
            "quota.scope",
            "quota:m used:m",
            "{label}限额{quota}元，已用{used}元，本次计入待遇的范围内金额至{amount}元为止。",
            "The quota of {label} is {quota} yuan, {used} used; the in-scope amount counts up to"
                    + " {amount} yuan."),
    QUOTA_FUND(
            "quota.fund",
            "quota:m used:m",
            "{label}最高支付限额{quota}元，已付{used}元，支付调整{amount}元。",
            "The fund pays at most {quota} yuan for {label}, {used} already paid; adjustment"
                    + " {amount} yuan."),
    NOT_PAID(
            "cut.nothing",
            "",
            "按“{label}”的异地就医规定，基金支付{amount}元。",
            "Under the out-of-area rule of \"{label}\" the fund pays {amount} yuan."),
    DEDUCTIBLE_ADMISSION(
            "deductible.admission",
            "nth:n standard:m share:r due:m",
            "{label}起付标准{standard}元，本年第{nth}次按{share}计{due}元，本次实际计入{amount}元。",
            "The deductible of {label} is {standard} yuan; this is admission {nth} of the year,"
                    + " {share} of it is {due} yuan, {amount} yuan borne now."),
    DEDUCTIBLE_FIXED(
            "deductible.fixed",
            "nth:n due:m",
            "本年第{nth}次起付标准为{due}元，本次实际计入{amount}元。",
            "For admission {nth} of the year the deductible is {due} yuan; {amount} yuan borne"
                    + " now."),
    DEDUCTIBLE_YEAR(
            "deductible.year",
            "standard:m borne:m due:m",
            "{label}年度起付标准{standard}元，本年已计{borne}元，尚余{due}元，本次实际计入{amount}元。",
            "The yearly deductible of {label} is {standard} yuan, {borne} already borne, {due}"
                    + " left; {amount} yuan borne now."),
    CAP_SCOPE(
            "cap.scope",
            "cap:m used:m",
            "年度限额{cap}元，本年已用{used}元，本次计入待遇的范围内金额至{amount}元为止。",
            "The year's limit is {cap} yuan, {used} used; the in-scope amount counts up to {amount}"
                    + " yuan."),
    CAP_FUND(
            "cap.fund",
            "cap:m used:m",
            "年度最高支付限额{cap}元，本年已付{used}元，支付调整{amount}元。",
            "The fund pays at most {cap} yuan a year, {used} already paid; adjustment {amount}"
                    + " yuan."),
    RATE_AGE(
            "rate.age",
            "age:n bonus:r",
            "年满{age}周岁，支付比例提高{bonus}。",
            "At {age} years the ratio rises by {bonus}."),
    RATE_AGE_FULL(
            "rate.age-full", "age:n", "年满{age}周岁，支付比例为100%。", "At {age} years the ratio is 100%."),
    RATE_AGE_UNKNOWN(
            "rate.age-unknown",
            "",
            "未提供出生日期，不计年龄加成。",
            "No birthday is known; no age bonus is counted."),
    RATE_YEARS(
            "rate.years",
            "missing:n points:r",
            "缴费年限不足{missing}年，支付比例降低{points}。",
            "{missing} years of contribution are missing; the ratio falls by {points}."),
    RATE_YEARS_UNKNOWN(
            "rate.years-unknown",
            "",
            "未提供缴费年限，按已满年限计。",
            "The years of contribution are not known; they are taken as complete."),
    RATE_WAITING(
            "rate.waiting",
            "months:n factor:r",
            "参保未满{months}个月，支付比例乘以{factor}。",
            "Insured for less than {months} months; the ratio is multiplied by {factor}."),
    CUT_NONE("cut.none", "", "异地就医（{label}），按本地待遇支付。", "Care elsewhere ({label}), paid as local."),
    CUT_NOT_STATED(
            "cut.not-stated",
            "",
            "异地就医（{label}），本政策未规定降低，按本地待遇支付。",
            "Care elsewhere ({label}); the policy states no reduction, paid as local."),
    CUT_POINTS(
            "cut.points",
            "points:r",
            "异地就医（{label}），支付比例降低{points}（百分点）。",
            "Care elsewhere ({label}); the ratio falls by {points} (points)."),
    CUT_FACTOR(
            "cut.factor",
            "factor:r",
            "异地就医（{label}），支付比例乘以{factor}。",
            "Care elsewhere ({label}); the ratio is multiplied by {factor}."),
    CUT_TABLE(
            "cut.table",
            "ratio:r",
            "异地就医（{label}），支付比例按表为{ratio}。",
            "Care elsewhere ({label}); the table's ratio is {ratio}."),
    BAND(
            "band",
            "nth:n from:m to:m slice:m ratio:r",
            "{label}第{nth}段：{from}元至{to}元共{slice}元，按{ratio}支付{amount}元。",
            "{label}, band {nth}: {slice} yuan between {from} and {to}, paid at {ratio}: {amount}"
                    + " yuan."),
    BAND_FACTOR(
            "band.factor",
            "nth:n from:m to:m slice:m ratio:r factor:r",
            "{label}第{nth}段：{from}元至{to}元共{slice}元，按{ratio}×{factor}支付{amount}元。",
            "{label}, band {nth}: {slice} yuan between {from} and {to}, paid at {ratio} × {factor}:"
                    + " {amount} yuan."),
    SUPPLEMENT_TIER(
            "supplement.tier",
            "nth:n from:m to:m slice:m ratio:r",
            "{label}第{nth}档：{from}元至{to}元共{slice}元，按{ratio}支付{amount}元。",
            "{label}, tier {nth}: {slice} yuan between {from} and {to}, paid at {ratio}: {amount}"
                    + " yuan."),
    SUPPLEMENT_CAP(
            "supplement.cap",
            "cap:m used:m",
            "{label}年度限额{cap}元，本年已付{used}元，支付调整{amount}元。",
            "{label} pays at most {cap} yuan a year, {used} already paid; adjustment {amount}"
                    + " yuan."),
    SUBSIDY(
            "subsidy",
            "part:m ratio:r",
            "{label}：范围内个人负担{part}元，按{ratio}补助{amount}元。",
            "{label}: {part} yuan in scope borne by the person, subsidised at {ratio}: {amount}"
                    + " yuan."),
    AID(
            "aid",
            "part:m deductible:m ratio:r",
            "{label}：范围内个人负担{part}元，减起付{deductible}元后按{ratio}救助{amount}元。",
            "{label}: {part} yuan in scope borne by the person, less {deductible}, aided at"
                    + " {ratio}: {amount} yuan."),
    AID_CAP(
            "aid.cap",
            "cap:m used:m",
            "{label}年度限额{cap}元，本年已付{used}元，支付调整{amount}元。",
            "{label} pays at most {cap} yuan a year, {used} already paid; adjustment {amount}"
                    + " yuan."),
    PERSONAL(
            "personal",
            "total:m fund:m",
            "总额{total}元减基金支付{fund}元，个人负担{amount}元。",
            "{total} yuan less {fund} yuan from the funds; the person bears {amount} yuan."),
    ACCOUNT(
            "account",
            "balance:m",
            "个人账户余额{balance}元，支付{amount}元。",
            "The personal account holds {balance} yuan and pays {amount} yuan."),
    ACCOUNT_FAMILY(
            "account.family",
            "balance:m",
            "{label}余额{balance}元，支付{amount}元。",
            "{label} holds {balance} yuan and pays {amount} yuan."),
    ACCOUNT_FAMILY_CAP(
            "account.family-cap",
            "cap:m used:m",
            "{label}年度限额{cap}元，本年已付{used}元，支付调整{amount}元。",
            "{label} pays at most {cap} yuan a year, {used} already paid; adjustment {amount}"
                    + " yuan."),
    ACCOUNT_FAMILY_NONE(
            "account.family-none",
            "balance:m",
            "家庭共济账户余额{balance}元，本政策对该险种或医疗类别没有规定家庭共济，支付{amount}元。",
            "The family's account holds {balance} yuan; the policy states no family account for"
                    + " this insurance or kind of care, it pays {amount} yuan."),
    CASH("cash", "", "个人现金支付{amount}元。", "The person pays {amount} yuan in cash.");

    private final String id;
    private final List<Argument> arguments;
    private final List<Object> zh;
    private final List<Object> en;

    Template(String id, String arguments, String zh, String en) {
        this.id = id;
        this.arguments = Argument.parse(arguments);
        this.zh = parts(zh);
        this.en = parts(en);
    }

    /** The rule's permanent id, such as {@code deductible.year}. */
    public String id() {
        return id;
    }

    /** The arguments a step carries, in order. */
    public List<Argument> arguments() {
        return arguments;
    }

    String zh(Step step) {
        return render(zh, step, step.label().zh());
    }

    String en(Step step) {
        return render(en, step, step.label().en());
    }

    private static String render(List<Object> parts, Step step, String label) {
        StringBuilder text = new StringBuilder(96);
        for (Object part : parts) {
            switch (part) {
                case Integer argument when argument == LABEL -> text.append(label);
                case Integer argument when argument == AMOUNT ->
                        text.append(Money.ofFen(step.amount()));
                case Integer argument -> text.append(step.value(argument));
                default -> text.append(part);
            }
        }
        return text.toString();
    }

    private static final int LABEL = -1;
    private static final int AMOUNT = -2;

    /** A sentence as text and numbers of arguments. */
    private List<Object> parts(String sentence) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', at)) {
            int close = sentence.indexOf('}', open);
            parts.add(sentence.substring(at, open));
            parts.add(index(sentence.substring(open + 1, close)));
            at = close + 1;
        }
        parts.add(sentence.substring(at));
        return List.copyOf(parts);
    }

    private int index(String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).name().equals(name)) {
                return i;
            }
        }
        return switch (name) {
            case "label" -> LABEL;
            case "amount" -> AMOUNT;
            default -> throw new IllegalStateException(id + ": no argument " + name);
        };
    }

    /** A named number of a step. */
    public record Argument(String name, Kind kind) {

        /** How the number is printed. */
        public enum Kind {
            MONEY,
            RATE,
            NUMBER
        }

        private static List<Argument> parse(String text) {
            List<Argument> arguments = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int colon = text.indexOf(':', at);
                Kind kind =
                        switch (text.charAt(colon + 1)) {
                            case 'm' -> Kind.MONEY;
                            case 'r' -> Kind.RATE;
                            default -> Kind.NUMBER;
                        };
                arguments.add(new Argument(text.substring(at, colon), kind));
                at = colon + 3;
            }
            return List.copyOf(arguments);
        }

        String print(long value) {
            return switch (kind) {
                case MONEY -> Money.ofFen(value).toString();
                case RATE -> percent(value);
                case NUMBER -> Long.toString(value);
            };
        }
    }

    /** Basis points as a percentage, such as {@code 82%} or {@code 82.5%}. */
    public static String percent(long bp) {
        String text = Money.ofFen(bp).toString();
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end) + "%";
    }
}
