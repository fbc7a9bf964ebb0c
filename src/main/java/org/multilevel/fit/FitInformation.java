package org.multilevel.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.KenwardRoger;
import org.multilevel.fit.information.ObservedInformation;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.products.CrossProducts;

/** Computes, while the cross-products are at hand, what questions about the fixed effects will need. */
final class FitInformation {
    /**
     * The most multiplications that are spent on what was not asked for: about half a second. They are counted, not timed, so that what a
     * summary shows does not depend on the machine.
     */
    private static final double QUICK = 5e8;

    private final Problem problem;
    private final CrossProducts products;
    private final double[] theta;

    /** @param theta the optimum, of the standardised columns */
    FitInformation(Problem problem, double[] theta) {
        this.problem = problem;
        this.products = problem.products();
        this.theta = theta;
    }

    /** Returns what the options of the problem ask for, on the raw scale; uses the storage of the criterion. */
    Information of(ProfiledCriterion criterion, RawResults raw) {
        ObservedInformation observed = new ObservedInformation(
                criterion::factor,
                products,
                problem.layout(),
                theta,
                problem.restricted(),
                problem.degreesOfFreedom());
        boolean wanted = switch (problem.options().df()) {
            case AUTOMATIC -> observed.factors() * criterion.work() <= QUICK;
            case ASYMPTOTIC -> false;
            case SATTERTHWAITE, KENWARD_ROGER -> true;
        };
        Optional<VarianceUncertainty> satterthwaite = wanted
                ? Optional.of(raw(observed.compute(), raw))
                : Optional.empty();
        Optional<KenwardRoger> kenwardRoger = Optional.empty();
        return new Information(raw.crossFactor(crossFactor()), satterthwaite, kenwardRoger);
    }

    private static VarianceUncertainty raw(ObservedInformation.Result result, RawResults raw) {
        List<double[][]> derivatives = new ArrayList<>();
        for (double[] slope : result.slopes()) {
            derivatives.add(raw.fixedCovariance(slope));
        }
        return new VarianceUncertainty(result.covariance(), derivatives);
    }

    /** Returns the upper triangular R with R'R = X'WX of the standardised columns. */
    private double[] crossFactor() {
        int p = products.p;
        double[] factor = new double[p * p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i * p + j] = products.xy[i * (p + 1) + j];
            }
        }
        SmallMatrices.cholesky(factor, 0, p);
        return SmallMatrices.transposed(factor, p, p);
    }
}
