package org.xinpiao.platform.notice;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the numbers of insured people are known. They are asked for at each sending and kept
 * nowhere else.
 */
public interface PhoneBook {

    /**
     * How a person can be reached.
     *
     * @param mobile 11 digits of mainland China
     * @param language what the person reads, unless chosen otherwise on the page
     */
    record Contact(String mobile, Locale language) {

        /** As pages show it: {@code 138****1234}. */
        public String masked() {
            return mobile.length() < 11
                    ? "*".repeat(mobile.length())
                    : mobile.substring(0, 3) + "****" + mobile.substring(mobile.length() - 4);
        }

        @Override
        public String toString() {
            return masked();
        }
    }

    /**
     * The contact of a patient, if there is a number.
     *
     * @param patient the pseudonym on bills and claims
     */
    Optional<Contact> find(byte[] patient);
}
