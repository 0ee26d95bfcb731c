package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.BalanceType10Choice;
import com.prowidesoftware.swift.model.mx.dic.BalanceType13;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import java.time.LocalDate;
import java.util.List;

/**
 * All movements of a day on an account (camt.053.001.08, BankToCustomerStatement).
 *
 * @param messageId its own id
 * @param day in China
 * @param openingFen balance before the first movement, in credit positive
 */
public record Statement(
        String messageId,
        long createdMs,
        String account,
        LocalDate day,
        long openingFen,
        List<Movement> movements) {

    private static final Iso<MxCamt05300108> ISO =
            new Iso<>(MxCamt05300108.class, "camt.053.001.08");

    private static final String OPENING = "OPBD";

    private static final String CLOSING = "CLBD";

    public Statement {
        movements = List.copyOf(movements);
    }

    /** Balance after the last movement in fen. */
    public long closingFen() {
        return movements.stream().mapToLong(Movement::signedFen).reduce(openingFen, Math::addExact);
    }

    /** The message. */
    public byte[] write() {
        AccountStatement9 statement =
                new AccountStatement9()
                        .setId(Parts.text(messageId))
                        .setCreDtTm(Parts.time(createdMs))
                        .setAcct(new CashAccount39().setId(Parts.account(account)))
                        .addBal(balance(OPENING, openingFen))
                        .addBal(balance(CLOSING, closingFen()));
        movements.forEach(movement -> statement.addNtry(movement.entry()));
        return ISO.write(
                new MxCamt05300108()
                        .setBkToCstmrStmt(
                                new BankToCustomerStatementV08()
                                        .setGrpHdr(
                                                new GroupHeader81()
                                                        .setMsgId(messageId)
                                                        .setCreDtTm(Parts.time(createdMs)))
                                        .addStmt(statement)));
    }

    private CashBalance8 balance(String type, long fen) {
        return new CashBalance8()
                .setTp(new BalanceType13().setCdOrPrtry(new BalanceType10Choice().setCd(type)))
                .setAmt(Parts.amount(Math.absExact(fen)))
                .setCdtDbtInd(fen < 0 ? CreditDebitCode.DBIT : CreditDebitCode.CRDT)
                .setDt(new DateAndDateTime2Choice().setDt(day));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid or its movements do not lead from the opening
     *     to the closing balance
     */
    public static Statement read(byte[] bytes) {
        BankToCustomerStatementV08 body = ISO.read(bytes).getBkToCstmrStmt();
        AccountStatement9 given = Parts.only(body.getStmt());
        CashBalance8 opening = balance(given, OPENING);
        Statement statement =
                new Statement(
                        body.getGrpHdr().getMsgId(),
                        body.getGrpHdr().getCreDtTm().toInstant().toEpochMilli(),
                        Parts.account(given.getAcct().getId()),
                        opening.getDt().getDt(),
                        fen(opening),
                        given.getNtry().stream().map(Movement::of).toList());
        if (statement.closingFen() != fen(balance(given, CLOSING))) {
            throw new MessageException("the statement's movements do not lead to its balance");
        }
        return statement;
    }

    private static CashBalance8 balance(AccountStatement9 statement, String type) {
        return Parts.only(
                statement.getBal().stream()
                        .filter(each -> type.equals(each.getTp().getCdOrPrtry().getCd()))
                        .toList());
    }

    private static long fen(CashBalance8 balance) {
        long fen = Parts.fen(balance.getAmt());
        return Parts.isCredit(balance.getCdtDbtInd()) ? fen : -fen;
    }
}
