package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;

/**
 * The question how what is expected of the response changes with a covariate, for the levels of other predictors; immutable.
 *
 * <pre>{@code
 * MarginalMeans slopes = SimpleSlopes.of("ses by sector").withContrasts(new Contrasts.Pairwise()).ask(model);
 * }</pre>
 *
 * <p>The slope is dL/dx beta, L being the average row of X of a marginal mean, at the covariate's mean or at given values. The derivative is
 * a central difference with one step of Richardson's extrapolation: exact but for rounding where x enters linearly or up to the fourth power,
 * good to about ten digits in splines and logarithms. Where x enters linearly it equals emtrends of R's emmeans, which takes one difference.
 */
public final class SimpleSlopes extends MeansQuestion<SimpleSlopes> {
    private static final Pattern BY = Pattern.compile("(?is)\\s*(`[^`]+`|.+?)\\s+by\\s+(.+)");

    /** The part of the covariate's range that a step has. */
    private static final double STEP = 2e-3;

    private final String covariate;

    private SimpleSlopes(String covariate, MeansTerms terms, MeansSettings settings) {
        super(terms, settings);
        this.covariate = covariate;
    }

    /**
     * Asks for the slopes of a covariate, without comparisons.
     *
     * @param terms such as {@code x by f}, {@code x by f * g}, {@code x by f | g}, or {@code x} alone
     * @throws ModelException if it cannot be read
     */
    public static SimpleSlopes of(String terms) {
        Matcher matcher = BY.matcher(terms);
        boolean by = matcher.matches();
        MeansTerms first = MeansTerms.parse(by ? matcher.group(1) : terms);
        if (first.all().size() != 1) {
            throw new ModelException("The slopes " + Labels.quoted(terms)
                    + " are not of one covariate: write \"x by f\", or \"x\" for its slope alone.");
        }
        MeansTerms rest = by ? MeansTerms.parse(matcher.group(2)) : new MeansTerms(List.of(), List.of());
        return new SimpleSlopes(first.over().get(0), rest, new MeansSettings(Inference.standard()));
    }

    @Override
    SimpleSlopes with(MeansSettings changed) {
        return new SimpleSlopes(covariate, terms, changed);
    }

    @Override
    public List<String> predictors() {
        List<String> all = new ArrayList<>(super.predictors());
        all.add(terms.all().size(), covariate);
        return all;
    }

    /** Refuses a covariate that cannot have slopes, as far as the columns of a table tell. */
    void check(List<Column> columns) {
        if (terms.all().contains(covariate)) {
            throw byItself();
        }
        if (columns.stream().anyMatch(c -> c.name().equals(covariate) && c.type() == ColumnType.CATEGORICAL)) {
            throw ofLevels(covariate);
        }
    }

    private static ModelException ofLevels(String covariate) {
        return new ModelException(Labels.quoted(covariate)
                + " has levels and no slope: name a numeric predictor, or ask for the means of its levels.");
    }

    private ModelException byItself() {
        return new ModelException("The slopes of " + Labels.quoted(covariate)
                + " cannot be told apart by itself: give it values, one after the other.");
    }

    @Override
    public MarginalMeans.Quantity quantity() {
        return MarginalMeans.Quantity.SLOPE;
    }

    /**
     * Answers the question of a model.
     *
     * @throws ModelException also if the covariate is none
     */
    @Override
    public MarginalMeans ask(MixedModel model) {
        ReferenceGrid grid = ReferenceGrid.of(model, settings.at());
        ReferenceGrid.Axis x = grid.axis(model, covariate);
        if (!x.predictor().isCovariate()) {
            throw ofLevels(covariate);
        }
        List<ReferenceGrid.Axis> axes =
                terms.all().stream().map(name -> grid.axis(model, name)).toList();
        if (axes.contains(x)) {
            throw byItself();
        }
        double step = step(x);
        List<ReferenceGrid.Cell> far = derivative(grid, x, axes, step);
        List<ReferenceGrid.Cell> near = derivative(grid, x, axes, step / 2);
        List<ReferenceGrid.Cell> slopes = new ArrayList<>();
        for (int cell = 0; cell < far.size(); cell++) {
            slopes.add(combined(near.get(cell), 4.0 / 3, far.get(cell), -1.0 / 3));
        }
        return new MeansAnswer(model, settings, grid, axes, within()).of(quantity(), x.name(), slopes);
    }

    private static double step(ReferenceGrid.Axis x) {
        return x.predictor()
                .facts()
                .map(facts -> STEP * (facts.maximum() - facts.minimum()))
                .filter(step -> step > 0)
                .orElseGet(() -> STEP
                        * Math.max(
                                1,
                                Arrays.stream(x.numbers()).map(Math::abs).max().orElse(1)));
    }

    /** Returns the central differences; where the covariate has several values, their average. */
    private static List<ReferenceGrid.Cell> derivative(
            ReferenceGrid grid, ReferenceGrid.Axis x, List<ReferenceGrid.Axis> axes, double step) {
        double[] up = Arrays.stream(x.numbers()).map(value -> value + step).toArray();
        double[] down = Arrays.stream(x.numbers()).map(value -> value - step).toArray();
        // What was added is not quite the step, and where values are large beside it that counts.
        double width = 0;
        for (int k = 0; k < up.length; k++) {
            width += (up[k] - down[k]) / up.length;
        }
        List<ReferenceGrid.Cell> above = grid.with(x, up).cells(axes);
        List<ReferenceGrid.Cell> below = grid.with(x, down).cells(axes);
        List<ReferenceGrid.Cell> slopes = new ArrayList<>();
        for (int cell = 0; cell < above.size(); cell++) {
            slopes.add(combined(above.get(cell), 1 / width, below.get(cell), -1 / width));
        }
        return slopes;
    }

    private static ReferenceGrid.Cell combined(
            ReferenceGrid.Cell first, double factor, ReferenceGrid.Cell second, double otherFactor) {
        double[] sum = new double[first.coefficients().length];
        for (int j = 0; j < sum.length; j++) {
            // The difference first: where the factors are large it is exact, and their products are not.
            sum[j] = factor == -otherFactor
                    ? factor * (first.coefficients()[j] - second.coefficients()[j])
                    : factor * first.coefficients()[j] + otherFactor * second.coefficients()[j];
        }
        double offset = factor == -otherFactor
                ? factor * (first.offset() - second.offset())
                : factor * first.offset() + otherFactor * second.offset();
        return new ReferenceGrid.Cell(first.levels(), sum, offset);
    }
}
