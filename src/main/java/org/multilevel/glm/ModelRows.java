package org.multilevel.glm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.error.ModelException;
import org.multilevel.fit.Problem;
import org.multilevel.fit.Room;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;

/** The rows of a generalised model, read once and kept: every step of the inner problem looks at them. */
final class ModelRows {
    final List<RowBlock> blocks;
    final int p;
    final int[] widths;
    final long count;

    private ModelRows(List<RowBlock> blocks, int p, int[] widths, long count) {
        this.blocks = List.copyOf(blocks);
        this.p = p;
        this.widths = widths;
        this.count = count;
    }

    /**
     * Reads them.
     *
     * @param problem of the same design and table: how columns are standardised, which are kept, which pairs of levels occur
     * @param trials whether the weights of the design are numbers of trials
     * @throws ModelException naming the first row whose response is none of the family's
     */
    static ModelRows read(Problem problem, Table table, Family family, boolean trials, Progress progress) {
        Room.ofJava().checkRows(problem.design().rows().used(), numbers(problem));
        Design design = problem.design();
        Reader reader = new Reader(problem, family, trials);
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
        return reader.end();
    }

    /** Returns the same rows for another thread: what the inner problem knows of them is not shared. */
    ModelRows copy() {
        return with(block -> block.y);
    }

    /** Returns these rows with other responses. */
    ModelRows with(Function<RowBlock, double[]> responses) {
        return new ModelRows(
                blocks.stream()
                        .map(block -> new RowBlock(block, block.x, responses.apply(block)))
                        .toList(),
                p,
                widths,
                count);
    }

    /**
     * Returns these rows with weights of zero for those of a level, which do not count.
     *
     * @param left out, how many
     */
    ModelRows without(int factor, int level, long left) {
        List<RowBlock> rest = new ArrayList<>();
        for (RowBlock block : blocks) {
            RowBlock of = new RowBlock(block, block.x, block.y);
            of.leaveOut(factor, level);
            rest.add(of);
        }
        return new ModelRows(rest, p, widths, count - left);
    }

    /** Returns these rows with some of the fixed columns. */
    ModelRows withColumns(int[] places) {
        if (places.length == p) {
            return this;
        }
        return new ModelRows(
                blocks.stream()
                        .map(block -> new RowBlock(block, block.columns(places), block.y))
                        .toList(),
                places.length,
                widths,
                count);
    }

    /** Returns these rows with an intercept in the place of all fixed columns. */
    ModelRows withInterceptAlone() {
        return new ModelRows(
                blocks.stream()
                        .map(block -> {
                            double[] ones = new double[block.rows];
                            Arrays.fill(ones, 1);
                            return new RowBlock(block, ones, block.y);
                        })
                        .toList(),
                1,
                widths,
                count);
    }

    /** Returns how many numbers are kept of a row, at most. */
    private static double numbers(Problem problem) {
        int[] widths = problem.products().widths;
        double indices = widths.length + widths.length * (widths.length - 1) / 2.0;
        return problem.keptColumns().length + Arrays.stream(widths).sum() + 10 + indices / 2;
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
        private final List<RowBlock> blocks = new ArrayList<>();
        private final double[] ones = new double[DesignBlock.CAPACITY];
        private final double[] zeros = new double[DesignBlock.CAPACITY];
        private final ResponseRange range;
        private Optional<Wrong> wrong = Optional.empty();
        /** The least and the greatest share of successes, or count. */
        private double lowest = Double.POSITIVE_INFINITY;

        private double highest = Double.NEGATIVE_INFINITY;
        private long count;

        Reader(Problem problem, Family family, boolean trials) {
            this.standard = problem.standard();
            this.products = problem.products();
            this.kept = problem.keptColumns();
            this.discrete = family.isDiscrete();
            this.trials = trials;
            this.range = new ResponseRange(family, trials);
            this.widths = products.widths;
            this.fixed = new double[problem.design().fixed().size() + 1];
            this.random = Arrays.stream(widths).mapToObj(double[]::new).toArray(double[][]::new);
            Arrays.fill(ones, 1);
        }

        void add(DesignBlock from) {
            RowBlock block = new RowBlock(from.rows, kept.length, widths);
            for (int r = 0; r < from.rows; r++) {
                double y = from.y[r] + from.offset[r];
                block.y[r] = discrete ? Math.rint(y) : y;
                block.offset[r] = from.offset[r];
                block.size[r] = trials ? from.weight[r] : 1;
                block.weight[r] = trials ? 1 : from.weight[r];
                if (wrong.isEmpty()) {
                    long position = from.row[r];
                    wrong = range.wrong(y, block.size[r], block.offset[r]).map(must -> new Wrong(position, y, must));
                }
                lowest = Math.min(lowest, block.y[r] / block.size[r]);
                highest = Math.max(highest, block.y[r] / block.size[r]);
                standard.fixedRow(from, r, fixed);
                for (int j = 0; j < kept.length; j++) {
                    block.x[r * kept.length + j] = fixed[kept[j]];
                }
                addRandom(from, r, block);
            }
            block.share(ones, zeros);
            blocks.add(block);
            count += from.rows;
        }

        private void addRandom(DesignBlock from, int r, RowBlock block) {
            int pair = 0;
            for (int f = 0; f < widths.length; f++) {
                standard.randomRow(from, f, r, random[f]);
                System.arraycopy(random[f], 0, block.z[f], r * widths[f], widths[f]);
                block.level[f][r] = from.level[f][r];
                for (int g = f + 1; g < widths.length; g++) {
                    int position = products.pair(f, g).position(from.level[f][r], from.level[g][r]);
                    block.pair[pair++][r] = position * widths[f] * widths[g];
                }
            }
        }

        ModelRows end() {
            return new ModelRows(blocks, kept.length, widths, count);
        }
    }
}
