package org.xinpiao.platform.identity;

/**
 * The order of the security filter chains. The first whose paths match handles a request; a
 * capability that needs its own puts it at {@link #API_SLOT}.
 */
public final class Chains {

    /** The embedded OpenID provider. */
    public static final int PROVIDER = 100;

    /** Free: a chain here takes its paths out of {@link #API}. */
    public static final int API_SLOT = 200;

    /** Everything under {@code /api/}: no session, no CSRF token; requests prove themselves. */
    public static final int API = 300;

    /** The pages. */
    public static final int PAGES = 400;

    private Chains() {}
}
