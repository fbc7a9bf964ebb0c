package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.optimum.StartValues.Start;

/** Where a search begins: at the covariances that the second moments of the least-squares residuals give. */
class StartValuesTest {
    /** Rounding of the moment equations, whose elements differ by a thousand. */
    private static final double TOLERANCE = 1e-9;

    private static double notAsked(double[] theta) {
        throw new AssertionError("the moments tell the residual variance, asked at " + Arrays.toString(theta));
    }

    private static Start start(WrittenOut.Read model, ToDoubleFunction<double[]> within) {
        FixedPart fixed = FixedPart.factor(model.products().xy.clone(), model.products().p);
        return new StartValues(model.products(), model.layout()).start(fixed.beta(), fixed.residual(), within);
    }

    private static RealMatrix residuals(WrittenOut model) {
        if (model.x.getColumnDimension() == 0) {
            return model.y;
        }
        RealMatrix xx = model.x.transpose().multiply(model.x);
        RealMatrix beta =
                new LUDecomposition(xx).getSolver().solve(model.x.transpose().multiply(model.y));
        return model.y.subtract(model.x.multiply(beta));
    }

    /**
     * MINQUE(0) written densely: with Q_i = Z D_i Z', the quadratic forms r'Q_i r equal their expectation sum_j G_j tr(Q_i Q_j) +
     * sigma^2 tr(Q_i), and r'r that with n - p for tr(I).
     */
    private static RealVector moments(WrittenOut model) {
        Entries entries = model.layout.entries();
        List<RealMatrix> forms = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            int q = model.layout.width(entries.factor(i));
            double[] d = new double[q * q];
            d[entries.row(i) * q + entries.column(i)] = 1;
            d[entries.column(i) * q + entries.row(i)] = 1;
            forms.add(model.spread(entries.factor(i), d));
        }
        int k = forms.size();
        RealMatrix r = residuals(model);
        RealMatrix system = new Array2DRowRealMatrix(k + 1, k + 1);
        RealVector right = new ArrayRealVector(k + 1);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                system.setEntry(i, j, forms.get(i).multiply(forms.get(j)).getTrace());
            }
            system.setEntry(i, k, forms.get(i).getTrace());
            system.setEntry(k, i, forms.get(i).getTrace());
            right.setEntry(i, r.transpose().multiply(forms.get(i)).multiply(r).getEntry(0, 0));
        }
        system.setEntry(k, k, model.n - model.x.getColumnDimension());
        right.setEntry(k, r.transpose().multiply(r).getEntry(0, 0));
        return new LUDecomposition(system).getSolver().solve(right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + (1 | g)",
                "y ~ x + (x | g)",
                "y ~ x + (x || g)",
                "y ~ x + (x | g) + (1 | h)",
                "y ~ 1 + (1 | g) + (1 | h)",
                "y ~ x + (1 | h) + (x || g)"
            })
    void theStartSolvesTheMomentEquations(String formula) {
        MemoryTable table = WrittenOut.table(12, 3);
        WrittenOut model = new WrittenOut(formula, table);
        RealVector expected = moments(model);
        Start start = start(WrittenOut.Read.of(formula, table), StartValuesTest::notAsked);
        int k = expected.getDimension() - 1;
        assertEquals(expected.getEntry(k), start.variance(), TOLERANCE * expected.getEntry(k));
        double[][] relative = model.relative(start.theta());
        Entries entries = model.layout.entries();
        for (int i = 0; i < k; i++) {
            int q = model.layout.width(entries.factor(i));
            double actual = relative[entries.factor(i)][entries.row(i) * q + entries.column(i)];
            assertEquals(expected.getEntry(i) / expected.getEntry(k), actual, TOLERANCE * 10);
        }
    }

    private static MemoryTable balanced(int levels, int rows, double groupSize) {
        Random random = new Random(2);
        double[] effects =
                random.ints(levels).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] y = new double[levels * rows];
        double[] w = new double[y.length];
        String[] g = new String[y.length];
        Arrays.fill(w, 1);
        Arrays.setAll(y, i -> groupSize * effects[i / rows] + random.nextGaussian());
        Arrays.setAll(g, i -> "g" + i / rows);
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("w", w)
                .categorical("g", g)
                .build();
    }

    @Test
    void inABalancedLayoutAboutZeroItIsTheEstimatorOfTheAnalysisOfVariance() {
        WrittenOut.Read model = WrittenOut.Read.of("y ~ 0 + (1 | g)", balanced(8, 5, 2));
        double between = 0;
        for (int level = 0; level < 8; level++) {
            between += Math.pow(model.products().zxy[0][level], 2) / 5;
        }
        double within = model.products().xy[0] - between;
        Start start = start(model, StartValuesTest::notAsked);
        double variance = within / (40 - 8);
        assertEquals(variance, start.variance(), TOLERANCE);
        assertEquals((between / 8 - variance) / 5, variance * Math.pow(start.theta()[0], 2), TOLERANCE);
    }

    @Test
    void aVarianceThatTheMomentsSeeAsNothingBeginsWhereItStartsToMatter() {
        double[] y = new double[24];
        double[] w = new double[24];
        String[] g = new String[24];
        Arrays.fill(w, 1);
        Arrays.setAll(y, i -> i % 2 + 1e-3 * i); // pairs differ, groups of six hardly
        Arrays.setAll(g, i -> "g" + i / 6);
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("w", w)
                .categorical("g", g)
                .build();
        Start start = start(WrittenOut.Read.of("y ~ 1 + (1 | g)", table), StartValuesTest::notAsked);
        // a level of six rows says as much of its effect as the effects' spread does at a variance of 1/6; a tenth of
        // that is the floor
        assertEquals(Math.sqrt(0.1 / 6), start.theta()[0], TOLERANCE);
    }

    @Test
    void whereGroupsDifferSoMuchThatMomentsSayLittleTheResidualVarianceComesFromWithinThem() {
        WrittenOut.Read model = WrittenOut.Read.of("y ~ 1 + (1 | g)", balanced(8, 5, 1000));
        double[][] asked = new double[1][];
        Start start = start(model, theta -> {
            asked[0] = theta;
            return 62;
        });
        assertArrayEquals(new double[] {1e6 / Math.sqrt(5)}, asked[0], TOLERANCE * 1e6);
        // 40 rows, one fixed coefficient and eight levels leave 31
        assertEquals(2, start.variance(), TOLERANCE);
        double sum = 0;
        for (int level = 0; level < 8; level++) {
            FixedPart fixed = FixedPart.factor(model.products().xy.clone(), 1);
            sum += Math.pow(model.products().residualSum(0, level, fixed.beta()), 2);
        }
        // sum of squared group sums = levels (rows^2 G + rows sigma^2)
        double expected = (sum / 8 - 5 * 2) / 25;
        assertEquals(expected, 2 * Math.pow(start.theta()[0], 2), TOLERANCE * expected);
    }

    @Test
    void whereNothingWithinGroupsTellsTheResidualVarianceItBeginsAtHalfOfAll() {
        WrittenOut.Read model = WrittenOut.Read.of("y ~ 1 + (1 | g)", balanced(8, 5, 1000));
        double squares = FixedPart.factor(model.products().xy.clone(), 1).residual();
        assertEquals(0.5 * squares / 39, start(model, theta -> 0).variance(), TOLERANCE * squares);
    }

    @Test
    void momentsThatDetermineNothingLeaveEveryVarianceAtItsFloor() {
        // two columns that are the same but for a factor
        Start start = start(
                WrittenOut.Read.of(
                        "y ~ 1 + (1 | g) + (0 + I(1 + 0 * x) | h) + (0 + I(2 + 0 * x) | h)", WrittenOut.table(5, 1)),
                theta -> 0);
        assertEquals(3, start.theta().length);
        assertTrue(Arrays.stream(start.theta()).allMatch(t -> t > 0 && t < 1));
    }

    @Test
    void withoutRandomTermsThereIsNothingToStart() {
        Start start = start(WrittenOut.Read.of("y ~ x", WrittenOut.table(5, 1)), StartValuesTest::notAsked);
        assertEquals(0, start.theta().length);
        assertTrue(Double.isNaN(start.variance()));
    }

    private static List<double[]> collapsed(String formula, int rank) {
        WrittenOut.Read model = WrittenOut.Read.of(formula, WrittenOut.table(5, 1));
        double[][] lambda = lambda(model.layout().terms().get(0).columns(), rank);
        double[] theta =
                model.layout().terms().get(0).with(new double[model.layout().size()], lambda);
        return new StartValues(model.products(), model.layout()).collapsed(theta);
    }

    private static double[][] lambda(int m, int rank) {
        double[][] lambda = new double[m][m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c <= Math.min(r, rank - 1); c++) {
                lambda[r][c] = 1 + r - 0.7 * c;
            }
        }
        return lambda;
    }

    /** Six levels are few for three effects: every pattern of signs is tried, with standard deviations as they were. */
    @Test
    void whereSomeDirectionsOfFewLevelsHaveVarianceASearchAlsoBeginsAtEveryPerfectCorrelation() {
        List<double[]> starts = collapsed("y ~ x + (x + v | h)", 2);
        double[][] lambda = lambda(3, 2);
        List<String> signs = new ArrayList<>();
        for (double[] theta : starts) {
            WrittenOut.Read model = WrittenOut.Read.of("y ~ x + (x + v | h)", WrittenOut.table(5, 1));
            double[][] one = model.layout().terms().get(0).lambda(theta);
            StringBuilder pattern = new StringBuilder();
            for (int r = 0; r < 3; r++) {
                double deviation = Math.hypot(lambda[r][0], lambda[r][1]);
                assertEquals(deviation, Math.abs(one[r][0]), TOLERANCE);
                assertEquals(0, Math.abs(one[r][1]) + Math.abs(one[r][2]), TOLERANCE);
                pattern.append(one[r][0] * one[0][0] > 0 ? '+' : '-');
            }
            signs.add(pattern.toString());
        }
        assertEquals(List.of("+++", "+-+", "++-", "+--"), signs);
    }

    /** Of five effects sixteen patterns would be many; the two principal components that have variance tell two. */
    @Test
    void ofManyEffectsOnlyTheSignsOfPrincipalComponentsAreTried() {
        assertEquals(2, collapsed("y ~ x + (x + v + I(x^2) + I(x^3) | h)", 2).size());
    }

    @Test
    void thereIsNothingToCollapseInTermsOfFullRankOrOfOneDirectionOrOfManyLevels() {
        assertEquals(0, collapsed("y ~ x + (x + v | h)", 3).size());
        assertEquals(0, collapsed("y ~ x + (x + v | h)", 1).size());
        assertEquals(0, collapsed("y ~ x + (x + v | g)", 2).size());
    }
}
