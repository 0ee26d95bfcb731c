package org.xinpiao.platform.billview;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Tone;

/** Codes, states and figures of bills and claims in words, for templates as {@code words}. */
@Component
public class BillWords {

    private final MessageSource messages;
    private final Directory directory;

    BillWords(MessageSource messages, Directory directory) {
        this.messages = messages;
        this.directory = directory;
    }

    /** How a bill's status looks. */
    public Tone billTone(String status) {
        return switch (status) {
            case "issued", "reimbursed" -> Tone.GOOD;
            case "reserved" -> Tone.BUSY;
            case "frozen" -> Tone.WARN;
            default -> Tone.BAD;
        };
    }

    /** How a claim's status looks. */
    public Tone claimTone(String status) {
        return switch (status) {
            case "paid" -> Tone.GOOD;
            case "submitted", "decided", "review", "appealed" -> Tone.BUSY;
            case "waiting", "demanded" -> Tone.WARN;
            case "refused" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    /** A code of a list in words, or the text as it is: {@code bill.LIST.CODE}. */
    public String code(String list, String code, String otherwise, Locale locale) {
        return String.valueOf(
                messages.getMessage("bill." + list + "." + code, null, otherwise, locale));
    }

    /** An age as a bill says it, such as 62岁; younger children have months or days. */
    public String age(String age, Locale locale) {
        return english(locale) ? age.replaceFirst("^(\\d+)岁$", "$1") : age;
    }

    /** A member's name, or its id where the ledger knows none. */
    public String member(String id, Locale locale) {
        return directory.member(id).map(member -> name(member, locale)).orElse(id);
    }

    /** A member's name. */
    public String name(Member member, Locale locale) {
        return english(locale) && !member.getNameEn().isEmpty()
                ? member.getNameEn()
                : member.getNameZh();
    }

    /** A region's name, or its code where the ledger knows none. */
    public String region(String admdvs, Locale locale) {
        return directory
                .region(admdvs)
                .map(region -> english(locale) ? region.getNameEn() : region.getNameZh())
                .filter(name -> !name.isEmpty())
                .orElse(admdvs);
    }

    /** A scaled integer without needless zeros, such as a count in hundredths. */
    public String decimal(long scaled, int places) {
        return BigDecimal.valueOf(scaled, places).stripTrailingZeros().toPlainString();
    }

    /** A unit price in hundredths of a fen: at least two decimals, at most four. */
    public String price(long tenThousandths) {
        BigDecimal price = BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros();
        return (price.scale() < 2 ? price.setScale(2) : price).toPlainString();
    }

    /** The day in China. */
    public LocalDate day(long millis) {
        return ChinaTime.date(millis);
    }

    /** The moment, for the shell's {@code when}. */
    public Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
