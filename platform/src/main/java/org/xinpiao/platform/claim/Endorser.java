package org.xinpiao.platform.claim;

import java.util.List;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Endorsement;
import org.xinpiao.contracts.claim.Settlement;

/**
 * A department that signs an agency's decision when it comes to the same by itself. It sees what
 * was sealed for it and the ledger, nothing of the agency's: it may be another process.
 */
interface Endorser {

    /** Its member id. */
    String member();

    /**
     * Computes a decision again.
     *
     * @param proposed as the agency would bring it to the ledger, without this endorsement
     */
    Answer endorse(DecideClaim proposed);

    /** What came of it. */
    sealed interface Answer {

        /** It came to the same, and signed. */
        record Agreed(Endorsement endorsement) implements Answer {}

        /**
         * It came to something else, and did not sign.
         *
         * @param settlement its own
         * @param deviations everything that is not the same, the amounts too
         */
        record Disagreed(Settlement settlement, List<Deviation> deviations) implements Answer {
            public Disagreed {
                deviations = List.copyOf(deviations);
            }
        }

        /** It could not compute: not reached, or it holds no key. It may be asked again. */
        record Unable(String why) implements Answer {}
    }
}
