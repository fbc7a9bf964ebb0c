package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Penalised least squares whose cross-products stay in parts elsewhere: a factor asks the parts, and holds nothing that grows with the
 * number of levels.
 */
public final class SpreadSystem implements SingleFactorEquations {
    /** So many numbers travel from each part for second derivatives at most: those of four columns and ten fixed ones. */
    private static final long MOST_DERIVATIVES = 20_000;

    private final CrossProducts products;
    private final SpreadProducts parts;
    private final Workers workers;
    /** With one factor the cross-products of [X y] within levels, (p+1) x (p+1), which no part adds. */
    private final Optional<double[]> within;

    private SpreadSystem(CrossProducts products, SpreadProducts parts, Workers workers, Optional<double[]> within) {
        this.products = products;
        this.parts = parts;
        this.workers = workers;
        this.within = within;
    }

    /**
     * Sets the problem up.
     *
     * @param products a sample of the parts' products, which tells their shape and those of [X y]
     */
    public static SpreadSystem of(CrossProducts products, SpreadProducts parts, Workers workers) {
        return new SpreadSystem(
                products,
                parts,
                workers,
                products.widths.length == 1 ? Optional.of(difference(products, parts)) : Optional.empty());
    }

    /** Sets the problem of one factor up with the cross-products of [X y] within levels, which were read on their own. */
    public static SpreadSystem of(CrossProducts products, SpreadProducts parts, Workers workers, double[] within) {
        return new SpreadSystem(products, parts, workers, Optional.of(within));
    }

    private static double[] difference(CrossProducts products, SpreadProducts parts) {
        double[] difference = products.xy.clone();
        double[] explained = parts.sum(PartRequest.explained());
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= explained[i];
        }
        return difference;
    }

    @Override
    public WithinLevels withinLevels() {
        double[] known = within.orElseThrow(
                () -> new IllegalStateException("what lies within levels is known for one grouping factor"));
        return new WithinLevels(known, products.xy, products.p);
    }

    @Override
    public SingleFactorEquations reading(double[] other) {
        return of(products, parts, workers, other);
    }

    @Override
    public int fixedColumns() {
        return products.p;
    }

    @Override
    public boolean knowsCurvature() {
        return within.isPresent() && SingleFactorSystem.derivatives(products.widths[0], products.p) <= MOST_DERIVATIVES;
    }

    /** Returns nothing: where an evaluation is shared by many machines, what takes a few of them is quick. */
    @Override
    public double work() {
        return 0;
    }

    @Override
    public Workspace workspace() {
        return new NoWorkspace();
    }

    @Override
    public Factor factor(double[][] lambda, Workspace workspace) {
        workers.checkCancelled();
        int n = products.p + 1;
        boolean derivatives = derivativesTravel();
        double[] sums = parts.sum(
                PartRequest.at(derivatives ? PartRequest.Kind.EVALUATION : PartRequest.Kind.ELIMINATION, lambda));
        double[] left = within.map(double[]::clone).orElseGet(() -> new double[n * n]);
        for (int i = 0; i < left.length; i++) {
            left[i] += sums[i + 1];
        }
        double total = within.isPresent() ? left[left.length - 1] : products.xy[left.length - 1];
        double[] unfactored = derivatives ? left.clone() : new double[0];
        FixedPart fixed = FixedPart.factor(left, n - 1);
        boolean known = derivatives && LevelQuadratics.isExactEnough(fixed, unfactored);
        double[] quadratics = known ? Arrays.copyOfRange(sums, 1 + n * n, sums.length) : new double[0];
        return new SpreadFactor(lambda, sums[0], fixed, total, knowsCurvature(), parts, quadratics);
    }

    /** Returns whether what the derivatives follow from comes with every evaluation: unless it is much, in one job with that. */
    private boolean derivativesTravel() {
        int n = products.p + 1;
        return within.isPresent()
                ? LevelQuadratics.count(products.widths[0], n) <= MOST_DERIVATIVES
                : GradientQuadratics.isWorth(n);
    }

    @Override
    public PenalisedLeastSquares with(CrossProducts other, Workers others) {
        throw new IllegalStateException("other products than those of the rows are not spread");
    }
}
