package org.multilevel.fit.leastsquares;

import java.util.function.Function;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/** Penalised least squares with two or more grouping factors, nested, crossed or partially crossed; see {@link BlockedFactor}. */
public final class BlockedSystem implements PenalisedLeastSquares {
    private final CrossProducts products;
    private final Workers workers;
    private final Plan plan;
    private final Omega omega;

    /**
     * Makes the plan for these products.
     *
     * @throws org.multilevel.error.ModelException if it takes more memory than there is
     */
    public BlockedSystem(CrossProducts products, Workers workers) {
        this(products, workers, checked(new Plan(products, workers), products.p));
    }

    private static Plan checked(Plan plan, int fixedColumns) {
        plan.checkSize(fixedColumns);
        return plan;
    }

    private BlockedSystem(CrossProducts products, Workers workers, Plan plan) {
        this.products = products;
        this.workers = workers;
        this.plan = plan;
        this.omega = new Omega(products, plan);
    }

    @Override
    public int fixedColumns() {
        return products.p;
    }

    @Override
    public double work() {
        return ExactCost.evaluation(plan.work(products.p + 1));
    }

    @Override
    public Workspace workspace() {
        return new BlockedWorkspace(plan, products.p);
    }

    @Override
    public Factor factor(double[][] lambda, Workspace workspace) {
        return new BlockedFactor(omega, plan, lambda, (BlockedWorkspace) workspace, workers);
    }

    /** Factors as far as the random effects go; {@code ending} as {@link BlockedFactor} has it. */
    BlockedFactor part(double[][] lambda, Function<double[], FixedPart> ending) {
        BlockedWorkspace workspace = new BlockedWorkspace(plan, products.p);
        return new BlockedFactor(omega, plan, lambda, workspace, workers, 0, ending);
    }

    @Override
    public BlockedSystem with(CrossProducts other, Workers workers) {
        plan.check(products, other);
        return new BlockedSystem(other, workers, plan);
    }

    /** Returns the factor by which residuals' sums are drawn. */
    public RowsFactor rowsFactor() {
        return new RowsFactor(omega, plan, workers);
    }

    /** Returns Z'W(X beta + Z b) of each factor, levels x q. */
    public double[][] meanCross(double[] beta, double[][] b) {
        double[] minus = new double[beta.length + 1];
        for (int j = 0; j < beta.length; j++) {
            minus[j] = -beta[j];
        }
        double[][] cross = omega.residualCross(minus, b, workers);
        for (double[] sums : cross) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = -sums[i];
            }
        }
        return cross;
    }
}
