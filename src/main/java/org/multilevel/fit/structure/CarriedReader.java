package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.ResidualRows;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;

/**
 * Collects, beside a scan that is made anyway, what a fitted model keeps of its rows for predictions of other rows of the same subjects: all of them where
 * they are few, or where the last row tells of the next all that there is to tell, the last of each subject.
 */
final class CarriedReader {
    private final int fixed;
    private final int[] kept;
    private final int[] widths;
    private final boolean lastOnly;
    private final long numbers;
    /** Rows, or subjects where only the last row of each is kept. */
    private int slots;

    private boolean[] used = new boolean[16];
    private int[] subject = new int[16];
    private double[] position = new double[16];
    private int[] stratum = new int[16];
    private double[] weight = new double[16];
    private double[] y = new double[16];
    private double[] x;
    private final double[][] z;
    private final int[][] level;

    private CarriedReader(Design design, int[] kept, boolean lastOnly, long numbers) {
        this.fixed = design.fixed().size();
        this.kept = kept;
        this.widths = design.factors().stream().mapToInt(RandomFactor::width).toArray();
        this.lastOnly = lastOnly;
        this.numbers = numbers;
        this.x = new double[16 * kept.length];
        this.z = Arrays.stream(widths).mapToObj(q -> new double[16 * q]).toArray(double[][]::new);
        this.level = new int[widths.length][16];
    }

    /**
     * Returns what collects the rows of a model whose residuals go together, unless there are too many.
     *
     * @param kept positions of the estimated fixed columns
     */
    static Optional<CarriedReader> of(Design design, int[] kept) {
        Optional<ResidualTerm> term = design.options().residual();
        if (term.isEmpty()) {
            return Optional.empty();
        }
        CovarianceKind kind = term.get().structure().kind();
        boolean markov = kind == CovarianceKind.AUTOREGRESSIVE || kind == CovarianceKind.CONTINUOUS_AUTOREGRESSIVE;
        long numbers = 4L + kept.length;
        for (RandomFactor factor : design.factors()) {
            numbers += factor.width();
        }
        boolean many = numbers * design.rows().used() > CarriedRows.MOST;
        return many && !markov ? Optional.empty() : Optional.of(new CarriedReader(design, kept, many, numbers));
    }

    void add(DesignBlock block, ResidualRows residuals) {
        if (lastOnly && (!residuals.isNumeric() || slots * numbers > CarriedRows.MOST)) {
            slots = Integer.MAX_VALUE; // too many, whatever follows
            return;
        }
        for (int i = 0; i < block.rows; i++) {
            int slot = lastOnly ? residuals.subject[i] : slots;
            grow(slot);
            if (!lastOnly || !used[slot] || position[slot] < residuals.position[i]) {
                put(slot, block, residuals, i);
            }
            slots = Math.max(slots, slot + 1);
        }
    }

    private void grow(int slot) {
        if (slot < used.length) {
            return;
        }
        int room = Math.max(2 * used.length, slot + 1);
        used = Arrays.copyOf(used, room);
        subject = Arrays.copyOf(subject, room);
        position = Arrays.copyOf(position, room);
        stratum = Arrays.copyOf(stratum, room);
        weight = Arrays.copyOf(weight, room);
        y = Arrays.copyOf(y, room);
        x = Arrays.copyOf(x, room * kept.length);
        for (int f = 0; f < widths.length; f++) {
            z[f] = Arrays.copyOf(z[f], room * widths[f]);
            level[f] = Arrays.copyOf(level[f], room);
        }
    }

    private void put(int slot, DesignBlock block, ResidualRows residuals, int i) {
        used[slot] = true;
        subject[slot] = residuals.subject[i];
        position[slot] = residuals.position[i];
        stratum[slot] = residuals.stratum[i];
        weight[slot] = block.weight[i];
        y[slot] = block.y[i];
        for (int j = 0; j < kept.length; j++) {
            x[slot * kept.length + j] = block.x[i * fixed + kept[j]];
        }
        for (int f = 0; f < widths.length; f++) {
            System.arraycopy(block.z[f], i * widths[f], z[f], slot * widths[f], widths[f]);
            level[f][slot] = block.level[f][i];
        }
    }

