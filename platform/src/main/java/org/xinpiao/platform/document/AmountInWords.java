package org.xinpiao.platform.document;

/** Amounts of money in the capital numerals of Chinese bills (人民币大写). */
public final class AmountInWords {

    /** Largest amount in fen: 9999 万亿 … 9999.99 yuan, one below 亿亿. */
    public static final long MAX_FEN = 999_999_999_999_999_999L;

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final long[] UNITS = {100_000_000, 10_000, 1_000, 100, 10};
    private static final String NAMES = "亿万仟佰拾";

    private AmountInWords() {}

    /**
     * The amount as the payment rules write it, such as 壹仟零伍元零陆分, 壹拾元整 or 负伍角整.
     *
     * <p>One 零 stands for any run of zeros between digits; none stands between 元 and 角 when only
     * the yuan's last digits are zero. 整 closes every amount without fen.
     *
     * @param fen hundredths of a yuan, negative on a red bill
     * @throws IllegalArgumentException beyond {@link #MAX_FEN} either way
     */
    public static String of(long fen) {
        if (fen > MAX_FEN || fen < -MAX_FEN) {
            throw new IllegalArgumentException("amount beyond 亿亿: " + fen);
        }
        if (fen == 0) {
            return "零元整";
        }
        long amount = Math.abs(fen);
        long yuan = amount / 100;
        int jiao = (int) (amount / 10 % 10);
        int cents = (int) (amount % 10);
        StringBuilder words = new StringBuilder(fen < 0 ? "负" : "");
        if (yuan > 0) {
            say(yuan, words);
            words.append('元');
        }
        if (jiao > 0) {
            words.append(DIGITS.charAt(jiao)).append('角');
        } else if (yuan > 0 && cents > 0) {
            words.append('零');
        }
        return cents > 0
                ? words.append(DIGITS.charAt(cents)).append('分').toString()
                : words.append('整').toString();
    }

    /** Says a whole number above zero: what stands before its largest unit, the unit, the rest. */
    private static void say(long number, StringBuilder words) {
        for (int i = 0; i < UNITS.length; i++) {
            long unit = UNITS[i];
            if (number >= unit) {
                say(number / unit, words);
                words.append(NAMES.charAt(i));
                long rest = number % unit;
                if (rest > 0) {
                    if (rest < unit / 10) {
                        words.append('零');
                    }
                    say(rest, words);
                }
                return;
            }
        }
        words.append(DIGITS.charAt((int) number));
    }
}
