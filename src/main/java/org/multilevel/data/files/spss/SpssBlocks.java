package org.multilevel.data.files.spss;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.files.source.ByteInput;

/**
 * Where the zipped blocks of a .zsav file stand.
 *
 * @param blocks the blocks in the order of rows
 */
record SpssBlocks(List<Block> blocks) {
    private static final int ENTRY = 24;
    /** More than any program puts into a block. */
    private static final long LARGEST = 1 << 26;

    /**
     * A block.
     *
     * @param place where it begins
     * @param packed how many bytes it has in the file
     * @param unpacked how many it has when unzipped
     */
    record Block(long place, int packed, int unpacked) {}

    /** Copies the list. */
    SpssBlocks {
        blocks = List.copyOf(blocks);
    }

    /** Reads the list, which stands at the end of the file. */
    static SpssBlocks read(ByteInput in) {
        long start = in.in("list of zipped blocks").position();
        if (in.i8() != start) {
            throw in.damage("its zipped blocks stand elsewhere");
        }
        in.seek(in.i8());
        in.skip(20);
        int count = in.count(in.i4(), ENTRY);
        List<Block> blocks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            in.i8();
            long place = in.i8();
            long unpacked = in.u4();
            long packed = in.u4();
            if (place < start || packed > in.size() - place || unpacked > LARGEST) {
                throw in.damage("its zipped block " + (k + 1) + " stands elsewhere");
            }
            blocks.add(new Block(place, (int) packed, (int) unpacked));
        }
        return new SpssBlocks(blocks);
    }
}
