package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.multilevel.data.FullPrecision;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.NumberLabel;
import org.multilevel.design.CovariateFacts;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.model.Expectation;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ModelPredictor;

/**
 * The combinations of predictors that marginal means average over: every level of every category, covariates at their means or at given
 * values; one with no more than two values counts as a category, as in R's emmeans.
 *
 * <p>Its rows go through the design as those of a prediction do, so that any transformation in the formula counts. Source: Searle, Speed,
 * Milliken (1980), Amer. Statist. 34, 216-221.
 */
final class ReferenceGrid {
    private static final long MOST_ROWS = 1_000_000;

    private final Expectation expectation;
    private final List<Axis> axes;
    private final NestedLevels nested;

    private ReferenceGrid(Expectation expectation, List<Axis> axes, NestedLevels nested) {
        this.expectation = expectation;
        this.axes = axes;
        this.nested = nested;
    }

    /**
     * A predictor and its values.
     *
     * @param labels one for each value
     * @param numbers the same where the column is numeric, else empty
     * @param isGiven whether a user chose the values
     */
    record Axis(ModelPredictor predictor, List<String> labels, double[] numbers, boolean isGiven) {
        String name() {
            return predictor.name();
        }

        int size() {
            return labels.size();
        }
    }

    /**
     * A combination of rows of the grid.
     *
     * @param levels the position of its level in each of the axes that were kept
     * @param coefficients over all columns of X
     */
    record Cell(List<Integer> levels, double[] coefficients, double offset) {}

    /**
     * Returns the grid of a model.
     *
     * @param at values by the name of a predictor
     * @throws ModelException if a name is no predictor, a level is not one of the model's or a value no number
     */
    static ReferenceGrid of(MixedModel model, Map<String, List<String>> at) {
        Expectation expectation = model.expectation();
        List<ModelPredictor> predictors = expectation.predictors();
        at.keySet().forEach(name -> find(model, predictors, name));
        List<Axis> axes = predictors.stream()
                .map(predictor -> at.entrySet().stream()
                        .filter(entry -> find(model, predictors, entry.getKey()).equals(predictor))
                        .findFirst()
                        .map(entry -> given(predictor, entry.getValue()))
                        .orElseGet(() -> usual(predictor)))
                .toList();
        int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
        ReferenceGrid crossed = new ReferenceGrid(expectation, axes, NestedLevels.none(sizes));
        boolean several = IntStream.of(sizes).filter(size -> size > 1).count() > 1;
        return several && expectation.isRankDeficient() ? crossed.withNesting(sizes) : crossed;
    }

    private ReferenceGrid withNesting(int[] sizes) {
        boolean[] occurs = new boolean[rows()];
        expectation.rows(table(occurs.length), (row, x, offset) -> occurs[row] = expectation.isEstimable(x));
        return new ReferenceGrid(expectation, axes, NestedLevels.of(sizes, row -> occurs[row]));
    }

    private static ModelPredictor find(MixedModel model, List<ModelPredictor> predictors, String name) {
        for (ModelPredictor predictor : predictors) {
            if (predictor.name().equals(name) || ("factor(" + predictor.name() + ")").equals(name)) {
                return predictor;
            }
        }
        List<String> names = predictors.stream().map(ModelPredictor::name).toList();
        boolean isGroup = model.groupingFactors().stream()
                .anyMatch(factor -> factor.name().equals(name));
        throw MeansAsked.unknown(name, names, isGroup);
    }

    private static Axis usual(ModelPredictor predictor) {
        if (!predictor.isCovariate()) {
            if (predictor.levels().isEmpty()) {
                throw earlyVersion(predictor);
            }
            return levels(predictor, predictor.levels(), false);
        }
        CovariateFacts facts = predictor.facts().orElseThrow(() -> earlyVersion(predictor));
        double[] values = facts.values();
        return numbers(predictor, values.length > 0 ? values : new double[] {facts.mean()}, false);
    }

    private static ModelException earlyVersion(ModelPredictor predictor) {
        return new ModelException("The model was saved by an early version, which kept no "
                + (predictor.numeric() ? "mean" : "levels") + " of " + Labels.quoted(predictor.name())
                + ": fit it anew, or set the predictor to values.");
    }

