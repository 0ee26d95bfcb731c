package org.xinpiao.contracts.fund;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Registry;

/** Money that enters the pooled funds. Claims move it on through {@link FundBook}. */
public final class FundContract implements Contract {

    /** Prefix of the state keys of all deposits. */
    public static final String DEPOSITS = "fund/deposit/";

    /** Largest deposit: ten billion yuan, so that balances stay far from overflow. */
    public static final long DEPOSIT_FEN_MAX = 1_000_000_000_000L;

    @Override
    public String name() {
        return "fund";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString bytes)
            throws InvalidProtocolBufferException {
        FundCommand command = Wire.parse(FundCommand.parser(), bytes);
        return switch (command.getCommandCase()) {
            case DEPOSIT -> deposit(state, context, command.getDeposit());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    private static Outcome deposit(State state, Context context, Deposit deposit) {
        if (!Wire.isDigits(deposit.getFund(), 6)) {
            return Outcome.rejected(FundReason.MALFORMED, "fund");
        }
        if (deposit.getAmountFen() < 1 || deposit.getAmountFen() > DEPOSIT_FEN_MAX) {
            return Outcome.rejected(FundReason.MALFORMED, "amount_fen");
        }
        if (!Wire.isId(deposit.getReference(), Wire.ID_CHARS_MAX)) {
            return Outcome.rejected(FundReason.MALFORMED, "reference");
        }
        if (!mayDeposit(state, context)) {
            return Outcome.rejected(FundReason.NOT_ALLOWED, context.member());
        }
        if (Registry.region(state, deposit.getRegion()) == null) {
            return Outcome.rejected(FundReason.REGION_UNKNOWN, deposit.getRegion());
        }
        String key = DEPOSITS + deposit.getReference();
        if (state.get(key) != null) {
            return Outcome.rejected(FundReason.REFERENCE_USED, deposit.getReference());
        }
        state.put(key, deposit.toByteString());
        return Outcome.accepted(
                FundBook.deposit(
                        state,
                        deposit.getReference(),
                        deposit.getRegion(),
                        new FundBook.Share(deposit.getFund(), deposit.getAmountFen())));
    }

    private static boolean mayDeposit(State state, Context context) {
        return switch (Registry.role(state, context.member())) {
            case INSURANCE, BANK -> true;
            case FINANCE,
                    HEALTH,
                    DATA,
                    INSTITUTION,
                    AGENCY,
                    INSURER,
                    ROLE_UNSPECIFIED,
                    UNRECOGNIZED ->
                    false;
        };
    }
}
