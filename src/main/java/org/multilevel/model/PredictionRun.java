package org.multilevel.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.PredictionReader;
import org.multilevel.design.PredictionReport;
import org.multilevel.error.Labels;
import org.multilevel.fit.structure.FittedStructures;

/** Predicts one table, and counts what a user should hear about it. */
final class PredictionRun {
    private static final String TOO_WIDE =
            "The model does not tell how the effects of its grouping factors vary together (it was saved"
                    + " by an early version, or has too many pairs of groups), so the standard errors of rows with several known groups are"
                    + " upper bounds.";

    private static final String WITHOUT_DIGITS =
            "Some rows have no standard errors: a predictor lies so far from 0 beside its spread that their digits cancel in the covariances"
                    + " of the model; subtract its mean before the fit.";

    private final ModelParts parts;
    private final PredictionChoices choices;
    private final Table table;
    private final LinearPredictor predictor;
    private final AliasedRows aliased;
    private final Predictions predictions;
    /** Whether means over all groups may be asked for. */
    private final boolean generalised;

    /** What carries residuals on, where the model and the table have what it takes. */
    private final Optional<CarriedResiduals> carried;

    /** The variances of residuals, where there are several. */
    private final Optional<ResidualVariances> variances;

    private long carriedRows;
    private long withoutVariance;
    private final long[] unseenRows;
    private long missing;
    private long withoutPredictors;

    PredictionRun(ModelParts parts, PredictionChoices choices, Table table) {
        this.parts = parts;
        this.choices = choices;
        this.table = table;
        this.predictor = new LinearPredictor(parts);
        this.aliased = new AliasedRows(parts, choices.aliased());
        this.predictions = new Predictions(parts.factorOrder(), choices.uncertainty());
        this.generalised = parts.generalised().isPresent();
        List<String> columns = reader(parts, choices, table).columns();
        this.carried = carries() ? CarriedResiduals.of(parts, columns) : Optional.empty();
        this.variances = choices.uncertainty() ? ResidualVariances.of(parts, columns) : Optional.empty();
        this.unseenRows = new long[parts.factors().size()];
    }

    /** Returns the reader of what these choices take. */
    static PredictionReader reader(ModelParts parts, PredictionChoices choices, Table table) {
        boolean ofResiduals = choices.carried() || choices.uncertainty();
        return parts.design()
                .predictionReader(table, ofResiduals && parts.structures().isPresent());
    }

    private boolean carries() {
        return choices.carried() && parts.structures().isPresent();
    }

    /** Reads the table once, and again where an unseen group is an error and its level has to be named. */
    PredictionSummary run(Progress progress, Consumer<Predictions> consumer) {
        PredictionReader reader = reader(parts, choices, table);
        try {
            table.scan(reader.columns(), progress, batch -> consumer.accept(predict(reader.read(batch), batch)));
        } catch (UnseenGroup e) {
            throw e.inWords(parts, table, progress);
        }
        PredictionSummary summary = summary(reader);
        List<String> sentences = new ArrayList<>(table.notes(reader.columns()));
        sentences.addAll(summary.sentences());
        return new PredictionSummary(
                summary.rows(), summary.missing(), summary.unseenGroups(), summary.aliased(), sentences);
    }

    /** Returns what there is to say of the rows predicted so far, which this reader has read. */
    PredictionSummary summary(PredictionReader reader) {
        PredictionReport report = reader.report();
        Map<String, Long> unseenByFactor = new LinkedHashMap<>();
        for (int f = 0; f < unseenRows.length; f++) {
            if (unseenRows[f] > 0) {
                unseenByFactor.put(parts.factors().get(f).name(), unseenRows[f]);
            }
        }
        return new PredictionSummary(
                report.rows(), missing, unseenByFactor, aliased.count(), sentences(reader, unseenByFactor));
    }

    /**
     * Predicts the rows of a block; the result is reused.
     *
     * @param batch the rows that the block was made of, all of them, which know their names
     */
    Predictions predict(DesignBlock block, Batch batch) {
        predictions.hold(block.rows);
        for (int i = 0; i < block.rows; i++) {
            boolean estimable = aliased.isEstimable(block, i, batch);
            double population = estimable ? predictor.population(block, i) : Double.NaN;
            double conditional = population;
            for (int f = 0; f < unseenRows.length; f++) {
                double effect = groupPart(block, i, f);
                predictions.setGroup(i, f, effect, block.level[f][i] >= 0);
                conditional += effect;
            }
            predictions.set(i, block.row[i], conditional, population);
            if (generalised) {
                predictions.setRandomVariance(i, predictor.randomVariance(block, i));
            }
            if (choices.uncertainty()) {
                setVariances(block, batch, i, population, conditional);
            }
            if (carries()) {
                carry(block, batch, i, conditional);
            }
            missing += Double.isNaN(conditional) ? 1 : 0;
            withoutPredictors += Double.isNaN(population) ? 1 : 0;
        }
        return predictions;
    }

