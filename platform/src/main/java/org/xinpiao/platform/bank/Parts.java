package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CaseAssignment5;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GenericAccountIdentification1;
import com.prowidesoftware.swift.model.mx.dic.Party40Choice;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.readmodel.ChinaTime;

/** What the messages have in common. */
final class Parts {

    private static final String CURRENCY = "CNY";

    private static final int TEXT_CHARS_MAX = 35;

    private static final int NAME_CHARS_MAX = 140;

    private Parts() {}

    /** Yuan, exact, with two decimals. */
    static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    /**
     * Yuan in fen.
     *
     * @throws MessageException when it is not a whole number of fen
     */
    static long fen(BigDecimal yuan) {
        try {
            return yuan.movePointRight(2).longValueExact();
        } catch (ArithmeticException e) {
            throw new MessageException("no whole number of fen: " + yuan, e);
        }
    }

    static ActiveOrHistoricCurrencyAndAmount amount(long fen) {
        ActiveOrHistoricCurrencyAndAmount amount = new ActiveOrHistoricCurrencyAndAmount();
        amount.setValue(yuan(fen));
        amount.setCcy(CURRENCY);
        return amount;
    }

    static long fen(ActiveOrHistoricCurrencyAndAmount amount) {
        if (!CURRENCY.equals(amount.getCcy())) {
            throw new MessageException("currency " + amount.getCcy());
        }
        return fen(amount.getValue());
    }

    /** A code that the schema does not know is read as none. */
    static boolean isCredit(@Nullable CreditDebitCode code) {
        if (code == null) {
            throw new MessageException("neither credit nor debit");
        }
        return code == CreditDebitCode.CRDT;
    }

    static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ChinaTime.ZONE);
    }

    static AccountIdentification4Choice account(String account) {
        return new AccountIdentification4Choice()
                .setOthr(new GenericAccountIdentification1().setId(text(account)));
    }

    static CashAccount38 cashAccount(String account) {
        return new CashAccount38().setId(account(account));
    }

    static String account(@Nullable AccountIdentification4Choice account) {
        if (account == null || account.getOthr() == null) {
            throw new MessageException("an account by another scheme than its number");
        }
        return text(account.getOthr().getId());
    }

    static PartyIdentification135 party(String name) {
        if (name.isBlank() || name.length() > NAME_CHARS_MAX) {
            throw new MessageException("a name has 1 to " + NAME_CHARS_MAX + " characters");
        }
        return new PartyIdentification135().setNm(name);
    }

    static BranchAndFinancialInstitutionIdentification6 agent(String name) {
        return new BranchAndFinancialInstitutionIdentification6()
                .setFinInstnId(new FinancialInstitutionIdentification18().setNm(name));
    }

    /** A question of the owner of an account to the bank, or its answer. */
    static CaseAssignment5 assignment(
            String messageId, long createdMs, Party40Choice from, Party40Choice to) {
        return new CaseAssignment5()
                .setId(text(messageId))
                .setAssgnr(from)
                .setAssgne(to)
                .setCreDtTm(time(createdMs));
    }

    static Party40Choice owner(String name) {
        return new Party40Choice().setPty(party(name));
    }

    static Party40Choice bank() {
        return new Party40Choice().setAgt(agent("bank"));
    }

    /**
     * The name of a party.
     *
     * @throws MessageException when it has none
     */
    static String name(@Nullable Party40Choice party) {
        if (party == null || party.getPty() == null || party.getPty().getNm() == null) {
            throw new MessageException("a party without a name");
        }
        return party.getPty().getNm();
    }

    /**
     * A text of at most 35 characters.
     *
     * @throws MessageException when it is longer or empty
     */
    static String text(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > TEXT_CHARS_MAX) {
            throw new MessageException("a text of 1 to 35 characters is needed: " + text);
        }
        return text;
    }

    /**
     * The only element.
     *
     * @throws MessageException when there are more or none
     */
    static <E> E only(List<E> list) {
        if (list.size() != 1) {
            throw new MessageException("one element is needed, not " + list.size());
        }
        return list.getFirst();
    }
}
