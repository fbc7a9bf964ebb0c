package org.multilevel.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.multilevel.data.Column;
import org.multilevel.data.CompleteRows;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.FormulaException;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.comparison.NullComparison;
import org.multilevel.inference.influence.Influence;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.SpecifiedModel;
import org.multilevel.result.InfluenceSummary;
import org.multilevel.result.LadderSummary;
import org.multilevel.result.NullSummary;
import org.multilevel.result.OptionWords;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import picocli.CommandLine.Option;

/** Options that ask more of a fit, from the cross-products that it was made from. */
final class FollowUpOptions {
    static final String SYNOPSIS = "[--null FORMULA] [--influence GROUP] [--ladder]";

    @Option(
            names = "--influence",
            paramLabel = "GROUP",
            converter = Converters.ColumnName.class,
            description = OptionWords.INFLUENCE + " With --out also influence.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--null",
            paramLabel = "FORMULA",
            description =
                    "A smaller model of the same rows to compare with: variance explained at each level, and the test;"
                            + " with --out also null_comparison and model_comparison.")
    private Optional<String> formula = Optional.empty();

    @Option(
            names = "--ladder",
            description =
                    "Also climb to the model: the null model, random intercepts, fixed effects and each random slope, one after the"
                            + " other, each tested against the step before; with --out also ladder.")
    private boolean ladder;

    /**
     * What was found.
     *
     * @param texts what is printed after the summary
     * @param tables what is written beside the tables of the fit
     */
    record Answers(List<String> texts, List<ResultTable> tables) {}

    /** Returns the names of the tables that the answers will have. */
    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        formula.ifPresent(asked ->
                names.addAll(List.of(ResultTables.NULL_COMPARISON.name(), ResultTables.MODEL_COMPARISON.name())));
        group.ifPresent(asked -> names.add(ResultTables.INFLUENCE_NAME));
        if (ladder) {
            names.add(ResultTables.LADDER.name());
        }
        return names;
    }

    /**
     * Says early what is no formula.
     *
     * @throws FormulaException if the null model is none
     */
    void check() {
        smaller();
    }

    /**
     * Says early what would fail after a long fit: a null model of another response, or of columns that the model lacks, which would be no
     * smaller model, and only the model's columns are read; a group that the model does not have; and a ladder to a model without groups.
     *
     * @param residual the structure of the residuals
     * @param columns the names of the columns of the table, for which a dot stands
     * @throws ModelException naming what the model lacks
     */
    void check(Formula model, Optional<ResidualTerm> residual, List<String> columns) {
        smaller().ifPresent(smaller -> checkNull(smaller, model, columns));
        DesignOptions options =
                residual.map(DesignOptions.DEFAULT::withResidual).orElse(DesignOptions.DEFAULT);
        group.ifPresent(name -> Influence.check(model, options, columns, name));
        if (ladder) {
            ModelLadder.check(model, columns);
        }
    }

    private Optional<Formula> smaller() {
        return formula.map(text -> {
            try {
                return Formula.parse(text);
            } catch (FormulaException e) {
                throw new FormulaException("--null is no formula: " + e.getMessage(), e.position());
            }
        });
    }

    private static void checkNull(Formula smaller, Formula model, List<String> columns) {
        String response = model.expand(columns).response().toString();
        String other = smaller.expand(columns).response().toString();
        if (!other.equals(response)) {
            throw new ModelException("The null model is of the response " + other + " and the model of " + response
                    + ", so their likelihoods cannot be compared: write --null \"" + response + " ~ ...\".");
        }
        Set<String> known = new HashSet<>(model.columns());
        if (model.hasDot()) {
            known.addAll(columns);
        }
        List<String> lacking = smaller.columns().stream()
                .filter(column -> !known.contains(column))
                .toList();
        if (!lacking.isEmpty()) {
            throw new ModelException(
                    "The null model has " + Labels.list(lacking) + ", which the model " + model
                            + " lacks, so it is no smaller model of the same rows: take out of --null what FORMULA does not have.");
        }
    }

    /** Answers what was asked; the table has the columns of the model. */
    Answers answer(LinearMixedModel specified, LiveModel live, Table table, int threads, Progress progress) {
        return answer(
                smaller()
                        .map(formula -> NullComparison.of(
                                specified.smaller(formula).live(complete(specified, live.model(), table)),
                                live,
                                progress)),
                group.map(name -> Influence.of(live, name, threads, progress)),
                () -> climb(specified.withProgress(progress), table));
    }

    /** Answers what was asked of a generalised model; the table has the columns of the model. */
    Answers answer(
            GeneralisedLinearMixedModel specified,
            LiveGeneralisedModel live,
            Table table,
            int threads,
            Progress progress) {
        return answer(
                smaller()
                        .map(formula -> NullComparison.of(
                                specified
                                        .smaller(formula)
                                        .withProgress(progress)
                                        .live(complete(specified, live.model(), table)),
                                live)),
                group.map(name -> Influence.of(live, name, threads, progress)),
                () -> climb(specified.withProgress(progress), table));
    }

    private static Answers answer(
            Optional<NullComparison> compared, Optional<Influence> left, Supplier<Answers> climb) {
        List<String> texts = new ArrayList<>();
        List<ResultTable> tables = new ArrayList<>();
        compared.ifPresent(comparison -> {
            texts.add(NullSummary.of(comparison).text());
            tables.add(ResultTables.nullComparison(comparison));
            tables.add(ResultTables.modelComparison(comparison.comparison()));
        });
        left.ifPresent(influence -> {
            texts.add(InfluenceSummary.of(influence).text());
            tables.add(ResultTables.influence(influence));
        });
        Answers steps = climb.get();
        texts.addAll(steps.texts());
        tables.addAll(steps.tables());
        return new Answers(texts, tables);
    }

    /** Climbs to a model, if that was asked; the table has the columns of the model. */
    private Answers climb(SpecifiedModel specified, Table table) {
        if (!ladder) {
            return new Answers(List.of(), List.of());
        }
        ModelLadder found = ModelLadder.of(specified, table);
        return new Answers(List.of(LadderSummary.of(found).text()), List.of(ResultTables.ladder(found)));
    }

    /** Returns the rows that a model used, for a smaller one; the table has the columns of the model. */
    private static Table complete(SpecifiedModel specified, MixedModel model, Table table) {
        Set<String> read = new LinkedHashSet<>(specified.formula().responseColumns());
        model.provenance().columns().stream()
                .map(Column::name)
                // counts are a response that is no column of the table
                .filter(name -> table.column(name).isPresent())
                .forEach(read::add);
        return CompleteRows.of(table, read.iterator().next(), read);
    }
}
