package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.inference.means.MarginalMeans.Estimate;
import org.multilevel.inference.means.MarginalMeans.Factor;
import org.multilevel.inference.means.MarginalMeans.Quantity;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.Expectation;
import org.multilevel.model.MixedModel;

/** Turns combinations of rows into estimates, and compares them family by family. */
final class MeansAnswer {
    private final MixedModel model;
    private final MeansSettings settings;
    private final ReferenceGrid grid;
    private final List<ReferenceGrid.Axis> axes;
    private final int within;
    private final Expectation expectation;
    private final FixedUncertainty uncertainty;
    private final double[] beta;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<LinearFunction> functions = new ArrayList<>();

    /**
     * Creates the answer.
     *
     * @param axes of the estimates
     * @param within how many of the last axes are held fixed in a comparison
     */
    MeansAnswer(
            MixedModel model, MeansSettings settings, ReferenceGrid grid, List<ReferenceGrid.Axis> axes, int within) {
        this.model = model;
        this.settings = settings;
        this.grid = grid;
        this.axes = axes;
        this.within = within;
        this.expectation = grid.expectation();
        this.uncertainty = FixedUncertainty.of(model, settings.inference());
        this.beta = model.fixedEffects().estimates();
    }

    /** An estimate before it is tested; NaN where it is not estimable. */
    private record Value(double estimate, double standardError, double df) {
        double statistic() {
            return estimate / standardError;
        }
    }

    /** Returns the answer for one combination of rows for each combination of the axes' values, the first axis varying fastest. */
    MarginalMeans of(Quantity quantity, String covariate, List<ReferenceGrid.Cell> cells) {
        List<Estimate> estimates = new ArrayList<>();
        for (ReferenceGrid.Cell cell : cells) {
            estimates.add(estimate(levels(cell), value(cell)));
        }
        if (expectation.isResponseTransformed() && model.generalised().isEmpty()) {
            notes.add("The estimates are on the scale of " + model.response() + ", which the model is of.");
        }
        notes.addAll(grid.extrapolations());
        notes.addAll(grid.nestings());
        notes.addAll(grid.interactions(axes));
        noteMissing(quantity, estimates);
        List<Difference> differences = differences(cells);
        return new MarginalMeans(
                quantity,
                covariate,
                model.response(),
                axes.stream()
                        .map(axis -> new Factor(axis.name(), axis.predictor().isCovariate()))
                        .toList(),
                within,
                estimates,
                differences,
                settings.inference().level(),
                uncertainty.source(),
                grid.averaged(axes),
                List.copyOf(notes),
                model.generalised().map(of -> new ResponseMeans(of.distribution())),
                functions.stream()
                        .map(function -> quantity == Quantity.MEAN ? function : ofSlope(covariate, function))
                        .toList());
    }

    /** Means and slopes of the same levels have contrasts of the same names, which stand in one list where intervals are asked of both. */
    private static LinearFunction ofSlope(String covariate, LinearFunction function) {
        return new LinearFunction(
                "slope:" + covariate + ":" + function.name(), function.coefficients(), function.constant());
    }

    private void noteMissing(Quantity quantity, List<Estimate> estimates) {
        long missing =
                estimates.stream().filter(e -> Double.isNaN(e.estimate())).count();
        if (missing > 0) {
            String what = quantity == Quantity.MEAN ? "mean" : "slope";
            notes.add(missing + " " + what + (missing == 1 ? " is" : "s are")
                    + " missing: the rows of the fit do not tell (a combination of levels did not occur, or a column was left out),"
                    + " or a transformation cannot be computed there.");
        }
    }

    private List<String> levels(ReferenceGrid.Cell cell) {
        return IntStream.range(0, axes.size())
                .mapToObj(k -> axes.get(k).labels().get(cell.levels().get(k)))
                .toList();
    }

    private Value value(ReferenceGrid.Cell cell) {
        double[] l = expectation.estimated(cell.coefficients());
        boolean finite = Arrays.stream(cell.coefficients()).allMatch(Double::isFinite);
        if (!finite || !Double.isFinite(cell.offset()) || !expectation.isEstimable(cell.coefficients())) {
            return new Value(Double.NaN, Double.NaN, Double.NaN);
        }
        double estimate = cell.offset();
        for (int j = 0; j < l.length; j++) {
            estimate += l[j] * beta[j];
        }
        if (uncertainty.losesDigits(l)) {
            notes.add(
                    "A predictor lies so far from 0 beside its spread that the digits of standard errors cancel, so that they are missing:"
                            + " subtract its mean before the fit.");
        }
        return new Value(estimate, Math.sqrt(uncertainty.variance(l)), uncertainty.degreesOfFreedom(l));
    }

    private Estimate estimate(List<String> levels, Value value) {
        double half = Distributions.tReach(settings.inference().level(), value.df()) * value.standardError();
        return new Estimate(
                levels,
                value.estimate(),
                value.standardError(),
                shown(value.df()),
                value.estimate() - half,
                value.estimate() + half);
    }

