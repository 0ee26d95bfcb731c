package org.xinpiao.platform.verify;

/** One thing that was looked at, and what came of it. */
public record Check(What what, Result result, Text detail) {

    /** What can be looked at, in the order in which it is. */
    public enum What {
        FILE,
        FINGERPRINT,
        CHECK_CODE,
        CONTENT,
        BATCH,
        ISSUER,
        SIGNATURE,
        RECEIPT,
        INCLUSION,
        CHECKPOINT,
        STATUS;

        public Text title() {
            return Text.of("verify.check." + name());
        }
    }

    /** What can come of it. */
    public enum Result {
        PASSED,
        FAILED,
        /** Cannot be known from what is at hand. */
        NOT_PROVED;

        public Text title() {
            return Text.of("verify.result." + name());
        }
    }

    static Check passed(What what, String... facts) {
        return of(what, Result.PASSED, "verify.passed." + what, facts);
    }

    static Check notProved(What what, String key, String... facts) {
        return of(what, Result.NOT_PROVED, "verify." + key, facts);
    }

    static Check failed(What what, String key, String... facts) {
        return of(what, Result.FAILED, "verify." + key, facts);
    }

    private static Check of(What what, Result result, String key, String... facts) {
        return new Check(what, result, Text.of(key, facts));
    }
}
