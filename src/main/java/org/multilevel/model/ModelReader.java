package org.multilevel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.multilevel.data.Column;
import org.multilevel.design.CovariateFacts;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.FixedColumn;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.ResponseFacts;
import org.multilevel.design.VariableFacts;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.error.DataException;
import org.multilevel.error.FormulaException;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.effects.EffectPair;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.CarriedRows;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.ReadingCost;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;
import org.multilevel.model.ModelDocument.DesignColumn;
import org.multilevel.model.ModelDocument.Factor;
import org.multilevel.model.ModelDocument.Fixed;

/** Puts a model together from its document, once it has checked that the document's parts fit each other. */
final class ModelReader {
    private final ModelDocument document;
    private final String sourceName;

    ModelReader(ModelDocument document, String sourceName) {
        this.document = document;
        this.sourceName = sourceName;
    }

    /**
     * Returns the model.
     *
     * @throws DataException if parts contradict each other
     */
    ModelParts read() {
        RowCounts rows = rows();
        FixedEffects fixed = fixed();
        List<RandomFactor> randomFactors =
                document.factors().stream().map(this::randomFactor).toList();
        Design design = design(randomFactors, rows);
        List<GroupingFactor> factors = IntStream.range(0, randomFactors.size())
                .mapToObj(f -> groupingFactor(
                        document.factors().get(f), design.factors().get(f), fixed))
                .toList();
        check(!(document.sigma() < 0), "sigma");
        check(document.verdict().evaluations() >= 0, "verdict.evaluations");
        return new ModelParts(
                document.formula(),
                document.method(),
                design,
                Arrays.stream(document.fixed().kept()).boxed().toList(),
                leftOut(),
                fixed,
                factors,
                joint(factors),
                new RowsDocument(sourceName, fixed.size(), factors, rows.used()).read(document.rows()),
                document.sigma(),
                document.criterion(),
                document.deviance(),
                rows,
                verdict(),
                document.log().stream()
                        .map(s -> new Evaluation(s.number(), s.phase(), s.theta(), s.criterion(), s.gradientNorm()))
                        .toList(),
                new InformationReader(sourceName, fixed.size()).read(document.information()),
                generalised(),
                structures(),
                approximation(),
                document.notes(),
                document.seconds(),
                provenance());
    }

    private Optional<Generalised> generalised() {
        check(document.generalised().size() <= 1, "generalised");
        check(document.generalised().isEmpty() == (document.version() != ModelFile.GENERALISED_VERSION), "generalised");
        return document.generalised().stream().findFirst().map(family -> {
            check(family.points() >= 1 && family.dispersion() > 0, "generalised");
            check(family.event().size() <= 1 && family.trials().size() <= 1, "generalised");
            check(family.nullMean().size() <= 1, "generalised");
            check(family.other().size() <= family.event().size(), "generalised");
            return new Generalised(
                    distribution(family.distribution()),
                    family.points(),
                    family.dispersion(),
                    family.overdispersion(),
                    family.nullMean().stream().findFirst().orElse(Double.NaN),
                    family.event().stream().findFirst(),
                    family.other().stream().findFirst(),
                    family.trials().stream().findFirst());
        });
    }

    private Optional<Approximation> approximation() {
        check(document.approximation().size() <= 1, "approximation");
        check(
                document.approximation().isEmpty() == (document.version() != ModelFile.APPROXIMATE_VERSION),
                "approximation");
        return document.approximation().stream().findFirst().map(errors -> {
            check(errors.probes() > 0 && errors.iterations() >= 0, "approximation");
            return new Approximation(
                    varianceErrors(errors.variances()),
                    errors.residual(),
                    errors.criterion(),
                    errors.probes(),
                    errors.iterations(),
                    errors.left());
        });
    }

    /** Returns the errors of each factor, of which the file has one string: q (q + 1) / 2 for each. */
    private List<List<Double>> varianceErrors(double[] all) {
        List<List<Double>> errors = new ArrayList<>();
        int at = 0;
        for (Factor factor : document.factors()) {
            int q = factor.terms().stream().mapToInt(List::size).sum();
            int end = at + q * (q + 1) / 2;
            check(end <= all.length, "approximation.variances");
            errors.add(Arrays.stream(all, at, end).boxed().toList());
            at = end;
        }
        check(at == all.length, "approximation.variances");
        return errors;
    }