    private static double shown(double df) {
        return Double.isInfinite(df) ? Double.NaN : df;
    }

    private List<Difference> differences(List<ReferenceGrid.Cell> cells) {
        if (settings.contrasts() instanceof Contrasts.None) {
            return List.of();
        }
        Map<List<String>, List<ReferenceGrid.Cell>> families = new LinkedHashMap<>();
        for (ReferenceGrid.Cell cell : cells) {
            List<String> levels = levels(cell);
            families.computeIfAbsent(levels.subList(levels.size() - within, levels.size()), held -> new ArrayList<>())
                    .add(cell);
        }
        List<Difference> differences = new ArrayList<>();
        boolean none = families.values().stream().allMatch(family -> family.size() < 2);
        families.forEach((held, family) -> {
            if (family.size() < 2) {
                notes.add("There is only one estimate to compare" + (none ? "" : " within " + String.join(" ", held))
                        + ", so there are no contrasts" + (none ? "." : " there."));
            } else {
                differences.addAll(differences(held, family));
            }
        });
        return differences;
    }

    private List<Difference> differences(List<String> held, List<ReferenceGrid.Cell> family) {
        List<Contrasts.Combination> combinations =
                settings.contrasts().of(family.stream().map(this::label).toList());
        boolean allPairs = settings.contrasts() instanceof Contrasts.Pairwise;
        Adjustment adjustment = settings.adjustment().forFamily(combinations.size(), allPairs);
        if (settings.adjustment() == Adjustment.TUKEY && adjustment == Adjustment.SIDAK) {
            notes.add("Tukey's adjustment is for all pairs of means, so Sidak's is used.");
        }
        if (adjustment == Adjustment.HOLM) {
            notes.add("The intervals of contrasts are adjusted by Bonferroni, since Holm's method has none.");
        }
        return family(combinations, family, held, adjustment);
    }

    /** Returns what a comparison calls an estimate: its levels, numbers with the name of their predictor. */
    private String label(ReferenceGrid.Cell cell) {
        List<String> levels = levels(cell);
        StringBuilder label = new StringBuilder();
        for (int f = 0; f < axes.size() - within; f++) {
            boolean numbers =
                    axes.get(f).labels().stream().allMatch(text -> text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"));
            label.append(f == 0 ? "" : " ")
                    .append(numbers ? axes.get(f).name() : "")
                    .append(levels.get(f));
        }
        return label.toString();
    }

    private List<Difference> family(
            List<Contrasts.Combination> combinations,
            List<ReferenceGrid.Cell> cells,
            List<String> levels,
            Adjustment adjustment) {
        List<Value> values =
                combinations.stream().map(c -> value(combined(c, cells))).toList();
        double[] t = values.stream().mapToDouble(Value::statistic).toArray();
        double[] df = values.stream().mapToDouble(Value::df).toArray();
        double[] p = IntStream.range(0, t.length)
                .mapToDouble(i -> Distributions.tTwoSided(t[i], df[i]))
                .toArray();
        double[] adjusted = adjustment.pValues(cells.size(), t, p, df);
        List<Difference> differences = new ArrayList<>();
        double lastDf = Double.NaN;
        double reach = Double.NaN;
        for (int i = 0; i < t.length; i++) {
            if (df[i] != lastDf) {
                reach = adjustment.reach(settings.inference().level(), cells.size(), t.length, df[i]);
                lastDf = df[i];
            }
            Value value = values.get(i);
            if (!Double.isNaN(value.estimate())) {
                functions.add(function(combinations.get(i), cells, levels));
            }
            double half = reach * value.standardError();
            differences.add(new Difference(
                    combinations.get(i).name(),
                    levels,
                    value.estimate(),
                    value.standardError(),
                    shown(value.df()),
                    t[i],
                    adjusted[i],
                    p[i],
                    adjustment,
                    value.estimate() - half,
                    value.estimate() + half));
        }
        return differences;
    }

    private LinearFunction function(
            Contrasts.Combination combination, List<ReferenceGrid.Cell> cells, List<String> levels) {
        ReferenceGrid.Cell cell = combined(combination, cells);
        String where = levels.isEmpty() ? "" : " | " + String.join(" ", levels);
        return new LinearFunction(
                combination.name() + where,
                Arrays.stream(expectation.estimated(cell.coefficients()))
                        .boxed()
                        .toList(),
                -cell.offset());
    }

    private static ReferenceGrid.Cell combined(Contrasts.Combination combination, List<ReferenceGrid.Cell> cells) {
        double[] sum = new double[cells.get(0).coefficients().length];
        double offset = 0;
        for (int k = 0; k < cells.size(); k++) {
            double weight = combination.coefficients().get(k);
            if (weight == 0) {
                continue;
            }
            offset += weight * cells.get(k).offset();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weight * cells.get(k).coefficients()[j];
            }
        }
        return new ReferenceGrid.Cell(List.of(), sum, offset);
    }
}
