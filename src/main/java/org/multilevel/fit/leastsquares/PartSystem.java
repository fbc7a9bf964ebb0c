package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * The part of a penalised least-squares problem that some of the levels pose: levels of other parts meet them in [X y] only.
 *
 * <p>So log |Lambda'Z'WZ Lambda + I| is a sum over the parts, and so is what is left of [X y]'W[X y]; once that is factored, each part knows
 * its derivatives and its effects.
 */
public abstract sealed class PartSystem {
    final CrossProducts products;
    final int n;

    private PartSystem(CrossProducts products) {
        this.products = products;
        this.n = products.p + 1;
    }

    /** Sets up the part that these products are. */
    public static PartSystem of(CrossProducts products, Workers workers) {
        if (products.effects() == 0) {
            return new Nothing(products);
        }
        return products.widths.length == 1
                ? new Single(products, new SingleFactorSystem(products, workers, square(products.p + 1)))
                : new Several(products, new BlockedSystem(products, workers));
    }

    private static double[] square(int n) {
        return new double[n * n];
    }

    /** Answers with numbers of which those of all parts are to be added. */
    public final double[] answer(PartRequest request) {
        return switch (request.kind()) {
            case EXPLAINED -> explained();
            case ELIMINATION -> elimination(request.lambda(), false);
            case EVALUATION -> elimination(request.lambda(), true);
            case GRADIENT -> SmallMatrices.flat(gradient(request));
            case CURVATURE ->
                SmallMatrices.flat(curvature(request, request.fixedWeight() > 0).all());
            case FULL_CURVATURE -> SmallMatrices.flat(curvature(request, true).all());
        };
    }

    double[][] gradient(PartRequest request) {
        return factor(request.lambda(), request.fixed()).halfGradient(request.fixedWeight(), request.residualWeight());
    }

    /**
     * Returns the factor of this part's levels, which knows their effects.
     *
     * @param fixed the elements of the factor of what all parts left of [X y]'W[X y]
     */
    public final Factor factor(double[][] lambda, double[] fixed) {
        return factor(lambda, left -> FixedPart.ofFactor(fixed.clone(), products.p));
    }

    /** @param ending gets what these levels leave of [X y]'W[X y], the lower triangle, and gives the factor of what all parts leave */
    abstract Factor factor(double[][] lambda, Function<double[], FixedPart> ending);

    abstract double[] explained();

    /** Returns the log-determinant, and what is left, then what the derivatives follow from. */
    private double[] elimination(double[][] lambda, boolean withDerivatives) {
        double[] left = square(n);
        Factor factor = factor(lambda, rest -> {
            System.arraycopy(rest, 0, left, 0, left.length);
            return FixedPart.ofFactor(rest, products.p);
        });
        DoubleStream found = DoubleStream.concat(DoubleStream.of(factor.logDetRandom()), Arrays.stream(left));
        return (withDerivatives ? DoubleStream.concat(found, Arrays.stream(quadratics(factor, lambda))) : found)
                .toArray();
    }

    /**
     * Returns what the derivatives at any beta follow from.
     *
     * @param factor at lambda
     */
    abstract double[] quadratics(Factor factor, double[][] lambda);

    abstract CurvatureStrip.Sums curvature(PartRequest request, boolean withFixed);

    /** Levels of one factor. */
    private static final class Single extends PartSystem {
        private final SingleFactorSystem system;

        Single(CrossProducts products, SingleFactorSystem system) {
            super(products);
            this.system = system;
        }

        @Override
        Factor factor(double[][] lambda, Function<double[], FixedPart> ending) {
            return new SingleFactor(system, lambda, (SingleWorkspace) system.workspace(), ending);
        }

        @Override
        double[] quadratics(Factor factor, double[][] lambda) {
            return LevelQuadratics.sums(system, lambda[0]);
        }

        @Override
        double[] explained() {
            double[] explained = square(n);
            system.takeExplained(explained);
            for (int i = 0; i < explained.length; i++) {
                explained[i] = -explained[i];
            }
            return explained;
        }

        @Override
        CurvatureStrip.Sums curvature(PartRequest request, boolean withFixed) {
            return SingleCurvature.sums(
                    system,
                    request.lambda()[0],
                    FixedPart.ofFactor(request.fixed().clone(), products.p),
                    request.fixedWeight(),
                    request.residualWeight(),
                    withFixed);
        }
    }

    /** Levels of several factors, of which those of one hold the others. */
    private static final class Several extends PartSystem {
        private final BlockedSystem system;

        Several(CrossProducts products, BlockedSystem system) {
            super(products);
            this.system = system;
        }

        @Override
        Factor factor(double[][] lambda, Function<double[], FixedPart> ending) {
            return system.part(lambda, ending);
        }

        @Override
        double[] quadratics(Factor factor, double[][] lambda) {
            return ((BlockedFactor) factor).gradientQuadratics();
        }

        @Override
        double[] explained() {
            throw new IllegalStateException("levels of several factors explain what depends on their variances");
        }

        @Override
        CurvatureStrip.Sums curvature(PartRequest request, boolean withFixed) {
            throw new IllegalStateException("second derivatives are known for one factor");
        }
    }

    /** No level, and so no row. */
    private static final class Nothing extends PartSystem {
        Nothing(CrossProducts products) {
            super(products);
        }

        @Override
        Factor factor(double[][] lambda, Function<double[], FixedPart> ending) {
            return new SpreadFactor(
                    lambda, 0, ending.apply(square(n)), 0, false, request -> answer(request), new double[0]);
        }

        @Override
        double[] quadratics(Factor factor, double[][] lambda) {
            int entries = Arrays.stream(products.widths).map(q -> q * q).sum();
            return products.widths.length == 1
                    ? LevelQuadratics.none(products.widths[0], n)
                    : new double[GradientQuadratics.count(entries, n)];
        }

        @Override
        double[] explained() {
            return square(n);
        }

        @Override
        double[][] gradient(PartRequest request) {
            return Arrays.stream(products.widths).mapToObj(PartSystem::square).toArray(double[][]::new);
        }

        @Override
        CurvatureStrip.Sums curvature(PartRequest request, boolean withFixed) {
            return new CurvatureStrip.Sums(products.widths[0], products.p, withFixed);
        }
    }
}
