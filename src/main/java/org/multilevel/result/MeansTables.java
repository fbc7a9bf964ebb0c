package org.multilevel.result;

import java.util.List;
import java.util.Set;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.MarginalMeans.Quantity;

/** The tables of marginal means and slopes and of their differences, which have a column per predictor. */
public final class MeansTables {
    private static final Set<String> RESERVED = Set.of(
            "estimate",
            "slope",
            "std_error",
            "df",
            "ci_lower",
            "ci_upper",
            "response",
            "response_std_error",
            "response_ci_lower",
            "response_ci_upper",
            "exp_slope",
            "exp_estimate",
            "exp_ci_lower",
            "exp_ci_upper",
            "contrast",
            "statistic",
            "p_value",
            "p_unadjusted",
            "adjustment");

    private MeansTables() {}

    /** Returns the name of the table of means or of slopes. */
    public static String name(Quantity quantity) {
        return quantity == Quantity.MEAN ? "emmeans" : "slopes";
    }

    /** Returns the name of the table of differences between means or between slopes. */
    public static String contrastsName(Quantity quantity) {
        return quantity == Quantity.MEAN ? "contrasts" : "slope_contrasts";
    }

    /**
     * Returns what {@link #estimates} looks like.
     *
     * @param factors the predictors that estimates are of
     * @param generalised whether the model is a generalised one
     */
    public static TableSchema estimatesSchema(Quantity quantity, List<String> factors, boolean generalised) {
        return estimatesDefinition(quantity, factors, generalised).schema();
    }

    /**
     * Returns what {@link #contrasts} looks like.
     *
     * @param within the predictors that are held fixed
     * @param generalised whether the model is a generalised one
     */
    public static TableSchema contrastsSchema(Quantity quantity, List<String> within, boolean generalised) {
        return contrastsDefinition(quantity, within, generalised).schema();
    }

    /**
     * Returns {@code emmeans}: a column per predictor, estimate, std_error, df, ci_lower, ci_upper; or {@code slopes}, where the estimate
     * is called slope.
     *
     * <p>Those of a generalised model are on the scale of its link; behind them stand its means as response, response_std_error,
     * response_ci_lower, response_ci_upper, or exp of its slopes as exp_slope, exp_ci_lower, exp_ci_upper, empty where the link has no ratios.
     */
    public static ResultTable estimates(MarginalMeans means) {
        return estimatesDefinition(
                        means.quantity(), names(means), means.onResponse().isPresent())
                .table(means, means.estimates().size());
    }

    /**
     * Returns {@code contrasts} or {@code slope_contrasts}: contrast, a column per predictor held fixed, estimate, std_error, df, statistic,
     * p_value (adjusted), p_unadjusted, adjustment, ci_lower, ci_upper; of a generalised model also exp_estimate, exp_ci_lower,
     * exp_ci_upper: ratios of odds or means, empty where its link has none.
     */
    public static ResultTable contrasts(MarginalMeans means) {
        List<String> names = names(means);
        return contrastsDefinition(
                        means.quantity(),
                        names.subList(names.size() - means.within(), names.size()),
                        means.onResponse().isPresent())
                .table(means, means.contrasts().size());
    }

    private static List<String> names(MarginalMeans means) {
        return means.factors().stream().map(MarginalMeans.Factor::name).toList();
    }

    private static TableDefinition<MarginalMeans> estimatesDefinition(
            Quantity quantity, List<String> factors, boolean generalised) {
        TableDefinition<MarginalMeans> definition = TableDefinition.named(name(quantity));
        for (int f = 0; f < factors.size(); f++) {
            int factor = f;
            definition = definition.text(
                    column(factors.get(f)),
                    (means, i) -> means.estimates().get(i).levels().get(factor));
        }
        TableDefinition<MarginalMeans> linear = definition
                .real(
                        quantity == Quantity.MEAN ? "estimate" : "slope",
                        (means, i) -> means.estimates().get(i).estimate())
                .real("std_error", (means, i) -> means.estimates().get(i).standardError())
                .real("df", (means, i) -> means.estimates().get(i).df())
                .real("ci_lower", (means, i) -> means.estimates().get(i).lower())
                .real("ci_upper", (means, i) -> means.estimates().get(i).upper());
        if (!generalised) {
            return linear;
        }
        return quantity == Quantity.MEAN
                ? linear.real("response", (means, i) -> response(means, i).estimate())
                        .real(
                                "response_std_error",
                                (means, i) -> response(means, i).standardError())
                        .real(
                                "response_ci_lower",
                                (means, i) -> response(means, i).lower())
                        .real(
                                "response_ci_upper",
                                (means, i) -> response(means, i).upper())
                : linear.real("exp_slope", (means, i) -> ratio(means, i).estimate())
                        .real("exp_ci_lower", (means, i) -> ratio(means, i).lower())
                        .real("exp_ci_upper", (means, i) -> ratio(means, i).upper());
    }

    private static MarginalMeans.Estimate response(MarginalMeans means, int i) {
        return means.onResponse().orElseThrow().mean(means.estimates().get(i));
    }

    private static MarginalMeans.Estimate ratio(MarginalMeans means, int i) {
        return means.onResponse().orElseThrow().ratio(means.estimates().get(i));
    }

    private static MarginalMeans.Difference difference(MarginalMeans means, int i) {
        return means.onResponse().orElseThrow().ratio(means.contrasts().get(i));
    }

    private static TableDefinition<MarginalMeans> contrastsDefinition(
            Quantity quantity, List<String> within, boolean generalised) {
        TableDefinition<MarginalMeans> definition = TableDefinition.<MarginalMeans>named(contrastsName(quantity))
                .text("contrast", (means, i) -> means.contrasts().get(i).name());
        for (int f = 0; f < within.size(); f++) {
            int factor = f;
            definition = definition.text(
                    column(within.get(f)),
                    (means, i) -> means.contrasts().get(i).levels().get(factor));
        }
        TableDefinition<MarginalMeans> linear = definition
                .real("estimate", (means, i) -> means.contrasts().get(i).estimate())
                .real("std_error", (means, i) -> means.contrasts().get(i).standardError())
                .real("df", (means, i) -> means.contrasts().get(i).df())
                .real("statistic", (means, i) -> means.contrasts().get(i).statistic())
                .real("p_value", (means, i) -> means.contrasts().get(i).pValue())
                .real("p_unadjusted", (means, i) -> means.contrasts().get(i).unadjustedPValue())
                .text(
                        "adjustment",
                        (means, i) -> means.contrasts().get(i).adjustment().label())
                .real("ci_lower", (means, i) -> means.contrasts().get(i).lower())
                .real("ci_upper", (means, i) -> means.contrasts().get(i).upper());
        return generalised
                ? linear.real("exp_estimate", (means, i) -> difference(means, i).estimate())
                        .real("exp_ci_lower", (means, i) -> difference(means, i).lower())
                        .real("exp_ci_upper", (means, i) -> difference(means, i).upper())
                : linear;
    }

    /** A predictor may have the name of a column of numbers. */
    private static String column(String factor) {
        return RESERVED.contains(factor) ? factor + " (level)" : factor;
    }
}
