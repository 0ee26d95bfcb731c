package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.State;

/** Rules that do as others do until {@code toy/lie} is written, and then write one value more. */
record LyingRules(Rules honest) implements Rules {

    @Override
    public void genesis(State state, ByteString genesis) throws InvalidProtocolBufferException {
        honest.genesis(state, genesis);
    }

    @Override
    public @Nullable SigningKeyRecord signingKey(
            State state, String member, ByteString keyId, long timeMillis) {
        return honest.signingKey(state, member, keyId, timeMillis);
    }

    @Override
    public List<ValidatorRecord> validators(State state, long height) {
        return honest.validators(state, height);
    }

    @Override
    public List<FormerRecord> formerValidators(State state) {
        return honest.formerValidators(state);
    }

    @Override
    public @Nullable Contract contract(String type) {
        Contract contract = honest.contract(type);
        return contract == null ? null : new Lying(contract);
    }

    private record Lying(Contract honest) implements Contract {

        @Override
        public String name() {
            return honest.name();
        }

        @Override
        public Outcome apply(State state, Context context, ByteString command)
                throws InvalidProtocolBufferException {
            Outcome outcome = honest.apply(state, context, command);
            if (state.get("toy/lie") != null) {
                state.put("toy/truth", ByteString.copyFromUtf8("none"));
            }
            return outcome;
        }
    }
}
