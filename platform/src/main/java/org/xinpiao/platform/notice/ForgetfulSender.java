package org.xinpiao.platform.notice;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;

/** Leaves out the answers that the simulator is to lose. */
final class ForgetfulSender extends DefaultPDUSender {

    private final Set<String> unanswered;

    ForgetfulSender(Set<String> unanswered) {
        this.unanswered = unanswered;
    }

    @Override
    public byte[] sendSubmitSmResp(
            OutputStream out, int sequence, String messageId, OptionalParameter... parameters)
            throws PDUStringException, IOException {
        return unanswered.remove(messageId)
                ? new byte[0]
                : super.sendSubmitSmResp(out, sequence, messageId, parameters);
    }
}
