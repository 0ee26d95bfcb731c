package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @Test
    void readsTilesAndBundles() {
        assertThat(TilePath.parse("tile/0/x001/x234/067"))
                .isEqualTo(new TilePath(0, 1_234_067, 256));
        assertThat(TilePath.parse("tile/63/000.p/255")).isEqualTo(new TilePath(63, 0, 255));
        TilePath bundle = requireNonNull(TilePath.parse("tile/entries/x001/000.p/1"));
        assertThat(bundle.entries()).isTrue();
        assertThat(bundle.number()).isEqualTo(1_000);
        assertThat(bundle.width()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1_000, 1_234_067, 999_999_999_999_999_999L})
    void numberSurvivesItsSpelling(long number) {
        assertThat(TilePath.parse("tile/7/" + TilePath.encode(number)))
                .isEqualTo(new TilePath(7, number, 256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0",
                "tile/0/0",
                "tile/0/0000",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/x000/001",
                "tile/0/001/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000/",
                "/tile/0/000",
                "tile/entries/../000",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void refusesEveryOtherSpelling(String path) {
        assertThat(TilePath.parse(path)).isNull();
    }
}
