package org.xinpiao.platform.identity;

import java.util.Locale;

/** What a signed-in person does; each role owns the pages under {@link #home()}. */
public enum Role {
    /** An insured person: own bills, claims and who looked at them. */
    PATIENT("/patient"),
    /** Issues bills at a hospital's window. */
    CASHIER("/cashier"),
    /** Decides claims at the insurance agency of a pooling area. */
    AGENCY_CLERK("/agency"),
    /** Decides claims that patients sent to a commercial insurer. */
    INSURER_CLERK("/insurer"),
    /** Grants segments and supervises bills for the finance department. */
    FINANCE("/finance"),
    /** Reads the log and its proofs, changes nothing. */
    AUDITOR("/auditor"),
    /** Runs the node. */
    OPERATOR("/operator");

    private final String home;

    Role(String home) {
        this.home = home;
    }

    /** The path of the role's first page; everything below it belongs to this role alone. */
    public String home() {
        return home;
    }

    /** The granted authority, {@code ROLE_…}. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** The message key of the role's name. */
    public String labelKey() {
        return "role." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether a path lies among the pages of this role. */
    public boolean owns(String path) {
        return path.equals(home) || path.startsWith(home + "/");
    }
}
