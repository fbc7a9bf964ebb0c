package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.ResidualRows;
import org.multilevel.fit.products.Standardisation;

/**
 * The rows of a model whose residuals have a structure, by subject and within it by position: on the standardised scale, times the roots of
 * their weights.
 */
final class SubjectRows {
    final int count;
    /** p + 1, the number of columns of [X y]. */
    final int p1;

    final int[] widths;
    /** [X y] of the kept columns, rows x (p + 1). */
    final double[] xy;
    /** Per factor Z, rows x q. */
    final double[][] z;
    /** Per factor the level of each row. */
    final int[][] level;
    /** Where the rows of each subject begin; one more than there are subjects. */
    final int[] start;

    final double[] position;
    final int[] stratum;
    /** What least squares leave of the response. */
    final double[] residual;
    /** 0-based position in the table. */
    final long[] row;

    private SubjectRows(Reader read, int[] order, int[] start) {
        this.count = order.length;
        this.p1 = read.p1;
        this.widths = read.widths;
        this.start = start;
        this.xy = gathered(read.xy, order, p1);
        this.z = new double[widths.length][];
        this.level = new int[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            z[f] = gathered(read.z[f], order, widths[f]);
            int[] levels = read.level[f];
            level[f] = IntStream.of(order).map(r -> levels[r]).toArray();
        }
        this.position = gathered(read.position, order, 1);
        this.residual = new double[count];
        for (int r = 0; r < count; r++) {
            residual[r] = xy[r * p1 + p1 - 1];
            for (int j = 0; j < p1 - 1; j++) {
                residual[r] -= xy[r * p1 + j] * read.beta[j];
            }
        }
        this.stratum = IntStream.of(order).map(r -> read.stratum[r]).toArray();
        this.row = IntStream.of(order).mapToLong(r -> read.row[r]).toArray();
    }

    private SubjectRows(SubjectRows from, double[] xy, double[][] z, int[][] level) {
        this.count = from.count;
        this.p1 = from.p1;
        this.widths = from.widths;
        this.start = from.start;
        this.xy = xy;
        this.z = z;
        this.level = level;
        this.position = from.position;
        this.residual = from.residual;
        this.stratum = from.stratum;
        this.row = from.row;
    }

    /**
     * Returns the same with each row less the mean of its subject's, and behind them for each subject the mean times the root of the number of
     * its rows.
     */
    SubjectRows centred() {
        int all = count + subjects();
        double[] columns = centred(xy, p1, all);
        double[][] random = new double[widths.length][];
        int[][] levels = new int[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            random[f] = centred(z[f], widths[f], all);
            levels[f] = Arrays.copyOf(level[f], all);
            for (int s = 0; s < subjects(); s++) {
                levels[f][count + s] = level[f][start[s]];
            }
        }
        return new SubjectRows(this, columns, random, levels);
    }

    /** Returns the same with combinations of the columns [X y], each p + 1 numbers. */
    SubjectRows combined(double[][] columns) {
        double[] combined = new double[xy.length];
        for (int r = 0; r < xy.length / p1; r++) {
            for (int c = 0; c < p1; c++) {
                for (int j = 0; j < p1; j++) {
                    combined[r * p1 + c] += xy[r * p1 + j] * columns[c][j];
                }
            }
        }
        return new SubjectRows(this, combined, z, level);
    }

    /** Returns the same with another response. */
    SubjectRows withResponse(double[] y) {
        double[] changed = xy.clone();
        for (int r = 0; r < y.length; r++) {
            changed[(r + 1) * p1 - 1] = y[r];
        }
        return new SubjectRows(this, changed, z, level);
    }

    private double[] centred(double[] columns, int width, int all) {
        double[] centred = Arrays.copyOf(columns, all * width);
        for (int s = 0; s < subjects(); s++) {
            for (int j = 0; j < width; j++) {
                double sum = 0;
                for (int r = start[s]; r < start[s + 1]; r++) {
                    sum += columns[r * width + j];
                }
                double mean = sum / size(s);
                for (int r = start[s]; r < start[s + 1]; r++) {
                    centred[r * width + j] -= mean;
                }
                centred[(count + s) * width + j] = mean * Math.sqrt(size(s));
            }
        }
        return centred;
    }

