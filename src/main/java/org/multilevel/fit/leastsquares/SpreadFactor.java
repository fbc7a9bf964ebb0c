package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The factor of a {@link SpreadSystem}: log-determinants and r^2 are sums over the parts, and so are the derivatives, which follow from what
 * the parts told, or for which they are asked again. It knows no level: effects stay where the levels are.
 */
final class SpreadFactor implements Factor {
    private final double[][] lambda;
    private final double logDetRandom;
    private final FixedPart fixed;
    private final double total;
    private final boolean knowsCurvature;
    private final SpreadProducts parts;
    /** What the derivatives follow from, if the parts told; else empty. */
    private final double[] quadratics;
    /** What was found for the weights that were asked last. */
    private Optional<Curvature> known = Optional.empty();

    private record Curvature(double fixedWeight, double residualWeight, CurvatureStrip.Sums sums) {
        boolean isFor(double fixed, double residual) {
            return fixed == fixedWeight && residual == residualWeight;
        }
    }

    /**
     * Takes over what the parts told.
     *
     * @param total y'Wy, from which r^2 is subtracted down
     * @param knowsCurvature whether first derivatives are to come with the second
     * @param quadratics what the derivatives follow from; empty where the parts are to be asked for these
     */
    SpreadFactor(
            double[][] lambda,
            double logDetRandom,
            FixedPart fixed,
            double total,
            boolean knowsCurvature,
            SpreadProducts parts,
            double[] quadratics) {
        this.lambda = SmallMatrices.copy(lambda);
        this.logDetRandom = logDetRandom;
        this.fixed = fixed;
        this.total = total;
        this.knowsCurvature = knowsCurvature;
        this.parts = parts;
        this.quadratics = quadratics;
    }

    @Override
    public double logDetRandom() {
        return logDetRandom;
    }

    @Override
    public FixedPart fixed() {
        return fixed;
    }

    @Override
    public double total() {
        return total;
    }

    /** With one factor the derivative in lambda is S lambda, and S comes with the second derivatives, which are wanted next. */
    @Override
    public double[][] halfGradient(double fixedWeight, double residualWeight) {
        if (knowsCurvature) {
            int q = width(0);
            double[] s = sums(fixedWeight, residualWeight).s;
            return new double[][] {SmallMatrices.times(s, lambda[0], q, q, q)};
        }
        if (quadratics.length > 0 && lambda.length > 1) {
            int[] lengths =
                    Arrays.stream(lambda).mapToInt(template -> template.length).toArray();
            return new GradientQuadratics(fixed.columns() + 1, quadratics)
                    .gradient(fixed.weights(fixedWeight, residualWeight), lengths);
        }
        double[] sums =
                parts.sum(PartRequest.of(PartRequest.Kind.GRADIENT, lambda, fixed, fixedWeight, residualWeight));
        double[][] gradient = new double[lambda.length][];
        int at = 0;
        for (int f = 0; f < gradient.length; f++) {
            gradient[f] = Arrays.copyOfRange(sums, at, at + lambda[f].length);
            at += lambda[f].length;
        }
        return gradient;
    }

    private CurvatureStrip.Sums sums(double fixedWeight, double residualWeight) {
        Optional<Curvature> fitting = known.filter(last -> last.isFor(fixedWeight, residualWeight));
        if (fitting.isPresent()) {
            return fitting.get().sums();
        }
        CurvatureStrip.Sums sums = sums(PartRequest.Kind.CURVATURE, fixedWeight, residualWeight, fixedWeight > 0);
        known = Optional.of(new Curvature(fixedWeight, residualWeight, sums));
        return sums;
    }

    private CurvatureStrip.Sums sums(
            PartRequest.Kind kind, double fixedWeight, double residualWeight, boolean withFixed) {
        if (quadratics.length > 0) {
            return LevelQuadratics.of(width(0), fixed.columns() + 1, quadratics)
                    .curvature(fixed, fixedWeight, residualWeight, withFixed);
        }
        double[] numbers = parts.sum(PartRequest.of(kind, lambda, fixed, fixedWeight, residualWeight));
        CurvatureStrip.Sums sums = new CurvatureStrip.Sums(width(0), fixed.columns(), withFixed);
        int at = 0;
        for (double[] sum : sums.all()) {
            System.arraycopy(numbers, at, sum, 0, sum.length);
            at += sum.length;
        }
        return sums;
    }

    private int width(int f) {
        return (int) Math.round(Math.sqrt(lambda[f].length));
    }

    @Override
    public List<CovarianceDerivatives> covarianceDerivatives(double fixedWeight, double degrees) {
        if (!knowsCurvature) {
            return List.of();
        }
        double residualWeight = degrees / fixed.residual();
        return List.of(new CovarianceDerivatives(() -> new SingleCurvature(
                        width(0), fixed, fixedWeight, residualWeight, sums(fixedWeight, residualWeight))
                .derivatives(degrees)));
    }

    @Override
    public Optional<ExactDerivatives> exactDerivatives(double fixedWeight, double residualWeight) {
        if (!knowsCurvature) {
            return Optional.empty();
        }
        CurvatureStrip.Sums sums = sums(PartRequest.Kind.FULL_CURVATURE, fixedWeight, residualWeight, true);
        return Optional.of(new SingleCurvature(width(0), fixed, fixedWeight, residualWeight, sums).all());
    }

    @Override
    public double[][] modes() {
        return none();
    }

    @Override
    public double[][] conditionalCovariance() {
        return none();
    }

    @Override
    public double[][] modesByBeta(double[][] conditionalCovariance) {
        return none();
    }

    private double[][] none() {
        return new double[lambda.length][0];
    }

    @Override
    public RandomInverse randomInverse() {
        throw new IllegalStateException("the levels are elsewhere");
    }

    @Override
    public double[][] solve(double[][] sums) {
        throw new IllegalStateException("the levels are elsewhere");
    }

    @Override
    public double[][] inverseTimes(double[][] right) {
        throw new IllegalStateException("the levels are elsewhere");
    }
}
