package org.xinpiao.platform.payment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.web.Tone;

/** How the payment pages call things; templates call it {@code @paymentWording}. */
@Component("paymentWording")
public class PaymentWording {

    private final MessageSource messages;

    PaymentWording(MessageSource messages) {
        this.messages = messages;
    }

    /** A reason in words, with its code when it is the bank's; nothing for none. */
    public String reason(@Nullable String code, Locale locale) {
        return code == null
                ? ""
                : String.valueOf(messages.getMessage("payment.reason." + code, null, code, locale));
    }

    /** How a state looks. */
    public Tone tone(String state) {
        return switch (state) {
            case "executed", "done" -> Tone.GOOD;
            case "queued", "batched", "ordered", "pending", "made", "signed", "sent" -> Tone.BUSY;
            case "held" -> Tone.WARN;
            case "refused", "returned", "declined" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}
