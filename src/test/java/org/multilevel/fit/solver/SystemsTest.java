package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.RandomInverse;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.PairProducts;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Both solvers of the penalised least-squares problem against the same algebra with full matrices. */
class SystemsTest {
    private static final int ROWS = 120;
    /** Rounding of sums of some hundred products of numbers near one. */
    private static final double TOLERANCE = 1e-9;

    private static MemoryTable table() {
        Random random = new Random(17);
        double[] y = random.doubles(ROWS, -1, 1).toArray();
        double[] x = random.doubles(ROWS, -1, 1).toArray();
        double[] w = random.doubles(ROWS, 0.5, 2).toArray();
        double[] v = random.doubles(ROWS, -1, 1).toArray();
        String[] g = new String[ROWS];
        String[] h = new String[ROWS];
        String[] k = new String[ROWS];
        Arrays.setAll(g, i -> "g" + random.nextInt(12));
        Arrays.setAll(h, i -> "h" + random.nextInt(7));
        Arrays.setAll(k, i -> g[i] + "k" + random.nextInt(3));
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .numeric("v", v)
                .categorical("g", g)
                .categorical("h", h)
                .categorical("k", k)
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + (1 | g)",
                "y ~ x + (x | g)",
                "y ~ 0 + x + (x || g)",
                "y ~ x + v + (x + v | g)",
                "y ~ x + (1 | g) + (1 | h)",
                "y ~ x + (x | g) + (0 + x | h)",
                "y ~ x + (x | k) + (1 | g)",
                "y ~ v + (x | g) + (1 | k)",
                "y ~ x + v + (x + v | h) + (0 + v | g)",
                "y ~ 1 + (1 | k) + (x | g) + (x | h)",
            })
    void agreeWithFullMatrices(String formula) {
        MemoryTable table = table();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
        Standardisation standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        ThetaLayout layout = new ThetaLayout(design.factors());
        double[] theta = new Random(4).doubles(layout.size(), 0.2, 1.5).toArray();
        try (Workers workers = new Workers(2, Progress.NONE)) {
            Full full = new Full(design, table, standard, products, layout.lambda(theta));
            full.check(new BlockedSystem(products, workers), layout.lambda(theta));
            if (design.factors().size() == 1) {
                full.check(new SingleFactorSystem(products, workers), layout.lambda(theta));
            }
        }
    }

    /** The problem with X, Z and Lambda written out. */
    private static final class Full {
        private final int[] levels;
        private final int[] widths;
        private final int p;
        private final RealMatrix x;
        private final RealMatrix z;
        private final RealMatrix y;
        private final RealMatrix w;
        private final RealMatrix lambda;
        private final CrossProducts products;

        Full(Design design, MemoryTable table, Standardisation standard, CrossProducts products, double[][] lambdas) {
            this.products = products;
            widths = design.factors().stream().mapToInt(f -> f.width()).toArray();
            levels = design.factors().stream().mapToInt(f -> f.levels().size()).toArray();
            p = design.fixed().size();
            int columns = 0;
            int[] start = new int[widths.length];
            for (int f = 0; f < widths.length; f++) {
                start[f] = columns;
                columns += widths[f] * levels[f];
            }
            x = new Array2DRowRealMatrix(ROWS, p);
            z = new Array2DRowRealMatrix(ROWS, columns);
            y = new Array2DRowRealMatrix(ROWS, 1);
            w = new Array2DRowRealMatrix(ROWS, ROWS);
            lambda = new Array2DRowRealMatrix(columns, columns);
            design.scan(table, Progress.NONE, block -> {
                for (int r = 0; r < block.rows; r++) {
                    w.setEntry(r, r, block.weight[r]);
                    y.setEntry(r, 0, (block.y[r] - standard.yCentre) / standard.yScale);
                    for (int j = 0; j < p; j++) {
                        x.setEntry(r, j, (block.x[r * p + j] - standard.xCentre[j]) / standard.xScale[j]);
                    }
                    for (int f = 0; f < widths.length; f++) {
                        for (int k = 0; k < widths[f]; k++) {
                            double value =
                                    (block.z[f][r * widths[f] + k] - standard.zCentre[f][k]) / standard.zScale[f][k];
                            z.setEntry(r, start[f] + block.level[f][r] * widths[f] + k, value);
                        }
                    }
                }
            });
            for (int f = 0; f < widths.length; f++) {
                for (int at = start[f]; at < start[f] + widths[f] * levels[f]; at += widths[f]) {
                    for (int i = 0; i < widths[f] * widths[f]; i++) {
                        lambda.setEntry(at + i / widths[f], at + i % widths[f], lambdas[f][i]);
                    }
                }
            }
        }

        void check(PenalisedLeastSquares system, double[][] lambdas) {
            Factor factor = system.factor(lambdas);
            assertTrue(factor.isPositiveDefinite());
            RealMatrix zl = z.multiply(lambda);
            RealMatrix m = zl.transpose()
                    .multiply(w)
                    .multiply(zl)
                    .add(MatrixUtils.createRealIdentityMatrix(lambda.getRowDimension()));
            CholeskyDecomposition choleskyM = new CholeskyDecomposition(m, 1e-9, 0);
            RealMatrix inverse = choleskyM.getSolver().getInverse();
            RealMatrix take = inverse.multiply(zl.transpose()).multiply(w);
            RealMatrix xvx = x.transpose().multiply(w).multiply(x.subtract(zl.multiply(take.multiply(x))));
            RealMatrix xvy = x.transpose().multiply(w).multiply(y.subtract(zl.multiply(take.multiply(y))));
            CholeskyDecomposition choleskyX = new CholeskyDecomposition(xvx, 1e-9, 0);
            RealMatrix beta = choleskyX.getSolver().solve(xvy);
            RealMatrix rest = y.subtract(x.multiply(beta));
            RealMatrix u = take.multiply(rest);
            RealMatrix e = rest.subtract(zl.multiply(u));
            double residual = e.transpose().multiply(w).multiply(e).getEntry(0, 0)
                    + u.transpose().multiply(u).getEntry(0, 0);
            assertEquals(Math.log(choleskyM.getDeterminant()), factor.logDetRandom(), TOLERANCE);
            assertEquals(Math.log(choleskyX.getDeterminant()), factor.logDetFixed(), TOLERANCE);
            assertEquals(residual, factor.residual(), TOLERANCE);
            assertArrayEquals(beta.getColumn(0), factor.beta(), TOLERANCE);
            assertArrayEquals(flat(choleskyX.getSolver().getInverse()), factor.fixedInverse(), TOLERANCE);
            assertArrayEquals(u.getColumn(0), joined(factor.modes()), TOLERANCE);
            RealMatrix influence = lambda.multiply(take).multiply(x);
            assertArrayEquals(flat(influence), joined(factor.modesByBeta(factor.conditionalCovariance())), TOLERANCE);
            checkConditional(factor, lambda.multiply(inverse).multiply(lambda.transpose()));
            boolean single = system instanceof SingleFactorSystem;
            RealMatrix before = single ? y.subtract(zl.multiply(take.multiply(y))) : y;
            assertEquals(y.transpose().multiply(w).multiply(before).getEntry(0, 0), factor.total(), TOLERANCE);
            checkSolutions(factor, inverse);
            assertEquals(p, system.fixedColumns());
            assertEquals(single, system.knowsCurvature());
            if (system instanceof BlockedSystem blocked) {
                checkMeans(blocked);
            }
            checkInverse(factor.randomInverse(), inverse);
        }

        /** Z'W(X beta + Z b). */
        private void checkMeans(BlockedSystem system) {
            Random random = new Random(6);
            double[] beta = random.doubles(p, -1, 1).toArray();
            double[] b = random.doubles(lambda.getRowDimension(), -1, 1).toArray();
            double[] expected = x.operate(beta);
            double[] effects = z.operate(b);
            for (int r = 0; r < expected.length; r++) {
                expected[r] = w.getEntry(r, r) * (expected[r] + effects[r]);
            }
            assertArrayEquals(z.transpose().operate(expected), joined(system.meanCross(beta, parts(b))), TOLERANCE);
        }

        private double[][] parts(double[] all) {
            double[][] parts = new double[widths.length][];
            int start = 0;
            for (int f = 0; f < widths.length; f++) {
                parts[f] = Arrays.copyOfRange(all, start, start + levels[f] * widths[f]);
                start += levels[f] * widths[f];
            }
            return parts;
        }

        private void checkSolutions(Factor factor, RealMatrix inverse) {
            double[] right =
                    new Random(3).doubles(lambda.getRowDimension(), -1, 1).toArray();
            double[][] parts = parts(right);
            assertArrayEquals(inverse.operate(right), joined(factor.inverseTimes(parts)), TOLERANCE);
            double[] expected = inverse.operate(lambda.transpose().operate(right));
            assertArrayEquals(expected, joined(factor.solve(parts)), TOLERANCE);
        }

        /** Of levels with themselves, and of those that occur together. */
        private void checkInverse(RandomInverse actual, RealMatrix inverse) {
            int[] start = new int[widths.length + 1];
            for (int f = 0; f < widths.length; f++) {
                start[f + 1] = start[f] + levels[f] * widths[f];
                for (int level = 0; level < levels[f]; level++) {
                    int q = widths[f];
                    int at = start[f] + level * q;
                    assertArrayEquals(
                            flat(inverse.getSubMatrix(at, at + q - 1, at, at + q - 1)),
                            Arrays.copyOfRange(actual.own()[f], level * q * q, (level + 1) * q * q),
                            TOLERANCE);
                }
            }
            for (int f = 0; f < widths.length; f++) {
                for (int g = f + 1; g < widths.length; g++) {
                    PairProducts pair = products.pair(f, g);
                    int size = widths[f] * widths[g];
                    for (int k = 0; k < pair.size(); k++) {
                        int row = start[f] + pair.first(k) * widths[f];
                        int column = start[g] + pair.second(k) * widths[g];
                        assertArrayEquals(
                                flat(inverse.getSubMatrix(row, row + widths[f] - 1, column, column + widths[g] - 1)),
                                Arrays.copyOfRange(actual.pairs()[f][g - f - 1], k * size, (k + 1) * size),
                                TOLERANCE);
                    }
                }
            }
        }

        private void checkConditional(Factor factor, RealMatrix expected) {
            double[][] actual = factor.conditionalCovariance();
            int start = 0;
            for (int f = 0; f < widths.length; f++) {
                int q = widths[f];
                for (int level = 0; level < levels[f]; level++) {
                    RealMatrix block = expected.getSubMatrix(start, start + q - 1, start, start + q - 1);
                    assertArrayEquals(
                            flat(block), Arrays.copyOfRange(actual[f], level * q * q, (level + 1) * q * q), TOLERANCE);
                    start += q;
                }
            }
        }

        private static double[] flat(RealMatrix matrix) {
            return joined(matrix.getData());
        }

        private static double[] joined(double[][] parts) {
            return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
        }
    }
}
