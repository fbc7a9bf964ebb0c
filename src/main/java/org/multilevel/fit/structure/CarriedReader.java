package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.ResidualRows;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;

/** Reads what a fitted model keeps of its rows, for predictions of other rows of the same subjects. */
public final class CarriedReader {
    private final Design design;
    private final int[] kept;
    private final double[] beta;
    private final List<double[]> effects;
    private final int[] widths;
    private final boolean lastOnly;
    private final List<Row> rows = new ArrayList<>();
    /** By subject, where only the last is kept. */
    private final Map<Integer, Row> last = new HashMap<>();

    /** A row of the table. */
    private record Row(
            int subject,
            double position,
            int stratum,
            double weight,
            double residual,
            double[] x,
            List<double[]> z,
            int[] level) {}

    private CarriedReader(Design design, int[] kept, double[] beta, List<double[]> effects, boolean lastOnly) {
        this.design = design;
        this.kept = kept;
        this.beta = beta;
        this.effects = effects;
        this.widths = design.factors().stream().mapToInt(RandomFactor::width).toArray();
        this.lastOnly = lastOnly;
    }

    /**
     * Reads the table, where residuals of subjects go together and there are not too many rows to keep: all of them, or where the last row tells
     * of the next all that there is to tell, the last of each subject.
     *
     * @param structures as they were read of the table
     * @param kept positions of the estimated fixed columns
     * @param beta their coefficients
     * @param effects per factor the effects, levels x q
     */
    public static Optional<CarriedRows> read(
            Structures structures,
            Design design,
            Table table,
            int[] kept,
            double[] beta,
            List<double[]> effects,
            Progress progress) {
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
        if (many && !markov) {
            return Optional.empty();
        }
        CarriedReader reader = new CarriedReader(design, kept, beta, effects, many);
        ResidualRows residuals = design.scanResiduals(table, progress, reader::add);
        boolean told = !many || (residuals.isNumeric() && numbers * reader.last.size() <= CarriedRows.MOST);
        return told ? Optional.of(reader.carried(residuals, structures.step())) : Optional.empty();
    }

    private void add(DesignBlock block, ResidualRows residuals) {
        for (int i = 0; i < block.rows; i++) {
            if (!lastOnly) {
                rows.add(row(block, residuals, i));
                continue;
            }
            Row before = last.get(residuals.subject[i]);
            if (before == null || before.position < residuals.position[i]) {
                last.put(residuals.subject[i], row(block, residuals, i));
            }
        }
    }

    private Row row(DesignBlock block, ResidualRows residuals, int i) {
        int width = design.fixed().size();
        double residual = block.y[i];
        double[] x = new double[kept.length];
        for (int j = 0; j < kept.length; j++) {
            x[j] = block.x[i * width + kept[j]];
            residual -= x[j] * beta[j];
        }
        List<double[]> z = new ArrayList<>();
        int[] level = new int[widths.length];
        for (int f = 0; f < widths.length; f++) {
            int q = widths[f];
            level[f] = block.level[f][i];
            double[] own = Arrays.copyOfRange(block.z[f], i * q, (i + 1) * q);
            for (int j = 0; j < q; j++) {
                residual -= own[j] * effects.get(f)[level[f] * q + j];
            }
            z.add(own);
        }
        return new Row(
                residuals.subject[i],
                residuals.position[i],
                residuals.stratum[i],
                block.weight[i],
                residual,
                x,
                z,
                level);
    }

    private CarriedRows carried(ResidualRows residuals, double step) {
        List<String> positions = residuals.isNumeric() ? List.of() : residuals.labels();
        List<String> strata = residuals.strata();
        List<Row> all = new ArrayList<>();
        for (Row row : lastOnly ? last.values() : rows) {
            double place = positions.isEmpty() ? row.position : residuals.rank(row.position);
            int stratum = residuals.stratum(row.stratum);
            all.add(new Row(row.subject, place, stratum, row.weight, row.residual, row.x, row.z, row.level));
        }
        all.sort(Comparator.comparingInt(Row::subject).thenComparingDouble(Row::position));
        int[] start = IntStream.rangeClosed(0, all.size())
                .filter(k -> k == 0
                        || k == all.size()
                        || all.get(k).subject != all.get(k - 1).subject)
                .toArray();
        return new CarriedRows(
                IntStream.range(0, start.length - 1)
                        .mapToObj(s -> residuals.subjectLabels(all.get(start[s]).subject))
                        .toList(),
                start,
                all.stream().mapToDouble(Row::position).toArray(),
                all.stream().mapToInt(Row::stratum).toArray(),
                all.stream().mapToDouble(Row::weight).toArray(),
                all.stream().mapToDouble(Row::residual).toArray(),
                all.stream().flatMapToDouble(row -> Arrays.stream(row.x)).toArray(),
                IntStream.range(0, widths.length)
                        .mapToObj(f -> all.stream()
                                .flatMapToDouble(row -> Arrays.stream(row.z.get(f)))
                                .toArray())
                        .toList(),
                IntStream.range(0, widths.length)
                        .mapToObj(f -> IntStream.range(0, start.length - 1)
                                .map(s -> all.get(start[s]).level[f])
                                .toArray())
                        .toList(),
                all.stream().mapToDouble(Row::position).sorted().distinct().toArray(),
                positions,
                strata,
                step,
                lastOnly);
    }
}
