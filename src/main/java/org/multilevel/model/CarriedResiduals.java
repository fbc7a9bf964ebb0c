package org.multilevel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.design.DesignBlock;
import org.multilevel.fit.structure.CarriedRows;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.ResidualLaw;
import org.multilevel.formula.ResidualTerm;

/**
 * Carries the residuals of a subject's rows in the fit over to other rows of it: with R their covariance and c that with the residual of a row,
 * c'R^-1 e is expected of it, and r - c'R^-1 c is left of its variance r.
 *
 * <p>The error of a prediction is then that of beta times x - X'R^-1 c and that of the effects times z - Z'R^-1 c, with those of every level that the
 * subject's rows have where a factor changes within it, and what is left.
 */
final class CarriedResiduals {
    private final CarriedRows rows;
    private final ResidualLaw law;
    private final ResidualTerm term;
    private final Optional<String> strata;
    private final Map<List<String>, Integer> subjects = new HashMap<>();
    /** Where a batch has the columns, -1 where it lacks them. */
    private final int[] subjectColumns;

    private final int positionColumn;
    private final int strataColumn;
    /** Per factor whether it changes within subjects. */
    private final boolean[] changes;

    private CarriedResiduals(
            CarriedRows rows, FittedStructures structures, Provenance provenance, List<String> columns) {
        this.rows = rows;
        this.term = provenance.residual().orElseThrow();
        this.strata = provenance.strata();
        this.law = new ResidualLaw(term, structures.estimates(), rows);
        for (int s = 0; s < rows.subjects().size(); s++) {
            subjects.put(rows.subjects().get(s), s);
        }
        this.subjectColumns = term.subject().stream().mapToInt(columns::indexOf).toArray();
        this.changes = new boolean[rows.level().size()];
        for (int f = 0; f < changes.length; f++) {
            changes[f] = rows.changes(f);
        }
        this.positionColumn = term.position().map(columns::indexOf).orElse(-1);
        this.strataColumn = strata.map(columns::indexOf).orElse(-1);
    }

    /**
     * Returns what carries residuals over to the rows of a table, if the model does.
     *
     * @param columns that the batches have, in their order
     */
    static Optional<CarriedResiduals> of(ModelParts parts, List<String> columns) {
        return parts.structures()
                .flatMap(structures -> structures
                        .carried()
                        .map(rows -> new CarriedResiduals(rows, structures, parts.provenance(), columns)))
                .filter(CarriedResiduals::hasColumns);
    }

    private boolean hasColumns() {
        return Arrays.stream(subjectColumns).allMatch(c -> c >= 0)
                && (term.position().isEmpty() || positionColumn >= 0)
                && (strata.isEmpty() || strataColumn >= 0);
    }

    /**
     * What is carried over to a row.
     *
     * @param residual what is expected of its residual
     * @param variance what is left of its variance, of weight 1
     * @param x what is to be taken off its row of X
     * @param z what is to be taken off its row of Z, of one level after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once
    record Carried(double residual, double variance, double[] x, List<LevelColumns> z) {}

    /** Returns what is carried over to row i; nothing where the fit did not see its subject, or nothing tells of its time. */
    Optional<Carried> to(DesignBlock block, Batch batch, int i) {
        Optional<List<String>> labels = labels(batch, i);
        Integer subject = labels.map(subjects::get).orElse(null);
        double position = position(batch, i);
        int stratum = stratum(batch, i);
        if (subject == null || Double.isNaN(position) || stratum < 0 || !isIn(block, i, subject)) {
            return Optional.empty();
        }
        int from = rows.start()[subject];
        int n = rows.start()[subject + 1] - from;
        if (rows.isLastOnly() && !(position > rows.position()[from])) {
            return Optional.empty();
        }
        if (isOfTheFit(from, n, position)) {
            return Optional.empty();
        }
        return law.carry(subject, position, stratum).map(carry -> carried(from, carry));
    }

    /** A row of the fit itself has nothing to be carried to, and a second one at its time has no covariance with it. */
    private boolean isOfTheFit(int from, int n, double position) {
        return term.position().isPresent()
                && IntStream.range(from, from + n).anyMatch(r -> rows.position()[r] == position);
    }

    private Carried carried(int from, ResidualLaw.Carry carry) {
        double[] weights = carry.weights();
        double residual = 0;
        for (int k = 0; k < weights.length; k++) {
            residual += weights[k] * rows.residual()[from + k];
        }
        List<LevelColumns> z = new ArrayList<>();
        for (int f = 0; f < rows.z().size(); f++) {
            int width = rows.z().get(f).length / rows.rows();
            for (int k = 0; k < weights.length; k++) {
                double[] own = combined(rows.z().get(f), width, from + k, new double[] {weights[k]});
                z.add(new LevelColumns(f, rows.level().get(f)[from + k], own));
            }
        }
        double[] x = combined(rows.x(), rows.x().length / rows.rows(), from, weights);
        return new Carried(residual, carry.variance(), x, z);
    }

    private static double[] combined(double[] columns, int width, int from, double[] a) {
        double[] sum = new double[width];
        for (int k = 0; k < a.length; k++) {
            for (int j = 0; j < width; j++) {
                sum[j] += a[k] * columns[(from + k) * width + j];
            }
        }
        return sum;
    }

    /** Returns whether the row lies in the groups in which the subject lay; it need not in those that change within subjects. */
    private boolean isIn(DesignBlock block, int i, int subject) {
        for (int f = 0; f < block.level.length; f++) {
            if (!changes[f] && block.level[f][i] != rows.level().get(f)[rows.start()[subject]]) {
                return false;
            }
        }
        return true;
    }

    private Optional<List<String>> labels(Batch batch, int i) {
        List<String> labels = new ArrayList<>();
        for (int column : subjectColumns) {
            Optional<String> label = BatchLabels.label(batch, column, i);
            if (label.isEmpty()) {
                return Optional.empty();
            }
            labels.add(label.get());
        }
        return Optional.of(labels);
    }

    private double position(Batch batch, int i) {
        if (term.position().isEmpty()) {
            return 0;
        }
        if (rows.positions().isEmpty()) {
            return BatchLabels.isNumeric(batch, positionColumn) ? batch.numbers(positionColumn)[i] : Double.NaN;
        }
        int place = BatchLabels.label(batch, positionColumn, i)
                .map(rows.positions()::indexOf)
                .orElse(-1);
        return place < 0 ? Double.NaN : place;
    }

    private int stratum(Batch batch, int i) {
        return strata.isEmpty()
                ? 0
                : BatchLabels.label(batch, strataColumn, i)
                        .map(rows.strata()::indexOf)
                        .orElse(-1);
    }
}