    private void setVariances(DesignBlock block, Batch batch, int i, double population, double conditional) {
        double residual = residualVariance(block, batch, i);
        withoutVariance += Double.isNaN(residual) && !Double.isNaN(conditional) ? 1 : 0;
        predictions.setVariances(
                i,
                Double.isNaN(population) ? Double.NaN : predictor.populationVariance(block, i),
                Double.isNaN(conditional) ? Double.NaN : predictor.conditionalVariance(block, i),
                residual + predictor.varianceOfMissingGroups(block, i));
    }

    private double residualVariance(DesignBlock block, Batch batch, int i) {
        return variances
                .map(several -> several.variance(batch, i) / block.weight[i])
                .orElseGet(() -> predictor.residualVariance(block, i));
    }

    private void carry(DesignBlock block, Batch batch, int i, double conditional) {
        if (Double.isNaN(conditional)) {
            predictions.setCarried(i, Double.NaN, Double.NaN);
            return;
        }
        Optional<CarriedResiduals.Carried> found = carried.flatMap(residuals -> residuals.to(block, batch, i));
        double variance = Double.NaN;
        if (choices.uncertainty()) {
            double residual =
                    found.map(c -> c.variance() / block.weight[i]).orElseGet(() -> residualVariance(block, batch, i));
            variance = residual
                    + predictor.varianceOfMissingGroups(block, i)
                    + found.map(c -> predictor.conditionalVariance(block, i, c.x(), c.z()))
                            .orElseGet(() -> predictor.conditionalVariance(block, i));
        }
        carriedRows += found.isPresent() ? 1 : 0;
        predictions.setCarried(i, found.map(CarriedResiduals.Carried::residual).orElse(0.0), variance);
    }

    /** Returns what there is to say of residuals that are carried on. */
    private Optional<String> carriedSentence() {
        return parts.provenance().residual().filter(term -> carries()).map(term -> {
            if (parts.structures().flatMap(FittedStructures::carried).isEmpty()) {
                return "No residuals are carried on to other rows of " + Labels.oneOf(term.subjectName())
                        + ": the model has too many rows to keep them.";
            }
            if (carried.isEmpty()) {
                return "No residuals are carried on to other rows of " + Labels.oneOf(term.subjectName())
                        + ": that takes the columns of " + term
                        + parts.provenance()
                                .strata()
                                .map(column -> " and " + column)
                                .orElse("") + ".";
            }
            return count(carriedRows) + " " + Labels.oneOf(term.subjectName()) + " of the fit"
                    + (term.position().isPresent()
                            ? " at another time, whose residuals there are carried on to it."
                            : ", whose residuals are carried on.");
        });
    }

    private double groupPart(DesignBlock block, int i, int f) {
        int level = block.level[f][i];
        if (level >= 0) {
            return predictor.groupPart(block, i, f, level);
        }
        unseenRows[f]++;
        return switch (choices.unseen()) {
            case POPULATION -> 0;
            case MISSING -> Double.NaN;
            case ERROR -> throw new UnseenGroup(block.row[i], f);
        };
    }

    private List<String> sentences(PredictionReader reader, Map<String, Long> unseenByFactor) {
        PredictionReport report = reader.report();
        List<String> sentences = new ArrayList<>();
        String consequence = choices.unseen() == UnseenGroups.POPULATION
                ? "the group effect is taken as zero."
                : "there is no conditional prediction.";
        unseenByFactor.forEach((factor, rows) -> sentences.add(
                reader.absentFactors().contains(factor)
                        ? "The table has no column of " + factor + ", so all its rows are the population's: "
                                + consequence
                        : count(rows) + " a level of " + factor + " that is missing or was not in the fit: "
                                + consequence));
        carriedSentence().ifPresent(sentences::add);
        if (withoutVariance > 0) {
            sentences.add(count(withoutVariance)
                    + " no interval of a new response: the residual variance is told by "
                    + String.join(" and ", ResidualVariances.columns(parts.provenance()))
                    + ", which is missing there or had no such value in the fit.");
        }
        if (predictor.isTooWide()) {
            sentences.add(TOO_WIDE);
        }
        if (predictor.isWithoutDigits()) {
            sentences.add(WITHOUT_DIGITS);
        }
        report.unseenLevels()
                .forEach((variable, levels) -> sentences.add(variable + " has levels that were not in the fit ("
                        + quoted(levels) + "): their rows have no prediction."));
        report.undefined().ifPresent(sentences::add);
        sentences.addAll(report.concerns());
        aliased.sentence().ifPresent(sentences::add);
        long unexplained = withoutPredictors - aliased.missing();
        if (unexplained > 0) {
            sentences.add(count(unexplained) + " no prediction, because a predictor is missing or unknown.");
        }
        return sentences;
    }

    static String count(long rows) {
        return rows == 1 ? "1 row has" : rows + " rows have";
    }

    private static String quoted(List<String> levels) {
        return levels.stream().map(level -> "\"" + level + "\"").collect(Collectors.joining(", "))
                + (levels.size() == PredictionReport.LEVELS_KEPT ? ", ..." : "");
    }
}
