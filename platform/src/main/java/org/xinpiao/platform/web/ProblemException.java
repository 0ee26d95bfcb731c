package org.xinpiao.platform.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * A request that is refused with reasons; answered as an RFC 9457 problem. Faults carry codes and
 * places, never a person's data.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<Fault> faults;

    /** A refusal with the status to answer and everything found wrong. */
    public ProblemException(HttpStatus status, List<Fault> faults) {
        super(status + " " + faults.stream().map(Fault::reason).toList());
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    /** A request whose content cannot be taken (422). */
    public static ProblemException unprocessable(List<Fault> faults) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, faults);
    }

    /** The status to answer. */
    public HttpStatus status() {
        return status;
    }

    /** Everything found wrong. */
    public List<Fault> faults() {
        return faults;
    }
}
