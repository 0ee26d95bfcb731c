package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;

class LogTreeTest {

    private final Suite suite = Suites.international();
    private final Hashes hashes = new Hashes(suite);
    private final Merkle merkle = new Merkle(new SuitePrimitives(suite));
    private final Map<TileId, byte[]> tiles = new HashMap<>();
    private final LogTree tree = new LogTree(hashes, tiles::get);

    /** Leaves and roots of the test tree that implementations of RFC 6962 share. */
    @Test
    void rootsAreThoseOfTheStandard() {
        List<String> leaves =
                List.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f");
        List<String> roots =
                List.of(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        Edge edge = Edge.empty(hashes);
        assertThat(hex(edge.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < leaves.size(); i++) {
            byte[] leaf = HexFormat.of().parseHex(leaves.get(i));
            edge = edge.append(List.of(hashes.leaf(leaf))).edge();
            assertThat(hex(edge.root())).isEqualTo(roots.get(i));
        }
    }

    @Test
    void inclusionPathsAreThoseOfTheNaiveTree() {
        List<byte[]> leaves = leaves(200);
        Edge edge = grow(Edge.empty(hashes), leaves);
        for (int size = 1; size <= leaves.size(); size++) {
            List<byte[]> prefix = leaves.subList(0, size);
            assertThat(tree.root(edge, size)).isEqualTo(merkle.root(prefix));
            for (int index = 0; index < size; index++) {
                List<byte[]> path = tree.inclusion(edge, index, size);
                assertThat(path.stream().map(LogTreeTest::hex))
                        .containsExactlyElementsOf(
                                merkle.path(prefix, index).stream().map(LogTreeTest::hex).toList());
            }
        }
    }

    @Test
    void consistencyProofsHoldAndAlteredOnesDoNot() {
        List<byte[]> leaves = leaves(200);
        Edge edge = grow(Edge.empty(hashes), leaves);
        for (int to = 1; to <= leaves.size(); to += 3) {
            byte[] root = tree.root(edge, to);
            for (int from = 0; from <= to; from++) {
                byte[] oldRoot = tree.root(edge, from);
                List<byte[]> proof = tree.consistency(edge, from, to);
                assertThat(merkle.extendsTree(oldRoot, from, root, to, proof)).isTrue();
                if (!proof.isEmpty()) {
                    List<byte[]> altered = new ArrayList<>(proof);
                    byte[] hash = altered.getLast().clone();
                    hash[0] ^= 1;
                    altered.set(altered.size() - 1, hash);
                    assertThat(merkle.extendsTree(oldRoot, from, root, to, altered)).isFalse();
                }
            }
        }
    }

    /** The example of the tlog-tiles specification. */
    @Test
    void tilesOfALargeLogAreLaidOutAsSpecified() {
        List<byte[]> leaves = leaves(70_000);
        Edge edge = Edge.empty(hashes);
        for (int from = 0; from < leaves.size(); from += 999) {
            int to = Math.min(from + 999, leaves.size());
            edge = grow(edge, leaves.subList(from, to));
        }
        assertThat(edge.root()).isEqualTo(merkle.root(leaves));
        assertThat(tiles.keySet().stream().filter(id -> id.level() == 0)).hasSize(274);
        assertThat(tiles.get(new TileId(0, 272))).hasSize(256 * 32);
        assertThat(tiles.get(new TileId(0, 273))).hasSize(112 * 32);
        assertThat(tiles.get(new TileId(1, 0))).hasSize(256 * 32);
        assertThat(tiles.get(new TileId(1, 1))).hasSize(17 * 32);
        assertThat(tiles.get(new TileId(2, 0))).hasSize(32);
        assertThat(tree.tile(edge, new TileId(0, 3), 2))
                .isEqualTo(Arrays.copyOf(tiles.get(new TileId(0, 3)), 64));
        assertThat(tree.tile(edge, new TileId(1, 1), 17)).isEqualTo(tiles.get(new TileId(1, 1)));
        assertThat(tree.tile(edge, new TileId(1, 1), 18)).isNull();
        assertThat(tree.tile(edge, new TileId(2, 1), 1)).isNull();
        assertThat(tree.tile(edge, new TileId(3, 0), 1)).isNull();
        assertReopensEqual(edge);
        assertProofsHold(edge, leaves);
    }

    private void assertReopensEqual(Edge edge) {
        List<byte[]> stored = new ArrayList<>();
        for (int level = 0; level < Edge.levels(edge.size()); level++) {
            TileId id = new TileId(level, Edge.number(edge.size(), level));
            byte[] tile = tiles.getOrDefault(id, new byte[0]);
            stored.add(Arrays.copyOf(tile, Edge.width(edge.size(), level) * 32));
        }
        Edge again = Edge.of(hashes, edge.size(), stored);
        assertThat(again.root()).isEqualTo(edge.root());
        List<byte[]> more = leaves(3);
        assertThat(again.append(more).edge().root()).isEqualTo(edge.append(more).edge().root());
    }

    private void assertProofsHold(Edge edge, List<byte[]> leaves) {
        for (long size : new long[] {1, 256, 257, 65_535, 65_536, 65_537, 69_999, 70_000}) {
            byte[] root = tree.root(edge, size);
            for (long index : new long[] {0, 1, 255, 256, 65_535, 65_536, 69_998, 69_999}) {
                if (index < size) {
                    List<byte[]> path = tree.inclusion(edge, index, size);
                    byte[] leaf = leaves.get((int) index);
                    assertThat(merkle.includes(root, leaf, index, size, path)).isTrue();
                }
            }
            List<byte[]> proof = tree.consistency(edge, size, 70_000);
            assertThat(merkle.extendsTree(root, size, edge.root(), 70_000, proof)).isTrue();
        }
    }

    @Test
    void alteredTileIsNamedAndNotUsed() {
        Edge edge = grow(Edge.empty(hashes), leaves(1_000));
        requireNonNull(tiles.get(new TileId(0, 1)))[5] ^= 1;
        assertThatThrownBy(() -> tree.inclusion(edge, 300, 1_000))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("tile/0/001");
        tiles.remove(new TileId(0, 2));
        assertThatThrownBy(() -> tree.leafHash(edge, 600))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("tile/0/002 is missing");
    }

    @Test
    void partsThatAreNotThereAreRefused() {
        Edge edge = grow(Edge.empty(hashes), leaves(10));
        assertThatThrownBy(() -> tree.inclusion(edge, 10, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusion(edge, 0, 11))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(edge, 5, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private Edge grow(Edge edge, List<byte[]> leafHashes) {
        Edge.Growth growth = edge.append(leafHashes);
        tiles.putAll(growth.tiles());
        return growth.edge();
    }

    private List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(hashes.leaf(ByteBuffer.allocate(4).putInt(i).array()));
        }
        return leaves;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
