package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MerkleTest {

    /** The entries and roots that certificate-transparency implementations test with. */
    private static final List<String> ENTRIES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int SIZE_MAX = 64;

    private final Merkle merkle = new Merkle(new JdkPrimitives());

    @Test
    void root_knownAnswers() {
        List<byte[]> leaves = new ArrayList<>();
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(HexFormat.of().formatHex(merkle.root(leaves))).isEqualTo(ROOTS.get(size));
            if (size < ENTRIES.size()) {
                leaves.add(merkle.leaf(HexFormat.of().parseHex(ENTRIES.get(size))));
            }
        }
    }

    @Test
    void leaf_partsAreOneEntry() {
        assertThat(merkle.leaf(new byte[] {1}, new byte[] {2, 3}))
                .isEqualTo(merkle.leaf(new byte[] {1, 2, 3}));
    }

    @Test
    void includes_everyLeafOfEverySize_andNothingAltered() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<byte[]> leaves = leaves(size);
            byte[] root = merkle.root(leaves);
            for (int index = 0; index < size; index++) {
                List<byte[]> path = merkle.path(leaves, index);
                byte[] leaf = leaves.get(index);
                assertThat(merkle.includes(root, leaf, index, size, path)).isTrue();
                assertThat(merkle.includes(flip(root), leaf, index, size, path)).isFalse();
                assertThat(merkle.includes(root, flip(leaf), index, size, path)).isFalse();
                assertThat(merkle.includes(root, leaf, index, size, longer(path))).isFalse();
                assertThat(merkle.includes(root, leaf, -1, size, path)).isFalse();
                assertThat(merkle.includes(root, leaf, size, size, path)).isFalse();
                if (size > 1) {
                    int other = (index + 1) % size;
                    assertThat(merkle.includes(root, leaf, other, size, path)).isFalse();
                    assertThat(merkle.includes(root, leaf, index, size, shorter(path))).isFalse();
                }
                for (int step = 0; step < path.size(); step++) {
                    assertThat(merkle.includes(root, leaf, index, size, altered(path, step)))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void path_outsideTheTree_throws() {
        assertThatThrownBy(() -> merkle.path(leaves(3), 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> merkle.path(leaves(3), -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void extendsTree_everyPairOfSizes_andNothingAltered() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<byte[]> leaves = leaves(size);
            byte[] root = merkle.root(leaves);
            for (int old = 1; old <= size; old++) {
                byte[] oldRoot = merkle.root(leaves.subList(0, old));
                List<byte[]> proof = old == size ? List.of() : proof(leaves, old, true);
                assertThat(merkle.extendsTree(oldRoot, old, root, size, proof)).isTrue();
                assertThat(merkle.extendsTree(flip(oldRoot), old, root, size, proof)).isFalse();
                assertThat(merkle.extendsTree(oldRoot, old, root, size, longer(proof))).isFalse();
                if (old < size) {
                    assertThat(merkle.extendsTree(oldRoot, old, flip(root), size, proof)).isFalse();
                    assertThat(merkle.extendsTree(oldRoot, old, root, size, shorter(proof)))
                            .isFalse();
                }
                for (int step = 0; step < proof.size(); step++) {
                    assertThat(merkle.extendsTree(oldRoot, old, root, size, altered(proof, step)))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void extendsTree_edges() {
        byte[] root = merkle.root(leaves(5));
        byte[] empty = merkle.root(List.of());
        assertThat(merkle.extendsTree(empty, 0, root, 5, List.of())).isTrue();
        assertThat(merkle.extendsTree(root, 0, root, 5, List.of())).isFalse();
        assertThat(merkle.extendsTree(empty, 0, root, 5, List.of(root))).isFalse();
        assertThat(merkle.extendsTree(root, 6, root, 5, List.of())).isFalse();
        assertThat(merkle.extendsTree(root, -1, root, 5, List.of())).isFalse();
        assertThat(merkle.extendsTree(root, 3, root, 5, List.of())).isFalse();
    }

    /** RFC 6962 §2.1.2. */
    private List<byte[]> proof(List<byte[]> leaves, int old, boolean whole) {
        if (old == leaves.size()) {
            return whole ? List.of() : List.of(merkle.root(leaves));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        List<byte[]> proof = new ArrayList<>();
        if (old <= split) {
            proof.addAll(proof(left, old, whole));
            proof.add(merkle.root(right));
        } else {
            proof.addAll(proof(right, old - split, false));
            proof.add(merkle.root(left));
        }
        return proof;
    }

    private List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(merkle.leaf(new byte[] {(byte) i}));
        }
        return leaves;
    }

    private static byte[] flip(byte[] hash) {
        byte[] copy = hash.clone();
        copy[7] ^= 1;
        return copy;
    }

    private static List<byte[]> altered(List<byte[]> path, int step) {
        List<byte[]> copy = new ArrayList<>(path);
        copy.set(step, flip(copy.get(step)));
        return copy;
    }

    private List<byte[]> longer(List<byte[]> path) {
        List<byte[]> copy = new ArrayList<>(path);
        copy.add(merkle.leaf());
        return copy;
    }

    private static List<byte[]> shorter(List<byte[]> path) {
        return path.subList(0, path.size() - 1);
    }
}
