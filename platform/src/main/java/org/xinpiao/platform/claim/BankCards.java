package org.xinpiao.platform.claim;

/** Bank card numbers (ISO/IEC 7812): 12 to 19 digits, the last a Luhn check digit. */
public final class BankCards {

    private BankCards() {}

    public static boolean valid(String number) {
        if (!number.matches("\\d{12,19}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** The last four digits. */
    public static String masked(String number) {
        return "**** " + number.substring(Math.max(0, number.length() - 4));
    }
}