    private static Axis given(ModelPredictor predictor, List<String> values) {
        if (values.isEmpty()) {
            throw new ModelException(
                    "No value is given for " + Labels.quoted(predictor.name()) + ": give one or more.");
        }
        if (predictor.isCovariate()) {
            return numbers(
                    predictor,
                    values.stream()
                            .mapToDouble(value -> number(predictor.name(), value))
                            .toArray(),
                    true);
        }
        List<String> labels = values.stream()
                .map(value -> predictor.numeric() ? NumberLabel.of(number(predictor.name(), value)) : value)
                .distinct()
                .toList();
        List<String> unknown = labels.stream()
                .filter(label ->
                        !predictor.levels().isEmpty() && !predictor.levels().contains(label))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ModelException(Labels.quoted(predictor.name()) + " has no level " + Labels.quoted(unknown.get(0))
                    + " in the model; "
                    + Labels.instead(unknown.get(0), predictor.levels(), Labels.Instead.LABELS, "its levels are")
                    + ".");
        }
        return levels(predictor, labels, true);
    }

    static double number(String name, String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new ModelException("The value " + Labels.quoted(text) + " for " + Labels.quoted(name)
                + " is no number, and the column holds numbers: write one such as 1.5.");
    }

    private static Axis levels(ModelPredictor predictor, List<String> labels, boolean isGiven) {
        double[] numbers = predictor.numeric()
                ? labels.stream().mapToDouble(Double::parseDouble).toArray()
                : new double[0];
        return new Axis(predictor, labels, numbers, isGiven);
    }

    private static Axis numbers(ModelPredictor predictor, double[] numbers, boolean isGiven) {
        return new Axis(
                predictor, Arrays.stream(numbers).mapToObj(FullPrecision::text).toList(), numbers, isGiven);
    }

    /** Returns the axis of a predictor. */
    Axis axis(MixedModel model, String name) {
        ModelPredictor predictor =
                find(model, axes.stream().map(Axis::predictor).toList(), name);
        return axes.stream()
                .filter(axis -> axis.predictor().equals(predictor))
                .findFirst()
                .orElseThrow();
    }

    /** Returns this grid with other numbers for a covariate. */
    ReferenceGrid with(Axis axis, double[] numbers) {
        return new ReferenceGrid(
                expectation,
                axes.stream()
                        .map(a -> a.equals(axis) ? numbers(a.predictor(), numbers, a.isGiven()) : a)
                        .toList(),
                nested);
    }

    /**
     * Returns the average row for every combination of some axes, the first varying fastest; of levels that are nested in others, those
     * combinations that occur.
     *
     * @throws ModelException if there are too many rows
     */
    List<Cell> cells(List<Axis> kept) {
        int[] cellOf = new int[rows()];
        int stride = 1;
        for (Axis axis : kept) {
            int[] index = index(axis, cellOf.length);
            for (int row = 0; row < cellOf.length; row++) {
                cellOf[row] += stride * index[row];
            }
            stride *= axis.size();
        }
        double[] weights = nested.weights(kept.stream().map(axes::indexOf).toList());
        double[] total = new double[stride];
        for (int row = 0; row < cellOf.length; row++) {
            total[cellOf[row]] += weights[row];
        }
        double[][] sums = new double[stride][expectation.width()];
        double[] offsets = new double[stride];
        expectation.rows(table(cellOf.length), (row, x, offset) -> {
            double weight = weights[row];
            double[] sum = sums[cellOf[row]];
            for (int j = 0; j < sum.length && weight > 0; j++) {
                sum[j] += x[j] * weight;
            }
            offsets[cellOf[row]] += weight > 0 ? offset * weight : 0;
        });
        return IntStream.range(0, stride)
                .filter(cell -> total[cell] > 0)
                .mapToObj(cell -> new Cell(levels(cell, kept), sums[cell], offsets[cell]))
                .toList();
    }

    private static List<Integer> levels(int cell, List<Axis> kept) {
        List<Integer> levels = new ArrayList<>();
        int rest = cell;
        for (Axis axis : kept) {
            levels.add(rest % axis.size());
            rest /= axis.size();
        }
        return levels;
    }

    private int rows() {
        long rows = axes.stream().mapToLong(Axis::size).reduce(1, (a, b) -> a > MOST_ROWS ? a : a * b);
        if (rows > MOST_ROWS) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The means would average over more than %,d combinations of %s: set some of them to a value.",
                    MOST_ROWS,
                    Labels.list(axes.stream()
                            .filter(a -> a.size() > 1)
                            .map(Axis::name)
                            .toList())));
        }
        return (int) rows;
    }

    /** Says which predictors are nested in others. */
    List<String> nestings() {
        return nested.found().entrySet().stream()
                .map(found -> {
                    String name = axes.get(found.getKey()).name();
                    String groups = found.getValue().stream()
                            .map(k -> axes.get(k).name())
                            .collect(Collectors.joining(" and "));
                    return name + " is nested in " + groups + ", since each of its levels occurs with one of " + groups
                            + " only: averages are over the levels that occur, and other combinations are left out.";
                })
                .toList();
    }

    /** Returns for every row of the grid the position of its value of an axis; the first axis varies fastest. */
    private int[] index(Axis axis, int rows) {
        int stride = 1;
        for (Axis before : axes.subList(0, axes.indexOf(axis))) {
            stride *= before.size();
        }
        int[] index = new int[rows];
        for (int row = 0; row < rows; row++) {
            index[row] = row / stride % axis.size();
        }
        return index;
    }

    private MemoryTable table(int rows) {
        MemoryTable.Builder table = MemoryTable.builder();
        for (Axis axis : axes) {
            int[] index = index(axis, rows);
            if (axis.predictor().numeric()) {
                table.numeric(
                        axis.name(),
                        Arrays.stream(index).mapToDouble(i -> axis.numbers[i]).toArray());
            } else {
                table.categorical(axis.name(), index, axis.labels());
            }
        }
        for (ModelPredictor other : expectation.others()) {
            if (other.numeric()) {
                table.numeric(
                        other.name(),
                        DoubleStream.generate(() -> Double.NaN).limit(rows).toArray());
            } else {
                int[] missing = new int[rows];
                Arrays.fill(missing, -1);
                table.categorical(other.name(), missing, List.of());
            }
        }
        if (axes.isEmpty() && expectation.others().isEmpty()) {
            // A table without columns has no rows, and an intercept has one mean.
            table.numeric("row", new double[rows]);
        }
        return table.build();
    }

    /** Says what the estimates for some axes average over, and what covariates are set to. */
    List<String> averaged(List<Axis> kept) {
        List<String> sentences = new ArrayList<>();
        for (Axis axis : axes) {
            if (kept.contains(axis)) {
                continue;
            }
            String values = String.join(", ", axis.labels());
            if (axis.size() > 1) {
                sentences.add("averaged over " + axis.name() + " (" + values + "; equal weights)");
            } else if (axis.isGiven() || !axis.predictor().isCovariate()) {
                sentences.add(axis.name() + " = " + values);
            } else {
                sentences.add(String.format(Locale.ROOT, "%s at its mean, %.5g", axis.name(), axis.numbers()[0]));
            }
        }
        return sentences;
    }

    /** Says where given values lie outside of the data. */
    List<String> extrapolations() {
        List<String> sentences = new ArrayList<>();
        for (Axis axis : axes) {
            axis.predictor().facts().filter(facts -> axis.isGiven()).ifPresent(facts -> {
                String outside = Arrays.stream(axis.numbers())
                        .filter(x -> x < facts.minimum() || x > facts.maximum())
                        .mapToObj(FullPrecision::text)
                        .collect(Collectors.joining(", "));
                if (!outside.isEmpty()) {
                    sentences.add(axis.name() + " = " + outside + " lies outside of the data, in which it runs from "
                            + FullPrecision.text(facts.minimum()) + " to " + FullPrecision.text(facts.maximum())
                            + ": what is expected there is extrapolated.");
                }
            });
        }
        return sentences;
    }

    /** Says which of some axes interact with others that are averaged over. */
    List<String> interactions(List<Axis> kept) {
        List<String> sentences = new ArrayList<>();
        for (Axis axis : kept) {
            List<String> others = axes.stream()
                    .filter(other -> other.size() > 1 && !kept.contains(other))
                    .map(Axis::name)
                    .filter(other -> expectation.terms().stream()
                            .anyMatch(term -> term.contains(other) && term.contains(axis.name())))
                    .toList();
            if (!others.isEmpty()) {
                sentences.add(axis.name() + " interacts with " + String.join(" and ", others)
                        + ", over which the estimates are averaged: the average may hide what differs.");
            }
        }
        return sentences;
    }

    Expectation expectation() {
        return expectation;
    }
}