    private Optional<FittedStructures> structures() {
        check(document.structures().size() <= 1, "structures");
        check(document.structures().isEmpty() == (document.version() != ModelFile.STRUCTURED_VERSION), "structures");
        return document.structures().stream().findFirst().map(structures -> {
            check(structures.residual().size() <= 1 && structures.strata().size() <= 1, "structures");
            check(structures.residualParameters() >= 0, "structures");
            List<StructureEstimate> estimates = structures.estimates().stream()
                    .map(e -> new StructureEstimate(
                            e.kind(), e.group(), e.first(), e.second(), e.value(), e.standardError()))
                    .toList();
            check(estimates.stream().allMatch(e -> Double.isFinite(e.value())), "structures");
            check(estimates.stream().anyMatch(e -> e.kind() == StructureEstimate.Kind.RESIDUAL), "structures");
            check(structures.carried().size() <= 1, "structures.carried");
            return new FittedStructures(
                    estimates,
                    structures.residualParameters(),
                    new ReadingCost(
                            structures.cost().passes(),
                            structures.cost().sets(),
                            structures.cost().readsRows()),
                    structures.carried().stream().findFirst().map(this::carried));
        });
    }

    private CarriedRows carried(ModelDocument.Carried carried) {
        int rows = carried.positions().length;
        int[] start = carried.start();
        boolean fits = start.length == carried.subjects().size() + 1
                && start[0] == 0
                && start[start.length - 1] == rows
                && IntStream.range(1, start.length).allMatch(s -> start[s] > start[s - 1])
                && carried.strata().length == rows
                && carried.weights().length == rows
                && carried.residuals().length == rows
                && carried.x().length == rows * document.fixed().kept().length
                && carried.z().size() == document.factors().size()
                && carried.levels().size() == document.factors().size()
                && Arrays.stream(carried.strata())
                        .allMatch(s -> s >= 0
                                && s < Math.max(1, carried.stratumLabels().size()));
        for (int f = 0; fits && f < carried.z().size(); f++) {
            int width = randomFactor(document.factors().get(f)).width();
            int[] levels = carried.levels().get(f);
            int known = document.factors().get(f).levels().size();
            fits = carried.z().get(f).length == rows * width
                    && (levels.length == carried.subjects().size() || levels.length == rows)
                    && Arrays.stream(levels).allMatch(level -> level >= 0 && level < known);
        }
        check(fits && allFinite(carried.residuals()) && allFinite(carried.x()), "structures.carried");
        return new CarriedRows(
                carried.subjects(),
                start,
                carried.positions(),
                carried.strata(),
                carried.weights(),
                carried.residuals(),
                carried.x(),
                carried.z(),
                CarriedRows.longLevels(carried.levels(), start),
                carried.occasions(),
                carried.positionLabels(),
                carried.stratumLabels(),
                carried.step(),
                carried.lastOnly());
    }

    private Optional<ResidualTerm> residual() {
        try {
            return document.structures().stream()
                    .flatMap(structures -> structures.residual().stream())
                    .findFirst()
                    .map(ResidualTerm::parse);
        } catch (FormulaException e) {
            throw ModelFile.damaged(sourceName, "its residual structure cannot be read", e);
        }
    }

    private Distribution distribution(String text) {
        try {
            return Distribution.parse(text);
        } catch (MethodException e) {
            throw ModelFile.damaged(sourceName, "its family is unknown", e);
        }
    }

    private RowCounts rows() {
        ModelDocument.Data data = document.data();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (ModelDocument.Dropped reason : data.rowsDropped()) {
            check(reason.rows() >= 0 && dropped.put(reason.reason(), reason.rows()) == null, "data.rows_dropped");
        }
        check(data.rowsUsed() >= 0 && data.rowsUsed() <= data.rowsRead(), "data.rows_used");
        long left = dropped.values().stream().mapToLong(Long::longValue).sum();
        check(data.rowsUsed() + left == data.rowsRead(), "data.rows_read");
        return new RowCounts(data.rowsRead(), data.rowsUsed(), dropped);
    }