    /** Puts places among the labels where numbers stood for them, and rows by subject and position; nothing where there are too many. */
    Optional<Collected> collected(SubjectRows.Read read) {
        ResidualRows residuals = read.residuals();
        if (lastOnly && slots * numbers > CarriedRows.MOST) {
            return Optional.empty();
        }
        List<String> positions =
                residuals.isNumeric() ? List.of() : read.labels().positions();
        List<String> strata = read.labels().strata();
        for (int k = 0; k < slots; k++) {
            position[k] = positions.isEmpty() ? position[k] : residuals.rank(position[k]);
            stratum[k] = residuals.stratum(stratum[k]);
        }
        int[] order = IntStream.range(0, slots)
                .filter(k -> used[k])
                .boxed()
                .sorted(Comparator.comparingInt((Integer k) -> subject[k]).thenComparingDouble(k -> position[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] start = IntStream.rangeClosed(0, order.length)
                .filter(k -> k == 0 || k == order.length || subject[order[k]] != subject[order[k - 1]])
                .toArray();
        List<List<String>> subjects = IntStream.range(0, start.length - 1)
                .mapToObj(s -> residuals.subjectLabels(subject[order[start[s]]]))
                .toList();
        return Optional.of(new Collected(order, start, subjects, positions, strata));
    }

    /** The rows in their order, of which only the estimates are missing. */
    final class Collected {
        private final int[] order;
        private final int[] start;
        private final List<List<String>> subjects;
        private final List<String> positions;
        private final List<String> strata;

        private Collected(
                int[] order, int[] start, List<List<String>> subjects, List<String> positions, List<String> strata) {
            this.order = order;
            this.start = start;
            this.subjects = subjects;
            this.positions = positions;
            this.strata = strata;
        }

        /**
         * Returns the rows with their residuals.
         *
         * @param beta of the kept fixed columns
         * @param effects per factor, levels x q
         * @param step the distance of which all are multiples; 0 if there is none
         */
        CarriedRows with(double[] beta, List<double[]> effects, double step) {
            double[] places = IntStream.of(order).mapToDouble(k -> position[k]).toArray();
            return new CarriedRows(
                    subjects,
                    start,
                    places,
                    IntStream.of(order).map(k -> stratum[k]).toArray(),
                    IntStream.of(order).mapToDouble(k -> weight[k]).toArray(),
                    IntStream.of(order)
                            .mapToDouble(k -> residual(k, beta, effects))
                            .toArray(),
                    gathered(x, kept.length),
                    IntStream.range(0, widths.length)
                            .mapToObj(f -> gathered(z[f], widths[f]))
                            .toList(),
                    IntStream.range(0, widths.length)
                            .mapToObj(f ->
                                    IntStream.of(order).map(k -> level[f][k]).toArray())
                            .toList(),
                    Arrays.stream(places).sorted().distinct().toArray(),
                    positions,
                    strata,
                    step,
                    lastOnly);
        }

        private double residual(int k, double[] beta, List<double[]> effects) {
            double residual = y[k];
            for (int j = 0; j < beta.length; j++) {
                residual -= x[k * beta.length + j] * beta[j];
            }
            for (int f = 0; f < widths.length; f++) {
                for (int j = 0; j < widths[f]; j++) {
                    residual -= z[f][k * widths[f] + j] * effects.get(f)[level[f][k] * widths[f] + j];
                }
            }
            return residual;
        }

        private double[] gathered(double[] columns, int width) {
            double[] rows = new double[order.length * width];
            for (int r = 0; r < order.length; r++) {
                System.arraycopy(columns, order[r] * width, rows, r * width, width);
            }
            return rows;
        }
    }
}
