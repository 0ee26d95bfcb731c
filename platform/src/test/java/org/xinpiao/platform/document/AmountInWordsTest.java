package org.xinpiao.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountInWordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 零元整",
        "1, 壹分",
        "5, 伍分",
        "10, 壹角整",
        "50, 伍角整",
        "55, 伍角伍分",
        "99, 玖角玖分",
        "100, 壹元整",
        "101, 壹元零壹分",
        "105, 壹元零伍分",
        "110, 壹元壹角整",
        "1000, 壹拾元整",
        "1005, 壹拾元零伍分",
        "1050, 壹拾元伍角整",
        "1100, 壹拾壹元整",
        "10000, 壹佰元整",
        "10001, 壹佰元零壹分",
        "10500, 壹佰零伍元整",
        "11000, 壹佰壹拾元整",
        "140950, 壹仟肆佰零玖元伍角整",
        "100500, 壹仟零伍元整",
        "100506, 壹仟零伍元零陆分",
        "600714, 陆仟零柒元壹角肆分",
        "168032, 壹仟陆佰捌拾元叁角贰分",
        "1640902, 壹万陆仟肆佰零玖元零贰分",
        "10700053, 壹拾万柒仟元伍角叁分",
        "1000000, 壹万元整",
        "1000100, 壹万零壹元整",
        "1001000, 壹万零壹拾元整",
        "1010000, 壹万零壹佰元整",
        "1100000, 壹万壹仟元整",
        "10000000, 壹拾万元整",
        "10050000, 壹拾万零伍佰元整",
        "100000001, 壹佰万元零壹分",
        "123456789, 壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
        "1000000000, 壹仟万元整",
        "10000000000, 壹亿元整",
        "10000000100, 壹亿零壹元整",
        "10001000000, 壹亿零壹万元整",
        "11000000000, 壹亿壹仟万元整",
        "100000500000, 壹拾亿零伍仟元整",
        "1000000000000, 壹佰亿元整",
        "100000000000000, 壹万亿元整",
        "100001000000000, 壹万亿壹仟万元整",
        "100100000000000, 壹万零壹拾亿元整",
        "123456789012345, 壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分",
        "999999999999999999, 玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        "-1, 负壹分",
        "-50, 负伍角整",
        "-128650, 负壹仟贰佰捌拾陆元伍角整",
        "-10000000000, 负壹亿元整"
    })
    void writesAmountsByTheRules(long fen, String words) {
        assertThat(AmountInWords.of(fen)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000_000_000_000L, -1_000_000_000_000_000_000L, Long.MIN_VALUE})
    void refusesAmountsBeyondTheUnits(long fen) {
        assertThatIllegalArgumentException().isThrownBy(() -> AmountInWords.of(fen));
    }

    @Test
    void neverWritesTwoZerosInARow() {
        for (long fen = 1; fen < 2_000_000_000L; fen = fen * 3 + 7) {
            assertThat(AmountInWords.of(fen)).doesNotContain("零零", "零万", "零亿", "零元");
        }
    }
}