    private FixedEffects fixed() {
        Fixed fixed = document.fixed();
        int columns = fixed.columns().size();
        int[] kept = fixed.kept();
        check(Arrays.stream(kept).allMatch(k -> k >= 0 && k < columns), "fixed.kept");
        check(Arrays.stream(kept).distinct().count() == kept.length, "fixed.kept");
        check(fixed.estimates().length == kept.length && allFinite(fixed.estimates()), "fixed.estimates");
        check(fixed.covariance().length == Matrices.triangle(kept.length), "fixed.covariance");
        fixed.columns().forEach(c -> checkColumn(c, "fixed.columns"));
        return FixedEffects.of(columns(), kept, fixed.estimates(), Matrices.unpack(fixed.covariance(), kept.length));
    }

    private List<FixedColumn> columns() {
        return document.fixed().columns().stream()
                .map(c -> new FixedColumn(c.name(), c.centre(), c.scale()))
                .toList();
    }

    /** Files of early versions have none. */
    private List<LeftOut> leftOut() {
        Fixed fixed = document.fixed();
        List<LeftOut> all = fixed.leftOut().stream()
                .map(l -> new LeftOut(l.column(), l.combination()))
                .toList();
        if (!all.isEmpty()) {
            int[] kept = fixed.kept();
            int[] others = IntStream.range(0, fixed.columns().size())
                    .filter(j -> Arrays.stream(kept).noneMatch(k -> k == j))
                    .toArray();
            check(Arrays.equals(others, all.stream().mapToInt(LeftOut::column).toArray()), "fixed.left_out");
            for (LeftOut leftOut : all) {
                double[] combination = leftOut.combination();
                check(combination.length == kept.length && allFinite(combination), "fixed.left_out");
            }
        }
        return all;
    }

    private RandomFactor randomFactor(Factor factor) {
        List<RandomBlock> blocks = factor.terms().stream()
                .map(columns -> new RandomBlock(columns.stream()
                        .map(c -> new RandomColumn(c.name(), c.centre(), c.scale()))
                        .toList()))
                .toList();
        return new RandomFactor(factor.name(), factor.levels(), blocks);
    }

    private GroupingFactor groupingFactor(Factor factor, RandomFactor random, FixedEffects fixed) {
        String at = "factors." + factor.name();
        int q = random.width();
        int levels = factor.levels().size();
        factor.terms().forEach(term -> {
            check(!term.isEmpty(), at + ".terms");
            term.forEach(c -> checkColumn(c, at + ".terms"));
        });
        check(q > 0, at + ".terms");
        check(new HashSet<>(factor.levels()).size() == levels, at + ".levels");
        check(
                isSquare(factor.lambda(), q) && Arrays.stream(factor.lambda()).allMatch(ModelReader::allFinite),
                at + ".lambda");
        check(isSquare(factor.covariance(), q), at + ".covariance");
        check(factor.effects().length == (long) levels * q && allFinite(factor.effects()), at + ".effects");
        check(
                factor.conditionalCovariance().length == (long) levels * Matrices.triangle(q),
                at + ".conditional_covariance");
        double[] modesByBeta = factor.influenceOfFixed();
        check(
                modesByBeta.length == (long) levels * q * fixed.size() && allFinite(modesByBeta),
                at + ".influence_of_fixed");
        return new GroupingFactor(
                random,
                fittedLevels(factor),
                factor.lambda(),
                factor.covariance(),
                factor.effects(),
                factor.conditionalCovariance(),
                modesByBeta,
                notIdentified(factor, random, at + ".not_identified"),
                fixed);
    }

    private static boolean isCount(long levels) {
        return levels > 0 && levels <= Integer.MAX_VALUE;
    }

    /** Where the effects of groups stayed with the rows, a file says how many there are. */
    private long fittedLevels(Factor factor) {
        String at = "factors." + factor.name() + ".levels_elsewhere";
        check(factor.levelsElsewhere().size() <= 1, at);
        if (factor.levelsElsewhere().isEmpty()) {
            return factor.levels().size();
        }
        check(factor.levels().isEmpty() && isCount(factor.levelsElsewhere().get(0)), at);
        return factor.levelsElsewhere().get(0);
    }

