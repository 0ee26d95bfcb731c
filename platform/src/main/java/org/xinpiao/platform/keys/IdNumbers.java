package org.xinpiao.platform.keys;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Identity numbers of residents (GB 11643): 18 characters, birth date inside, a check character
 * last.
 */
public final class IdNumbers {

    private static final String CHECK = "10X98765432";

    private static final int LENGTH = 18;

    private IdNumbers() {}

    public static boolean valid(String number) {
        if (!number.matches("\\d{17}[0-9X]")) {
            return false;
        }
        try {
            LocalDate.of(
                    Integer.parseInt(number.substring(6, 10)),
                    Integer.parseInt(number.substring(10, 12)),
                    Integer.parseInt(number.substring(12, 14)));
        } catch (DateTimeException e) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += (number.charAt(i) - '0') * ((1 << (LENGTH - 1 - i)) % 11);
        }
        return CHECK.charAt(sum % 11) == number.charAt(LENGTH - 1);
    }

    /** As printed on a bill: the first six and the last four characters. */
    public static String masked(String number) {
        return number.length() != LENGTH
                ? "*".repeat(number.length())
                : number.substring(0, 6) + "********" + number.substring(LENGTH - 4);
    }
}
