package org.multilevel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.glm.Generalised;

/** Puts a model together from a design and what fitting found. */
final class FitParts {
    private FitParts() {}

    static ModelParts of(Design design, Fit fit, Table table, double seconds) {
        List<Column> read = table.columns().stream()
                .filter(column -> design.columns().contains(column.name()))
                .toList();
        return of(design, design.formula().toString(), fit, Optional.empty(), table, read, seconds);
    }

    /**
     * Puts a model together whose response was read in another way than the formula has it.
     *
     * @param formula as the user wrote it
     * @param table with the response as it was read
     * @param read the columns of the user's table that the model reads
     */
    static ModelParts of(
            Design design,
            String formula,
            Fit fit,
            Optional<Generalised> generalised,
            Table table,
            List<Column> read,
            double seconds) {
        return of(
                design,
                formula,
                fit,
                generalised,
                seconds,
                new Provenance(
                        Version.current(),
                        read.stream().map(FitParts::withoutLevels).toList(),
                        design.options().weights(),
                        design.options().missing(),
                        design.options().residual(),
                        design.options().strata(),
                        design.fingerprint(),
                        new Reading(table.missingCodes(), table.notes(design.columns()), List.of())));
    }

    /** Returns the model of the same rows that another fit found, such as one by the other likelihood. */
    static ModelParts again(ModelParts parts, Fit fit, double seconds) {
        return of(parts.design(), parts.formula(), fit, parts.generalised(), seconds, parts.provenance());
    }

    /** Returns the rows, of which those without trials are called so: their number is what the design knows as a weight. */
    private static RowCounts rows(Design design, Optional<Generalised> generalised) {
        boolean trials = generalised.flatMap(Generalised::trials).isPresent();
        return trials ? design.rows().renamed(RowFilter.ZERO_WEIGHT, "there are no trials") : design.rows();
    }

    private static ModelParts of(
            Design design,
            String formula,
            Fit fit,
            Optional<Generalised> generalised,
            double seconds,
            Provenance provenance) {
        FixedEffects fixed = FixedEffects.of(design.fixed(), fit.kept(), fit.beta(), symmetric(fit.betaCovariance()));
        List<GroupingFactor> factors = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            RandomFactor factor = design.factors().get(f);
            int at = f;
            long fitted = fit.rows()
                    .map(facts -> (long) facts.sizes().get(at).levels())
                    .orElse(0L);
            factors.add(factor(
                    factor,
                    Math.max(fitted, factor.levels().size()),
                    fit.factors().get(f),
                    fixed));
        }
        return new ModelParts(
                formula,
                fit.method(),
                design,
                Arrays.stream(fit.kept()).boxed().toList(),
                fit.leftOut(),
                fixed,
                factors,
                fit.joint(),
                fit.rows(),
                fit.sigma(),
                fit.criterion(),
                fit.deviance(),
                rows(design, generalised),
                fit.verdict(),
                fit.log(),
                fit.information(),
                generalised,
                fit.structures(),
                fit.approximation(),
                Stream.concat(design.concerns().stream(), fit.notes().stream()).toList(),
                seconds,
                provenance);
    }

    /** Returns a model whose groups' effects stayed with the parts of its table with those of one part. */
    static ModelParts ofPart(ModelParts whole, KeptPart part, byte[] solution) {
        Design design = part.design();
        List<FactorEffects> effects = part.effects(solution);
        List<GroupingFactor> factors = new ArrayList<>();
        for (int f = 0; f < effects.size(); f++) {
            RandomFactor factor = design.factors().get(f);
            GroupingFactor known = whole.factors().get(f);
            factors.add(new GroupingFactor(
                    factor,
                    factor.levels().size(),
                    known.lambda(),
                    known.covariance(),
                    effects.get(f).effects(),
                    packLevels(effects.get(f).conditionalCovariance(), factor.width()),
                    effects.get(f).modesByBeta(),
                    known.notIdentified(),
                    whole.fixed()));
        }
        return whole.withGroups(design, factors, part.joint(solution));
    }

    private static GroupingFactor factor(RandomFactor factor, long fitted, FactorEffects effects, FixedEffects fixed) {
        return new GroupingFactor(
                factor,
                fitted,
                effects.lambda(),
                symmetric(effects.covariance()),
                effects.effects(),
                packLevels(effects.conditionalCovariance(), factor.width()),
                effects.modesByBeta(),
                effects.notIdentified(),
                fixed);
    }

    /** The two triangles may differ in the last bit; a file holds one of them. */
    private static double[][] symmetric(double[][] matrix) {
        return Matrices.unpack(Matrices.pack(matrix), matrix.length);
    }

    /** Returns the upper triangles of consecutive q x q matrices. */
    private static double[] packLevels(double[] matrices, int q) {
        int levels = matrices.length / (q * q);
        double[] packed = new double[Math.multiplyExact(levels, Matrices.triangle(q))];
        int at = 0;
        for (int g = 0; g < levels; g++) {
            for (int i = 0; i < q; i++) {
                for (int j = i; j < q; j++) {
                    packed[at++] = matrices[(g * q + i) * q + j];
                }
            }
        }
        return packed;
    }

    private static Column withoutLevels(Column column) {
        return switch (column.type()) {
            case NUMERIC -> Column.numeric(column.name());
            case CATEGORICAL -> Column.categorical(column.name());
        };
    }
}
