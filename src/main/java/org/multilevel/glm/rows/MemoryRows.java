package org.multilevel.glm.rows;

import java.util.List;
import java.util.function.Function;

/**
 * Rows that are kept in memory.
 *
 * @param blocks of them
 * @param p fixed columns of each
 */
record MemoryRows(List<RowBlock> blocks, int p) implements RowStore {
    /** Copies the list. */
    MemoryRows {
        blocks = List.copyOf(blocks);
    }

    @Override
    public int size() {
        return blocks.size();
    }

    @Override
    public RowBlock open(int number) {
        return blocks.get(number);
    }

    @Override
    public void close(int number, RowBlock block, boolean changed) {
        // what was changed is in memory
    }

    @Override
    public RowStore with(Function<RowBlock, double[]> responses) {
        return new MemoryRows(
                blocks.stream()
                        .map(block -> new RowBlock(block, block.x, responses.apply(block)))
                        .toList(),
                p);
    }

    @Override
    public RowStore seen(RowView view) {
        return new MemoryRows(
                blocks.stream()
                        .map(block -> {
                            RowBlock seen = new RowBlock(block, view.columns(block.x, block.rows, p), block.y);
                            view.weigh(seen);
                            return seen;
                        })
                        .toList(),
                view.columns(p));
    }
}
