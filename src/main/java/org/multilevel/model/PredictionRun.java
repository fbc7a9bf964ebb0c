package org.multilevel.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.PredictionReport;

/** Predicts one table, and counts what a user should hear about it. */
final class PredictionRun {
    private final ModelParts parts;
    private final UnseenGroups unseen;
    private final boolean uncertainty;
    private final Table table;
    private final Consumer<Predictions> consumer;
    private final LinearPredictor predictor;
    private final Predictions predictions;
    private final long[] unseenRows;
    private long missing;
    private long withoutPredictors;

    PredictionRun(
            ModelParts parts, UnseenGroups unseen, boolean uncertainty, Table table, Consumer<Predictions> consumer) {
        this.parts = parts;
        this.unseen = unseen;
        this.uncertainty = uncertainty;
        this.table = table;
        this.consumer = consumer;
        this.predictor = LinearPredictor.of(parts);
        this.predictions = new Predictions(parts.factorOrder(), uncertainty);
        this.unseenRows = new long[parts.factors().size()];
    }

    /** Reads the table once, and again where an unseen group is an error and its level has to be named. */
    PredictionSummary run(Progress progress) {
        PredictionReport report;
        try {
            report = parts.design().scanForPrediction(table, progress, block -> consumer.accept(predict(block)));
        } catch (UnseenGroup e) {
            throw e.inWords(parts, table, progress);
        }
        PredictionSummary summary = summary(report);
        List<String> sentences = new ArrayList<>(table.notes(parts.design().predictorColumns()));
        sentences.addAll(summary.sentences());
        return new PredictionSummary(summary.rows(), summary.missing(), summary.unseenGroups(), sentences);
    }

    /** Returns what there is to say of the rows predicted so far, of which the reader made this report. */
    PredictionSummary summary(PredictionReport report) {
        Map<String, Long> unseenByFactor = new LinkedHashMap<>();
        for (int f = 0; f < unseenRows.length; f++) {
            if (unseenRows[f] > 0) {
                unseenByFactor.put(parts.factors().get(f).name(), unseenRows[f]);
            }
        }
        return new PredictionSummary(report.rows(), missing, unseenByFactor, sentences(report, unseenByFactor));
    }

    /** Predicts the rows of a block; the result is reused. */
    Predictions predict(DesignBlock block) {
        predictions.hold(block.rows);
        for (int i = 0; i < block.rows; i++) {
            double population = predictor.population(block, i);
            double conditional = population;
            for (int f = 0; f < unseenRows.length; f++) {
                double effect = groupPart(block, i, f);
                predictions.setGroup(i, f, effect, block.level[f][i] >= 0);
                conditional += effect;
            }
            predictions.set(i, block.row[i], conditional, population);
            if (uncertainty) {
                double variance = Double.isNaN(conditional) ? Double.NaN : predictor.conditionalVariance(block, i);
                predictions.setVariances(
                        i, predictor.populationVariance(block, i), variance, predictor.residualVariance(block, i));
            }
            missing += Double.isNaN(conditional) ? 1 : 0;
            withoutPredictors += Double.isNaN(population) ? 1 : 0;
        }
        return predictions;
    }

    private double groupPart(DesignBlock block, int i, int f) {
        int level = block.level[f][i];
        if (level >= 0) {
            return predictor.groupPart(block, i, f, level);
        }
        unseenRows[f]++;
        return switch (unseen) {
            case POPULATION -> 0;
            case MISSING -> Double.NaN;
            case ERROR -> throw new UnseenGroup(block.row[i], f);
        };
    }

    private List<String> sentences(PredictionReport report, Map<String, Long> unseenByFactor) {
        List<String> sentences = new ArrayList<>();
        String consequence = unseen == UnseenGroups.POPULATION
                ? "the group effect is taken as zero."
                : "there is no conditional prediction.";
        unseenByFactor.forEach((factor, rows) -> sentences.add(
                count(rows) + " a level of " + factor + " that is missing or was not in the fit: " + consequence));
        report.unseenLevels()
                .forEach((variable, levels) -> sentences.add(variable + " has levels that were not in the fit ("
                        + quoted(levels) + "): their rows have no prediction."));
        report.undefined().ifPresent(sentences::add);
        if (withoutPredictors > 0) {
            sentences.add(count(withoutPredictors) + " no prediction, because a predictor is missing or unknown.");
        }
        return sentences;
    }

    private static String count(long rows) {
        return rows == 1 ? "1 row has" : rows + " rows have";
    }

    private static String quoted(List<String> levels) {
        return levels.stream().map(level -> "\"" + level + "\"").collect(Collectors.joining(", "))
                + (levels.size() == PredictionReport.LEVELS_KEPT ? ", ..." : "");
    }
}
