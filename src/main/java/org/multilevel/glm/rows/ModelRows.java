package org.multilevel.glm.rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.error.ModelException;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.rows.Room;
import org.multilevel.glm.Family;
import org.multilevel.glm.density.ResponseRange;

/**
 * The rows of a generalised model, read once and kept, in memory or in a file: every step of the inner problem looks at them.
 *
 * <p>Rows that are the same are one, as {@link RowCollector} has it.
 */
public final class ModelRows {
    /** What weights add up to where all rows together count as one, but for rounding. */
    private static final double LEAST_WEIGHT = 1 + 1e-6;

    public final int p;
    public final int[] widths;
    /** How many rows of the table count. */
    public final long count;

    /** Per factor whether each of its levels has one outcome of 0 or 1, whose Z is zero here. */
    private final boolean[] single;
    /** How many rows are kept, of which one may stand for several. */
    public final long held;

    private final RowStore store;
    private final boolean merged;
    private final Room room;
    private final Progress progress;

    private ModelRows(
            RowStore store,
            int p,
            int[] widths,
            long count,
            boolean[] single,
            long held,
            boolean merged,
            Room room,
            Progress progress) {
        this.single = single;
        this.store = store;
        this.p = p;
        this.widths = widths;
        this.count = count;
        this.held = held;
        this.merged = merged;
        this.room = room;
        this.progress = progress;
    }

    private ModelRows with(RowStore other, int columns, long counting) {
        return new ModelRows(other, columns, widths, counting, single, held, merged, room, progress);
    }