    /**
     * Returns some of the rows, with some of the fixed columns.
     *
     * @param order of the rows that stay, ascending
     * @param columns positions among the p columns
     */
    SubjectRows only(int[] order, int[] columns) {
        double[] some = new double[order.length * (columns.length + 1)];
        int next = 0;
        for (int r : order) {
            for (int column : columns) {
                some[next++] = xy[r * p1 + column];
            }
            some[next++] = xy[(r + 1) * p1 - 1];
        }
        int[] of = new int[count];
        for (int s = 0; s < subjects(); s++) {
            Arrays.fill(of, start[s], start[s + 1], s);
        }
        int[] starts = IntStream.rangeClosed(0, order.length)
                .filter(k -> k == 0 || k == order.length || of[order[k]] != of[order[k - 1]])
                .toArray();
        return new SubjectRows(this, order, starts, some, columns.length + 1);
    }

    private SubjectRows(SubjectRows from, int[] order, int[] start, double[] xy, int p1) {
        this.count = order.length;
        this.p1 = p1;
        this.widths = from.widths;
        this.start = start;
        this.xy = xy;
        this.z = new double[widths.length][];
        this.level = new int[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            int[] levels = from.level[f];
            z[f] = gathered(from.z[f], order, widths[f]);
            level[f] = IntStream.of(order).map(r -> levels[r]).toArray();
        }
        this.position = gathered(from.position, order, 1);
        this.residual = gathered(from.residual, order, 1);
        this.stratum = IntStream.of(order).map(r -> from.stratum[r]).toArray();
        this.row = IntStream.of(order).mapToLong(r -> from.row[r]).toArray();
    }

