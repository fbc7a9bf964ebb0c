package org.multilevel.glm.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.multilevel.data.Progress;

/**
 * Rows that do not fit into memory, in temporary files: one for what never changes, which all copies share, and one for what the inner
 * problem knows of them. In memory are the blocks that are open.
 */
final class FileRows implements RowStore {
    private final RowFile constants;
    private final RowFile states;
    /** How many rows each block has. */
    private final int[] rows;
    /** Fixed columns in the file. */
    private final int p;

    private final int[] widths;
    private final RowView view;
    private final Progress progress;
    /** Blocks that are closed, to be filled anew. */
    private final Queue<RowBlock> spare = new ConcurrentLinkedQueue<>();

    private FileRows(
            RowFile constants, RowFile states, int[] rows, int p, int[] widths, RowView view, Progress progress) {
        this.constants = constants;
        this.states = states;
        this.rows = rows;
        this.p = p;
        this.widths = widths;
        this.view = view;
        this.progress = progress;
    }

    /** Writes blocks as they come. */
    static final class Writer {
        private static final int FIRST_ROOM = 16;

        private final RowFile constants;
        private final RowFile states;
        private final int p;
        private final int[] widths;
        private final Progress progress;
        private int[] rows = new int[FIRST_ROOM];
        private int size;

        /** @param most rows of a block */
        Writer(int most, int p, int[] widths, Progress progress) {
            this.p = p;
            this.widths = widths;
            this.progress = progress;
            this.constants = new RowFile(constantBytes(most, p, widths));
            this.states = new RowFile(stateBytes(most));
        }

        void add(RowBlock block) {
            progress.checkCancelled();
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size] = block.rows;
            constants.write(size, constants(block, constantBytes(block.rows, p, widths)));
            states.write(size, states(block));
            size++;
        }

        FileRows end() {
            return new FileRows(constants, states, Arrays.copyOf(rows, size), p, widths, RowView.ALL, progress);
        }
    }

    private static int constantBytes(int rows, int p, int[] widths) {
        int factors = widths.length;
        int numbers = p + Arrays.stream(widths).sum() + 3;
        int indices = factors + factors * (factors - 1) / 2 + 1;
        return rows * (8 * numbers + 4 * indices);
    }

    private static int stateBytes(int rows) {
        return 8 * RowBlock.STATE * rows;
    }

    private static byte[] constants(RowBlock block, int bytes) {
        byte[] all = new byte[bytes];
        ByteBuffer to = ByteBuffer.wrap(all);
        put(block.x, block.x.length, to);
        for (double[] own : block.z) {
            put(own, own.length, to);
        }
        put(block.size, block.rows, to);
        put(block.weight, block.rows, to);
        put(block.offset, block.rows, to);
        for (int[] levels : block.level) {
            put(levels, block.rows, to);
        }
        for (int[] pairs : block.pair) {
            put(pairs, block.rows, to);
        }
        put(block.times, block.rows, to);
        return all;
    }

    private static byte[] states(RowBlock block) {
        byte[] all = new byte[stateBytes(block.rows)];
        ByteBuffer to = ByteBuffer.wrap(all);
        for (double[] numbers : block.state()) {
            put(numbers, block.rows, to);
        }
        return all;
    }

    private static void put(double[] numbers, int count, ByteBuffer to) {
        to.asDoubleBuffer().put(numbers, 0, count);
        to.position(to.position() + 8 * count);
    }

    private static void put(int[] numbers, int count, ByteBuffer to) {
        to.asIntBuffer().put(numbers, 0, count);
        to.position(to.position() + 4 * count);
    }

    private static void get(double[] numbers, ByteBuffer from) {
        from.asDoubleBuffer().get(numbers);
        from.position(from.position() + 8 * numbers.length);
    }

    private static void get(int[] numbers, ByteBuffer from) {
        from.asIntBuffer().get(numbers);
        from.position(from.position() + 4 * numbers.length);
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public RowBlock open(int number) {
        progress.checkCancelled();
        byte[] constant = new byte[constantBytes(rows[number], p, widths)];
        constants.read(number, constant);
        ByteBuffer from = ByteBuffer.wrap(constant);
        RowBlock block = room(rows[number]);
        readFixed(block, from);
        for (double[] own : block.z) {
            get(own, from);
        }
        get(block.size, from);
        get(block.weight, from);
        get(block.offset, from);
        for (int[] levels : block.level) {
            get(levels, from);
        }
        for (int[] pairs : block.pair) {
            get(pairs, from);
        }
        get(block.times, from);
        view.weigh(block);
        byte[] changing = new byte[stateBytes(rows[number])];
        states.read(number, changing);
        ByteBuffer state = ByteBuffer.wrap(changing);
        for (double[] numbers : block.state()) {
            get(numbers, state);
        }
        return block;
    }

    private void readFixed(RowBlock block, ByteBuffer from) {
        if (view == RowView.ALL) {
            get(block.x, from);
            return;
        }
        double[] x = new double[block.rows * p];
        get(x, from);
        System.arraycopy(view.columns(x, block.rows, p), 0, block.x, 0, block.x.length);
    }

    /** Returns room for a block of so many rows. */
    private RowBlock room(int count) {
        RowBlock block = spare.poll();
        return block != null && block.rows == count ? block : new RowBlock(count, view.columns(p), widths);
    }

    @Override
    public void close(int number, RowBlock block, boolean changed) {
        if (changed) {
            states.write(number, states(block));
        }
        spare.add(block);
    }

    @Override
    public RowStore with(Function<RowBlock, double[]> responses) {
        return with(responses, view);
    }

    @Override
    public RowStore seen(RowView other) {
        return with(block -> block.y, other);
    }

    private RowStore with(Function<RowBlock, double[]> responses, RowView seen) {
        RowFile own = new RowFile(states.slot());
        for (int number = 0; number < rows.length; number++) {
            RowBlock block = open(number);
            byte[] state = new byte[stateBytes(block.rows)];
            put(responses.apply(block), block.rows, ByteBuffer.wrap(state));
            own.write(number, state);
            close(number, block, false);
        }
        return new FileRows(constants, own, rows, p, widths, seen, progress);
    }
}
