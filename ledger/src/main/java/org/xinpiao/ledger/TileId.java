package org.xinpiao.ledger;

/**
 * A place in the tile layout.
 *
 * @param level 0 holds leaf hashes; each hash above stands for a full tile below
 * @param number from 0, left to right
 */
record TileId(int level, long number) {

    /** Hashes in a full tile. */
    static final int WIDTH = 256;

    /** Tree levels a tile spans. */
    static final int HEIGHT = 8;

    @Override
    public String toString() {
        return "tile/" + level + "/" + TilePath.encode(number);
    }
}
