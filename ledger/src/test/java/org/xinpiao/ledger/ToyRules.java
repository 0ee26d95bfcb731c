package org.xinpiao.ledger;

import static java.util.Locale.ROOT;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Reason;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.State;

/**
 * Small rules to test a ledger with. A command is a StringValue of words: {@code put K V}, {@code
 * new K V} (refused where there is one), {@code delete K}, {@code count PREFIX}, {@code refuse K V}
 * (writes, then refuses), {@code huge N}, {@code validators TEXT}, {@code damage} (finds the state
 * damaged), {@code break} (writes, then fails).
 */
final class ToyRules implements Rules {

    static final String TYPE = "toy";

    private static final String VALIDATORS = "validators ";
    private static final String FORMER = "toy/former-validators/";

    private final Map<String, SigningKeyRecord> members;

    /** Rules under which each member signs with one key. */
    ToyRules(Map<String, SigningKeyRecord> members) {
        this.members = Map.copyOf(members);
    }

    enum ToyReason implements Reason {
        NO;

        @Override
        public Text text() {
            return new Text("toy.no", "不行。", "No.", false);
        }
    }

    /** A genesis that names validators. */
    static ByteString genesis(List<ValidatorRecord> validators) {
        return ByteString.copyFromUtf8(VALIDATORS + text(validators));
    }

    /** Validators in one word, as a command and the state have them. */
    static String text(List<ValidatorRecord> validators) {
        return validators.stream()
                .map(v ->
                        String.join(
                                "|",
                                v.name(),
                                HexFormat.of().formatHex(v.key().toByteArray()),
                                v.checkpointKey()))
                .collect(Collectors.joining(";"));
    }

    private static List<ValidatorRecord> validators(String text) {
        return Stream.of(text.split(";"))
                .map(entry -> entry.split("\\|"))
                .map(v ->
                        new ValidatorRecord(
                                v[0], ByteString.copyFrom(HexFormat.of().parseHex(v[1])), v[2]))
                .toList();
    }

    @Override
    public List<ValidatorRecord> validators(State state, long height) {
        String text = validatorsText(state, height);
        return text.isEmpty() ? List.of() : validators(text);
    }

    @Override
    public List<FormerRecord> formerValidators(State state) {
        return state.scan(FORMER, Integer.MAX_VALUE).stream()
                .map(former ->
                        new FormerRecord(
                                Long.parseLong(former.getKey().substring(FORMER.length())),
                                validators(former.getValue().toStringUtf8())))
                .toList();
    }

    private static String validatorsText(State state, long height) {
        String from = text(state, "toy/validators-from");
        if (from.isEmpty()) {
            String genesis = text(state, "toy/genesis");
            return genesis.startsWith(VALIDATORS) ? genesis.substring(VALIDATORS.length()) : "";
        }
        return text(
                state, height < Long.parseLong(from) ? "toy/validators-before" : "toy/validators");
    }

    private static String text(State state, String key) {
        ByteString value = state.get(key);
        return value == null ? "" : value.toStringUtf8();
    }

    @Override
    public void genesis(State state, ByteString genesis) {
        state.put("toy/genesis", genesis);
    }

    @Override
    public @Nullable SigningKeyRecord signingKey(
            State state, String member, ByteString keyId, long timeMillis) {
        return state.get("toy/suspended/" + member) == null ? members.get(member) : null;
    }

    @Override
    public @Nullable Contract contract(String type) {
        return type.equals(TYPE) ? new Toy() : null;
    }

    private static final class Toy implements Contract {

        private static void put(State state, String key, String value) {
            state.put(key, ByteString.copyFromUtf8(value));
        }

        @Override
        public String name() {
            return TYPE;
        }

        @Override
        public Outcome apply(State state, Context context, ByteString command)
                throws InvalidProtocolBufferException {
            String[] words = StringValue.parseFrom(command).getValue().split(" ", 3);
            return switch (words[0]) {
                case "put" -> {
                    state.put("toy/" + words[1], ByteString.copyFromUtf8(words[2]));
                    yield Outcome.accepted(StringValue.of(words[1]));
                }
                case "new" -> {
                    if (state.get("toy/" + words[1]) != null) {
                        yield Outcome.rejected(ToyReason.NO, words[1]);
                    }
                    state.put("toy/" + words[1], ByteString.copyFromUtf8(words[2]));
                    yield Outcome.accepted(StringValue.of(words[1]));
                }
                case "delete" -> {
                    state.delete("toy/" + words[1]);
                    yield Outcome.accepted(StringValue.of(words[1]));
                }
                case "count" -> {
                    int found = state.scan("toy/" + words[1], 1_000).size();
                    state.put("toy/count", ByteString.copyFromUtf8("" + found));
                    yield Outcome.accepted(Int64Value.of(found));
                }
                case "refuse" -> {
                    state.put("toy/" + words[1], ByteString.copyFromUtf8(words[2]));
                    yield Outcome.rejected(ToyReason.NO, "at " + context.height());
                }
                case "validators" -> {
                    String before = validatorsText(state, context.height() + 1);
                    put(state, "toy/validators-before", before);
                    put(state, FORMER + String.format(ROOT, "%08d", context.height() + 1), before);
                    put(state, "toy/validators-from", "" + (context.height() + 2));
                    put(state, "toy/validators", words[1]);
                    yield Outcome.accepted(StringValue.of(words[1]));
                }
                case "huge" -> {
                    state.put("toy/huge", ByteString.EMPTY);
                    byte[] body = new byte[Integer.parseInt(words[1])];
                    yield Outcome.accepted(BytesValue.of(ByteString.copyFrom(body)));
                }
                case "damage" -> throw new CorruptException("state key toy/damage is damaged");
                default -> {
                    state.put("toy/broken", ByteString.EMPTY);
                    throw new IllegalArgumentException("broken");
                }
            };
        }
    }
}