    private static double[] gathered(double[] from, int[] order, int width) {
        double[] to = new double[order.length * width];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(from, order[i] * width, to, i * width, width);
        }
        return to;
    }

    /** What was read, and what labels and strata are called. */
    record Read(SubjectRows rows, ResidualLabels labels, ResidualRows residuals, List<String> subjects) {
        Read {
            subjects = List.copyOf(subjects);
        }
    }

    /**
     * Reads the rows.
     *
     * @param kept positions of the fixed columns that take part
     * @param beta their coefficients by least squares
     * @param beside also gets the rows
     */
    static Read read(
            Design design,
            Table table,
            Standardisation standard,
            int[] kept,
            double[] beta,
            BiConsumer<DesignBlock, ResidualRows> beside,
            Progress progress) {
        Reader reader = new Reader(design, standard, kept, beta);
        ResidualRows residuals = design.scanResiduals(table, progress, (block, rows) -> {
            reader.add(block, rows);
            beside.accept(block, rows);
        });
        ResidualLabels labels = ResidualLabels.of(design.options(), residuals);
        reader.rank(residuals, labels);
        return new Read(reader.bySubject(), labels, residuals, reader.subjectNames(residuals, labels));
    }

    int subjects() {
        return start.length - 1;
    }

    /** Returns the number of rows of a subject. */
    int size(int subject) {
        return start[subject + 1] - start[subject];
    }

    /** Returns the rows of the largest subject. */
    int largest() {
        return IntStream.range(0, subjects()).map(this::size).max().orElse(0);
    }

    /** Collects rows in the order of the table. */
    private static final class Reader {
        private final Standardisation standard;
        private final int[] kept;
        private final double[] beta;
        private final int p1;
        private final int[] widths;
        private final double[] fixed;
        private final double[][] random;
        private int count;
        private double[] xy;
        private final double[][] z;
        private final int[][] level;
        private int[] subject;
        private double[] position;
        private int[] stratum;
        private long[] row;
        private int subjects;

        Reader(Design design, Standardisation standard, int[] kept, double[] beta) {
            this.standard = standard;
            this.beta = beta;
            this.kept = kept;
            this.p1 = kept.length + 1;
            this.widths = design.factors().stream().mapToInt(f -> f.width()).toArray();
            this.fixed = new double[design.fixed().size() + 1];
            this.random = Arrays.stream(widths).mapToObj(double[]::new).toArray(double[][]::new);
            int room = Math.toIntExact(design.rows().used());
            xy = new double[Math.multiplyExact(room, p1)];
            z = new double[widths.length][];
            level = new int[widths.length][room];
            for (int f = 0; f < widths.length; f++) {
                z[f] = new double[Math.multiplyExact(room, widths[f])];
            }
            subject = new int[room];
            position = new double[room];
            stratum = new int[room];
            row = new long[room];
        }

        void add(DesignBlock block, ResidualRows residuals) {
            for (int r = 0; r < block.rows; r++) {
                double root = Math.sqrt(block.weight[r]);
                standard.fixedRow(block, r, fixed);
                for (int j = 0; j < kept.length; j++) {
                    xy[count * p1 + j] = root * fixed[kept[j]];
                }
                xy[count * p1 + kept.length] = root * fixed[fixed.length - 1];
                for (int f = 0; f < widths.length; f++) {
                    standard.randomRow(block, f, r, random[f]);
                    for (int j = 0; j < widths[f]; j++) {
                        z[f][count * widths[f] + j] = root * random[f][j];
                    }
                    level[f][count] = block.level[f][r];
                }
                subject[count] = residuals.subject[r];
                subjects = Math.max(subjects, subject[count] + 1);
                position[count] = residuals.position[r];
                stratum[count] = residuals.stratum[r];
                row[count++] = block.row[r];
            }
        }

        /** Puts places among the labels where numbers stood for them. */
        void rank(ResidualRows residuals, ResidualLabels labels) {
            boolean text = !residuals.isNumeric() && !labels.positions().isEmpty();
            for (int r = 0; r < count; r++) {
                position[r] = text ? residuals.rank(position[r]) : position[r];
                stratum[r] = residuals.stratum(stratum[r]);
            }
        }

        /** Returns the names of subjects that have rows, in their order. */
        List<String> subjectNames(ResidualRows residuals, ResidualLabels labels) {
            return labels.term().isEmpty()
                    ? List.of()
                    : IntStream.of(subject)
                            .limit(count)
                            .sorted()
                            .distinct()
                            .mapToObj(s -> String.join(":", residuals.subjectLabels(s)))
                            .toList();
        }

        SubjectRows bySubject() {
            int[] start = new int[subjects + 1];
            for (int r = 0; r < count; r++) {
                start[subject[r] + 1]++;
            }
            for (int s = 0; s < subjects; s++) {
                start[s + 1] += start[s];
            }
            int[] next = start.clone();
            int[] order = new int[count];
            for (int r = 0; r < count; r++) {
                order[next[subject[r]]++] = r;
            }
            for (int s = 0; s < subjects; s++) {
                sort(order, start[s], start[s + 1]);
            }
            int[] used = IntStream.concat(
                            IntStream.of(0),
                            IntStream.range(0, subjects)
                                    .filter(s -> start[s + 1] > start[s])
                                    .map(s -> start[s + 1]))
                    .toArray();
            return new SubjectRows(this, order, used);
        }

        private void sort(int[] order, int from, int to) {
            boolean sorted = true;
            for (int k = from + 1; k < to; k++) {
                sorted &= position[order[k - 1]] <= position[order[k]];
            }
            if (!sorted) {
                Integer[] own =
                        IntStream.range(from, to).mapToObj(k -> order[k]).toArray(Integer[]::new);
                Arrays.sort(own, Comparator.comparingDouble(r -> position[r]));
                for (int k = from; k < to; k++) {
                    order[k] = own[k - from];
                }
            }
        }
    }
}
