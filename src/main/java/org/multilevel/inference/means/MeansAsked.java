package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.inference.Inference;

/** Makes the questions about means and slopes of what a user types, the same in every host. */
public final class MeansAsked {
    private final Map<String, List<String>> at;
    private final Contrasts contrasts;
    private final String adjustment;
    private final Inference inference;

    private MeansAsked(Map<String, List<String>> at, Contrasts contrasts, String adjustment, Inference inference) {
        this.at = at;
        this.contrasts = contrasts;
        this.adjustment = adjustment;
        this.inference = inference;
    }

    /**
     * Reads what the questions have in common.
     *
     * @param at as {@link PredictorValues#parse} reads it; may be empty
     * @param contrasts as {@link Contrasts#parse} reads it
     * @param adjustment as {@link Adjustment#parse} reads it; empty for what is usual for the contrasts
     * @throws ModelException if one of them cannot be read
     */
    public static MeansAsked of(String at, String contrasts, String adjustment, Inference inference) {
        if (!adjustment.isEmpty()) {
            Adjustment.parse(adjustment);
        }
        return new MeansAsked(PredictorValues.parse(at), Contrasts.parse(contrasts), adjustment, inference);
    }

    /** Returns the question about the means of some terms. */
    public EstimatedMarginalMeans means(String terms) {
        return settled(EstimatedMarginalMeans.of(terms));
    }

    /** Returns the question about the slopes of some terms. */
    public SimpleSlopes slopes(String terms) {
        return settled(SimpleSlopes.of(terms));
    }

    private <Q extends MeansQuestion<Q>> Q settled(Q question) {
        Q settled = question.withContrasts(contrasts).withInference(inference);
        for (Map.Entry<String, List<String>> values : at.entrySet()) {
            settled = settled.atLevels(values.getKey(), values.getValue());
        }
        return adjustment.isEmpty() ? settled : settled.withAdjustment(Adjustment.parse(adjustment));
    }

    /**
     * Refuses names that the fixed part of a formula does not have, before a model is fitted to it; a dot may stand for any.
     *
     * @throws ModelException naming the nearest
     */
    public static void check(Formula formula, List<String> names) {
        if (!formula.hasDot()) {
            check(formula, List.of(), names);
        }
    }

    /**
     * Refuses what the columns of a table show to be no question of a formula, before a model is fitted to it: names that its fixed part does
     * not have, the slope of a column of labels, and a value that is no number for a column of numbers.
     *
     * @throws ModelException naming it
     */
    public static void check(Formula formula, List<Column> columns, MeansQuestion<?> question) {
        check(formula, columns.stream().map(Column::name).toList(), question.predictors());
        if (question instanceof SimpleSlopes slopes) {
            slopes.check(columns);
        }
        columns.stream()
                .filter(column -> column.type() == ColumnType.NUMERIC)
                .forEach(column -> question.settings
                        .at()
                        .getOrDefault(column.name(), List.of())
                        .forEach(value -> ReferenceGrid.number(column.name(), value)));
    }

    private static void check(Formula formula, List<String> columns, List<String> names) {
        ModelTerms terms = formula.expand(columns);
        List<String> known = new ArrayList<>();
        terms.fixed().forEach(term -> term.variables().forEach(variable -> known.addAll(variable.columns())));
        terms.offsets().forEach(offset -> known.addAll(offset.columns()));
        for (String name : names) {
            if (!Set.copyOf(known).contains(name) && known.stream().noneMatch(k -> name.equals("factor(" + k + ")"))) {
                throw unknown(name, known, false);
            }
        }
    }

    /** Says how a name is written that a question would else take apart, where that may be what went wrong. */
    private static String hint(String wanted, List<String> names) {
        List<String> near = Labels.nearest(wanted, names);
        return Stream.concat((near.isEmpty() ? names : near).stream(), Stream.of(wanted))
                .map(name -> new Expression.Column(name).toString())
                .filter(typed -> typed.startsWith("`"))
                .findFirst()
                .map(typed -> "; a name with spaces or operators stands between backticks, as in " + typed)
                .orElse("");
    }

    static ModelException unknown(String name, List<String> known, boolean isGroup) {
        List<String> names = known.stream().distinct().toList();
        return new ModelException(Labels.quoted(name)
                + (isGroup
                        ? " is a grouping factor and no predictor of the fixed part"
                        : " is no predictor of the model")
                + (names.isEmpty()
                        ? ", which has none."
                        : "; " + Labels.instead(name, names, Labels.Instead.LABELS, "there are") + hint(name, names)
                                + "."));
    }
}
