package org.multilevel.fit.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.KenwardRoger;
import org.multilevel.fit.information.ObservedInformation;
import org.multilevel.fit.information.SmallSampleAdjustment;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.rows.Room;

/** Computes, while the cross-products are at hand, what questions about the fixed effects will need. */
final class FitInformation {
    /**
     * The most multiplications that are spent on what was not asked for: about half a second. They are counted, not timed, so that what a
     * summary shows does not depend on the machine.
     */
    private static final double QUICK = 5e8;

    private final MixedModelEquations equations;
    private final CrossProducts products;
    private final double[] theta;
    private final Progress progress;

    /** @param theta the optimum, of the standardised columns */
    FitInformation(MixedModelEquations equations, double[] theta, Progress progress) {
        this.progress = progress;
        this.equations = equations;
        this.products = equations.products();
        this.theta = theta;
    }

    /**
     * Makes sure, before a search begins, that what the options of the problem ask for has room and comes to an end.
     *
     * @throws MethodException if not
     */
    static void check(MixedModelEquations equations) {
        int k = equations.layout().size();
        int p = equations.kept().length;
        switch (equations.options().df()) {
            case AUTOMATIC, ASYMPTOTIC -> {}
            case SATTERTHWAITE -> Room.ofJava().checkUncertainty(k, p);
            case KENWARD_ROGER -> {
                equations.requireGathered("Kenward and Roger's method");
                Room.ofJava().checkUncertainty(k, p);
                SmallSampleAdjustment.check(equations.products(), k);
            }
        }
    }

    /** Returns what the options of the problem ask for, on the raw scale; uses the storage of the criterion. */
    Information of(ProfiledCriterion criterion, RawResults raw) {
        ObservedInformation observed = new ObservedInformation(
                criterion::factor,
                products,
                equations.layout(),
                theta,
                equations.restricted(),
                equations.degreesOfFreedom(),
                criterion.knowsCurvature());
        boolean wanted = switch (equations.options().df()) {
            case AUTOMATIC ->
                observed.factors() * criterion.work() + observed.solving() <= QUICK
                        && Room.ofJava().hasForUncertainty(equations.layout().size(), products.p);
            case ASYMPTOTIC -> false;
            case SATTERTHWAITE, KENWARD_ROGER -> true;
        };
        Optional<VarianceUncertainty> satterthwaite =
                wanted ? Optional.of(satterthwaite(observed, raw)) : Optional.empty();
        Optional<KenwardRoger> kenwardRoger = equations.options().df() == DfMethod.KENWARD_ROGER
                ? Optional.of(kenwardRoger(criterion, raw))
                : Optional.empty();
        return new Information(raw.crossFactor(crossFactor()), satterthwaite, kenwardRoger);
    }

    private KenwardRoger kenwardRoger(ProfiledCriterion criterion, RawResults raw) {
        double[] phi = criterion.factor(theta).fixedInverse();
        SmallSampleAdjustment.Result result =
                new SmallSampleAdjustment(products, equations.layout(), theta, phi).compute(progress);
        return new KenwardRoger(raw.fixedCovariance(result.adjusted()), raw(result.covariance(), result.slopes(), raw));
    }

    private VarianceUncertainty satterthwaite(ObservedInformation observed, RawResults raw) {
        ObservedInformation.Result result = observed.compute();
        return raw(result.covariance(), result.slopes(), raw);
    }

    private static VarianceUncertainty raw(double[][] covariance, double[][] slopes, RawResults raw) {
        List<double[][]> derivatives = new ArrayList<>();
        for (double[] slope : slopes) {
            derivatives.add(raw.fixedCovariance(slope));
        }
        return new VarianceUncertainty(covariance, derivatives);
    }

    /** Returns the upper triangular R with R'R = X'WX of the standardised columns. */
    private double[] crossFactor() {
        return crossFactor(products);
    }

    /** Returns the upper triangular R with R'R = X'WX of the standardised columns of some cross-products. */
    static double[] crossFactor(CrossProducts products) {
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
