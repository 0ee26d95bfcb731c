package org.xinpiao.platform.gateway;

import org.springframework.stereotype.Service;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Issuing;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;
import tools.jackson.databind.JsonNode;

/** Takes charges from programs: the same checks and the same issuing, whatever the dialect. */
@Service
public class Intake {

    private final Issuing issuing;
    private final Directory directory;
    private final Pseudonyms pseudonyms;

    Intake(Issuing issuing, Directory directory, Pseudonyms pseudonyms) {
        this.issuing = issuing;
        this.directory = directory;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Issues the bill of a charge in the {@link Dialect#REST} dialect; the same business serial
     * finds the first one.
     *
     * @param institution member id of the issuer
     * @throws org.xinpiao.platform.web.ProblemException with everything that is wrong with the
     *     charge
     * @throws Issuing.SerialUsedException when the serial belongs to a bill of other content
     * @throws org.xinpiao.platform.node.RejectedException when the ledger rejects it
     */
    public Issued issue(String institution, JsonNode charge) {
        return issue(HisRequest.read(charge, directory.required(institution), pseudonyms));
    }

    /**
     * Issues the bill of a charge in the hospital systems' dialect.
     *
     * @param method issuing method of the e-bill interface, such as {@code invoiceEBillOutpatient}
     * @throws IllegalArgumentException when there is no such method
     */
    public Issued issue(String method, String institution, JsonNode message) {
        HisMethod known =
                HisMethod.of(method)
                        .orElseThrow(() -> new IllegalArgumentException("method " + method));
        return issue(known, institution, message);
    }

    Issued issue(HisMethod method, String institution, JsonNode message) {
        return issue(HisRequest.read(message, method, directory.required(institution), pseudonyms));
    }

    private Issued issue(HisRequest.Read read) {
        return Submitter.join(issuing.issueAsync(read.order(), read.chargedMillis()));
    }
}
