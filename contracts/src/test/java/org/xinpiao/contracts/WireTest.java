package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.BillContract;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;

final class WireTest {

    private final Province province = new Province();

    @Test
    void words() {
        assertThat(Wire.isWord("agency-330100")).isTrue();
        assertThat(Wire.isWord("a")).isTrue();
        for (String bad : List.of("", "-a", "a-", "a--b", "A", "a b", "a/b", "张", "a".repeat(41))) {
            assertThat(Wire.isWord(bad)).as(bad).isFalse();
        }
        assertThat(Wire.isWord("a".repeat(40))).isTrue();
        assertThat(Wire.isId("Az-09", 5)).isTrue();
        assertThat(Wire.isId("Az-09", 4)).isFalse();
        assertThat(Wire.isId("a/b", 5)).isFalse();
        assertThat(Wire.isDigits("0123", 4)).isTrue();
        assertThat(Wire.isDigits("٠١٢٣", 4)).isFalse();
    }

    @Test
    void parse_endsWhereTheBytesEnd() throws InvalidProtocolBufferException {
        BillId id = Commands.id(1);
        assertThat(Wire.parse(BillId.parser(), id.toByteString())).isEqualTo(id);
        ByteString endGroup = id.toByteString().concat(ByteString.copyFrom(new byte[] {0x0c, 1}));
        assertThatThrownBy(() -> Wire.parse(BillId.parser(), endGroup))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void stored_unreadable_isABrokenStore() {
        province.state.put("bill/bill/x", ByteString.copyFromUtf8("no message"));
        assertThatThrownBy(() -> Wire.stored(province.state, "bill/bill/x", BillRecord.parser()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bill/bill/x");
    }

    @Test
    void apply_anyBytes_areRejectedOrUnreadable() {
        Random random = new Random(7);
        byte[] command =
                Commands.issue(
                                province.signer(Province.HOSPITAL),
                                Commands.blue(
                                        Province.HOSPITAL, Commands.id(1), 10, 5, province.now))
                        .toByteArray();
        int unreadable = 0;
        int rejected = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = command.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Contract contract = province.rules.contract(i % 2 == 0 ? "bill" : "claim");
            try {
                Outcome outcome =
                        Objects.requireNonNull(contract)
                                .apply(
                                        province.state,
                                        new Context(
                                                "test-1",
                                                1,
                                                0,
                                                province.now,
                                                Province.HOSPITAL,
                                                province.primitives),
                                        ByteString.copyFrom(bytes, 0, length));
                assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
                rejected++;
            } catch (InvalidProtocolBufferException _) {
                unreadable++;
            }
        }
        assertThat(rejected).isPositive();
        assertThat(unreadable).isPositive();
    }

    @Test
    void apply_noCommand_isUnreadable() {
        for (String type : List.of("registry", "bill", "coverage", "fund", "claim")) {
            Contract contract = Objects.requireNonNull(province.rules.contract(type));
            Context context = new Context("test-1", 1, 0, 1, Province.BANK, province.primitives);
            assertThatThrownBy(() -> contract.apply(province.state, context, ByteString.EMPTY))
                    .isInstanceOf(InvalidProtocolBufferException.class);
        }
        assertThatThrownBy(() -> new XinpiaoRules(List.of(new BillContract(), new BillContract())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stateWalk_visitsAllInOrder_alsoMoreThanAPage() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 2 * StateWalk.PAGE + 3; i++) {
            keys.add("walk/" + Integer.toHexString(i * 31));
        }
        keys.add("walk/1");
        keys.add("walk/a-b/c");
        keys.forEach(key -> province.state.put(key, ByteString.copyFromUtf8(key)));
        province.state.put("walks", ByteString.copyFromUtf8("beside"));
        List<String> visited = new ArrayList<>();
        StateWalk.each(
                province.state,
                "walk/",
                (key, value) -> {
                    assertThat(value.toStringUtf8()).isEqualTo(key);
                    visited.add(key);
                });
        assertThat(visited).isEqualTo(keys.stream().distinct().sorted().toList());
    }
}