    /**
     * Reads them.
     *
     * @param problem of the same design and table: how columns are standardised, which are kept, which pairs of levels occur
     * @param trials whether the weights of the design are numbers of trials
     * @param room for them in memory
     * @throws ModelException naming the first row whose response is none of the family's
     * @throws org.multilevel.error.DataException if they do not fit into memory, nor into a temporary file
     */
    public static ModelRows read(
            Problem problem, Table table, Family family, boolean trials, Room room, Progress progress) {
        Design design = problem.design();
        Reader reader = new Reader(problem, family, trials, room, progress);
        design.scan(table, progress, reader::add);
        reader.wrong.ifPresent(wrong -> {
            throw new ModelException("The response " + design.response().name() + " is " + NumberLabel.of(wrong.y())
                    + " in row " + nameOf(wrong.row(), design, table) + ", but " + wrong.must() + ".");
        });
        reader.range
                .constant(design.response().name(), reader.lowest, reader.highest)
                .ifPresent(sentence -> {
                    throw new ModelException(sentence);
                });
        if (reader.weights < LEAST_WEIGHT) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The weights of all rows together are %.4g, which is no more than one row: a weight says how many rows a row stands"
                            + " for; multiply them.",
                    reader.weights));
        }
        return reader.end();
    }

    /**
     * Says whether each level of a factor has one outcome of 0 or 1: then any variance between levels has the likelihood of none with
     * smaller coefficients, but for the approximation, and the factor is left out of the likelihood here.
     */
    public boolean isSingle(int factor) {
        return single[factor];
    }

    /** Returns how many blocks there are. */
    public int size() {
        return store.size();
    }

    /** Returns a block, to be looked at until it is closed. */
    public RowBlock open(int number) {
        return store.open(number);
    }

    /**
     * Ends what {@link #open} began.
     *
     * @param changed whether the numbers that change did so, and are to be kept
     */
    public void close(int number, RowBlock block, boolean changed) {
        store.close(number, block, changed);
    }

    /** Returns the blocks, to be looked at one after the other. */
    public Iterable<RowBlock> blocks() {
        return blocks(0, store.size());
    }

    /** Returns the blocks from one on and before another, to be looked at one after the other. */
    public Iterable<RowBlock> blocks(int from, int to) {
        return () -> new Pass(from, to, false);
    }

    /** Returns the blocks, to be worked on one after the other: the numbers that change are kept. */
    public Iterable<RowBlock> worked() {
        return () -> new Pass(0, store.size(), true);
    }

    /** One block after the other, each closed when the next is asked for. */
    private final class Pass implements Iterator<RowBlock> {
        private final int to;
        private final boolean changing;
        private int next;
        private Optional<RowBlock> block = Optional.empty();

        Pass(int from, int to, boolean changing) {
            this.next = from;
            this.to = to;
            this.changing = changing;
        }

        @Override
        public boolean hasNext() {
            block.ifPresent(open -> store.close(next - 1, open, changing));
            block = Optional.empty();
            return next < to;
        }

        @Override
        public RowBlock next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RowBlock open = store.open(next++);
            block = Optional.of(open);
            return open;
        }
    }

    /** Returns the same rows for another thread: what the inner problem knows of them is not shared. */
    public ModelRows copy() {
        return with(block -> block.y);
    }

    /** Returns these rows with other responses, one for each that is kept. */
    private ModelRows with(Function<RowBlock, double[]> responses) {
        return with(store.with(responses), p, count);
    }

    /**
     * Returns these rows with other responses.
     *
     * @param linear returns what the responses of a block depend on
     * @param response returns a response of a row of a block; asked as often as the row stands for one of the table
     */
    public ModelRows with(Function<RowBlock, double[]> linear, Response response) {
        if (!merged) {
            return with(block -> {
                double[] eta = linear.apply(block);
                double[] y = new double[block.rows];
                for (int r = 0; r < y.length; r++) {
                    y[r] = response.of(eta[r], block.size[r]);
                }
                return y;
            });
        }
        RowSink sink = new RowSink(p, widths, room, progress);
        RowCollector collector = new RowCollector(p, widths, count, sink);
        for (RowBlock block : blocks()) {
            double[] eta = linear.apply(block);
            for (int r = 0; r < block.rows; r++) {
                for (int time = 0; time < block.times[r]; time++) {
                    collector.add(block, r, response.of(eta[r], block.size[r]));
                }
            }
        }
        collector.close();
        return new ModelRows(sink.end(), p, widths, count, single, sink.held(), collector.merged(), room, progress);
    }

    /** Gives a response. */
    @FunctionalInterface
    public interface Response {
        /** Returns one for a linear predictor and a number of trials. */
        double of(double eta, double size);
    }

    /**
     * Returns these rows with some of their columns, and with weights of zero for those of a level, which do not count.
     *
     * @param left out, how many
     * @param places of the columns
     */
    public ModelRows without(int factor, int level, long left, int[] places) {
        return with(store.seen(RowView.without(factor, level, places)), places.length, count - left);
    }

    /** Returns these rows with an intercept in the place of all fixed columns. */
    public ModelRows withInterceptAlone() {
        return with(store.seen(RowView.ofIntercept()), 1, count);
    }

    /** Returns what a row is called where the table comes from; asked once, for a sentence. */
    private static String nameOf(long row, Design design, Table table) {
        String[] name = {Long.toString(row + 1)};
        table.scan(List.copyOf(design.formula().response().columns()), Progress.NONE, batch -> {
            if (row >= batch.firstRow() && row < batch.firstRow() + batch.size()) {
                name[0] = batch.rowName((int) (row - batch.firstRow()));
            }
        });
        return name[0];
    }

    /**
     * A response that the family does not have.
     *
     * @param row 0-based position in the table
     * @param y the response
     * @param must what is right
     */
    private record Wrong(long row, double y, String must) {}

    /** Collects rows into blocks. */
    private static final class Reader {
        private final Standardisation standard;
        private final CrossProducts products;
        private final int[] kept;
        private final boolean discrete;
        private final boolean trials;
        private final int[] widths;
        private final double[] fixed;
        private final double[][] random;
        private final boolean[] single;
        private final Room room;
        private final Progress progress;
        private final RowSink sink;
        private final RowCollector collector;
        private final ResponseRange range;
        private Optional<Wrong> wrong = Optional.empty();
        /** The least and the greatest share of successes, or count. */
        private double lowest = Double.POSITIVE_INFINITY;

        private double highest = Double.NEGATIVE_INFINITY;
        private double weights;
        private long count;

        Reader(Problem problem, Family family, boolean trials, Room room, Progress progress) {
            this.standard = problem.standard();
            this.products = problem.products();
            this.kept = problem.keptColumns();
            this.discrete = family.isDiscrete();
            this.trials = trials;
            this.range = new ResponseRange(family, trials);
            this.widths = products.widths;
            this.fixed = new double[problem.design().fixed().size() + 1];
            this.random = Arrays.stream(widths).mapToObj(double[]::new).toArray(double[][]::new);
            this.single = single(problem, family, trials);
            this.room = room;
            this.progress = progress;
            this.sink = new RowSink(kept.length, widths, room, progress);
            this.collector = new RowCollector(
                    kept.length, widths, problem.design().rows().used(), sink);
        }

        /** Single outcomes have no weights, or all one trial. */
        private static boolean[] single(Problem problem, Family family, boolean trials) {
            List<GroupSizes> sizes = problem.rowFacts().map(RowFacts::sizes).orElse(List.of());
            boolean outcomes = family == Family.BINOMIAL
                    && (problem.design().options().weights().isEmpty()
                            || (trials && problem.products().sumLogWeight == 0));
            boolean[] single = new boolean[problem.design().factors().size()];
            for (int f = 0; f < sizes.size(); f++) {
                single[f] = outcomes && sizes.get(f).max() == 1;
            }
            return single;
        }

        void add(DesignBlock from) {
            RowBlock to = collector.rows();
            for (int r = 0; r < from.rows; r++) {
                int at = collector.next();
                double y = from.y[r] + from.offset[r];
                to.y[at] = discrete ? Math.rint(y) : y;
                to.offset[at] = from.offset[r];
                to.size[at] = trials ? from.weight[r] : 1;
                if (wrong.isEmpty()) {
                    long position = from.row[r];
                    wrong = range.wrong(y, to.size[at], to.offset[at]).map(must -> new Wrong(position, y, must));
                }
                lowest = Math.min(lowest, to.y[at] / to.size[at]);
                highest = Math.max(highest, to.y[at] / to.size[at]);
                standard.fixedRow(from, r, fixed);
                for (int j = 0; j < kept.length; j++) {
                    to.x[at * kept.length + j] = fixed[kept[j]];
                }
                addRandom(from, r, to, at);
                double weight = trials ? 1 : from.weight[r];
                weights += weight;
                collector.add(weight);
            }
            count += from.rows;
        }

        private void addRandom(DesignBlock from, int r, RowBlock to, int at) {
            int pair = 0;
            for (int f = 0; f < widths.length; f++) {
                standard.randomRow(from, f, r, random[f]);
                if (!single[f]) {
                    System.arraycopy(random[f], 0, to.z[f], at * widths[f], widths[f]);
                }
                to.level[f][at] = from.level[f][r];
                for (int g = f + 1; g < widths.length; g++) {
                    int position = products.pair(f, g).position(from.level[f][r], from.level[g][r]);
                    to.pair[pair++][at] = position * widths[f] * widths[g];
                }
            }
        }

        ModelRows end() {
            collector.close();
            return new ModelRows(
                    sink.end(), kept.length, widths, count, single, sink.held(), collector.merged(), room, progress);
        }
    }
}