    /** Files of early versions have none. */
    private List<EffectPair> notIdentified(Factor factor, RandomFactor random, String at) {
        int[] term = IntStream.range(0, random.blocks().size())
                .flatMap(b -> random.blocks().get(b).columns().stream().mapToInt(c -> b))
                .toArray();
        for (ModelDocument.Component c : factor.notIdentified()) {
            check(c.column() >= 0 && c.column() <= c.row() && c.row() < term.length, at);
            check(term[c.row()] == term[c.column()], at);
        }
        return factor.notIdentified().stream()
                .map(c -> new EffectPair(c.row(), c.column()))
                .toList();
    }

    private Optional<JointEffects> joint(List<GroupingFactor> factors) {
        check(document.joint().size() <= 1, "joint");
        return document.joint().stream().findFirst().map(joint -> new JointReader(joint, factors, this::check).read());
    }

    private Design design(List<RandomFactor> factors, RowCounts rows) {
        ModelDocument.Variables variables = document.variables();
        VariableFacts facts = new VariableFacts(
                variables.dotColumns(),
                new TreeSet<>(variables.categorical()),
                variables.levels(),
                variables.constants(),
                variables.combinations(),
                covariates(variables));
        List<FixedColumn> columns = columns();
        ResponseFacts response = new ResponseFacts(
                document.response().name(),
                document.response().mean(),
                document.response().sd());
        try {
            Formula formula = GeneralisedResponse.asRead(Formula.parse(document.formula()));
            return Design.restore(formula, options(), facts, columns, factors, response, rows);
        } catch (FormulaException e) {
            throw ModelFile.damaged(sourceName, "its formula cannot be read", e);
        } catch (ModelException | IllegalArgumentException e) {
            throw ModelFile.damaged(sourceName, "its formula and its columns contradict each other", e);
        }
    }

    private Map<String, CovariateFacts> covariates(ModelDocument.Variables variables) {
        Map<String, CovariateFacts> covariates = new LinkedHashMap<>();
        variables.covariates().forEach((name, c) -> {
            check(
                    c.minimum() <= c.mean() && c.mean() <= c.maximum() && allFinite(c.values()),
                    "variables.covariates." + name);
            covariates.put(name, new CovariateFacts(c.mean(), c.minimum(), c.maximum(), c.values()));
        });
        return covariates;
    }

    private DesignOptions options() {
        Provenance provenance = provenance();
        return new DesignOptions(
                provenance.weights(), provenance.missing(), provenance.residual(), provenance.strata());
    }

    private Provenance provenance() {
        ModelDocument.Data data = document.data();
        check(data.weights().size() <= 1, "data.weights");
        List<Column> columns = data.columns().stream()
                .map(c -> switch (c.type()) {
                    case NUMERIC -> Column.numeric(c.name());
                    case CATEGORICAL -> Column.categorical(c.name());
                })
                .toList();
        return new Provenance(
                document.createdBy(),
                columns,
                data.weights().stream().findFirst(),
                data.missingRows(),
                residual(),
                document.structures().stream()
                        .flatMap(structures -> structures.strata().stream())
                        .findFirst(),
                fingerprint(data.fingerprint()),
                new Reading(data.missingCodes(), document.readingNotes(), document.tableFindings()));
    }

    private Optional<RowFingerprint> fingerprint(String text) {
        try {
            return text.equals(ModelJson.ABSENT) ? Optional.empty() : Optional.of(RowFingerprint.parse(text));
        } catch (IllegalArgumentException e) {
            throw ModelFile.damaged(sourceName, "\"data.fingerprint\" is not 16 hexadecimal digits", e);
        }
    }

    private Verdict verdict() {
        ModelDocument.Outcome outcome = document.verdict();
        return new Verdict(
                outcome.status(),
                outcome.gradientNorm(),
                outcome.evaluations(),
                outcome.optimizer(),
                outcome.explanation());
    }

    private void checkColumn(DesignColumn column, String field) {
        check(Double.isFinite(column.centre()) && Double.isFinite(column.scale()) && column.scale() > 0, field);
    }

    private void check(boolean holds, String field) {
        if (!holds) {
            throw ModelFile.damaged(sourceName, "\"" + field + "\" does not fit the rest");
        }
    }

    private static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static boolean isSquare(double[][] matrix, int order) {
        return matrix.length == order && Arrays.stream(matrix).allMatch(row -> row.length == order);
    }
}
