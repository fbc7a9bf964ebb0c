package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** Rows from which responses are drawn and of which some may be left out, against their matrices written out. */
class DrawnRowsTest {
    private static final double TOLERANCE = 1e-10;
    private static final Table TABLE = Chosen.table().build();

    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    /** A model whose rows are read. */
    private record Made(Problem problem, DrawnRows drawn) {
        SubjectRows rows() {
            return drawn.rows();
        }
    }

    private Made made(String formula, String residual) {
        DesignOptions options = residual.isEmpty()
                ? DesignOptions.DEFAULT
                : DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(residual));
        Design design = Design.of(Formula.parse(formula), TABLE, options, Progress.NONE);
        Problem problem = Problem.read(design, TABLE, FitOptions.DEFAULT, Progress.NONE);
        Structures structures = Structures.read(
                design,
                TABLE,
                problem.products(),
                problem.standard(),
                problem.keptColumns(),
                new double[problem.products().p],
                problem.layout(),
                1e9,
                workers,
                Progress.NONE);
        return new Made(
                problem,
                DrawnRows.read(structures, design, TABLE, problem.standard(), problem.keptColumns(), Progress.NONE));
    }

    /** Returns X of the rows, as they are sorted. */
    private static RealMatrix x(SubjectRows rows) {
        RealMatrix x = new Array2DRowRealMatrix(rows.count, rows.p1 - 1);
        for (int r = 0; r < rows.count; r++) {
            for (int j = 0; j < rows.p1 - 1; j++) {
                x.setEntry(r, j, rows.xy[r * rows.p1 + j]);
            }
        }
        return x;
    }

    /** Returns R + Z lambda lambda' Z' of the only factor. */
    private static RealMatrix covariance(Made made, double[] lambda, double[] phi) {
        SubjectRows rows = made.rows();
        RealMatrix v = MatrixUtils.createRealMatrix(rows.count, rows.count);
        Structures structures = made.drawn().structures();
        for (int s = 0; s < rows.subjects(); s++) {
            int n = rows.size(s);
            double[] own = structures.residual().covariance(structures.ofResidual(phi), rows, s);
            for (int i = 0; i < n * n; i++) {
                v.setEntry(rows.start[s] + i / n, rows.start[s] + i % n, own[i]);
            }
        }
        int q = rows.widths[0];
        for (int a = 0; a < rows.count; a++) {
            for (int b = 0; b < rows.count; b++) {
                double sum = 0;
                for (int k = 0; k < q && rows.level[0][a] == rows.level[0][b]; k++) {
                    sum += loading(rows, a, lambda, k) * loading(rows, b, lambda, k);
                }
                v.addToEntry(a, b, sum);
            }
        }
        return v;
    }

    private static double loading(SubjectRows rows, int row, double[] lambda, int k) {
        int q = rows.widths[0];
        double sum = 0;
        for (int i = 0; i < q; i++) {
            sum += rows.z[0][row * q + i] * lambda[i * q + k];
        }
        return sum;
    }

    /** A response is linear in the normal numbers: without them it is the fixed part, and those of the unit vectors are a root of V. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 + x | id), ar1(visit | id)", "y ~ x + (1 + x | arm), cs(1 | id)"})
    void aResponseHasTheMeanAndTheCovarianceOfTheModel(String formula, String residual) {
        Made made = made(formula, residual);
        double[] beta = {0.5, -2};
        double[][] lambda = {{0.8, 0, -0.3, 0.6}};
        double[] phi = {0.7};
        double sigma = 1.5;
        double[] mean = made.drawn().response(beta, lambda, sigma, phi, () -> 0);
        assertArrayEquals(x(made.rows()).operate(beta), mean, TOLERANCE);
        int[] all = {0};
        made.drawn().response(beta, lambda, sigma, phi, () -> {
            all[0]++;
            return 0;
        });
        RealMatrix root = new Array2DRowRealMatrix(made.rows().count, all[0]);
        for (int k = 0; k < all[0]; k++) {
            int one = k;
            int[] asked = {0};
            double[] y = made.drawn().response(beta, lambda, sigma, phi, () -> asked[0]++ == one ? 1 : 0);
            root.setColumn(
                    k,
                    new ArrayRealVector(y).subtract(new ArrayRealVector(mean)).toArray());
        }
        RealMatrix expected = covariance(made, lambda[0], phi).scalarMultiply(sigma * sigma);
        assertEquals(0, root.multiply(root.transpose()).subtract(expected).getNorm(), TOLERANCE * expected.getNorm());
    }

    @Test
    void rowsOfALevelOrOfASubjectMayBeLeftOut() {
        Made made = made("y ~ x + (1 | arm)", "ar1(visit | id)");
        SubjectRows rows = made.rows();
        assertEquals(rows.count, made.drawn().count());
        assertEquals(
                List.of("s0", "s5", "s1", "s6", "s2", "s7", "s3", "s8", "s4").stream()
                        .sorted()
                        .toList(),
                made.drawn().subjects().stream().sorted().toList());
        int[] without = made.drawn().without(0, 1);
        assertEquals(Arrays.stream(rows.level[0]).filter(level -> level != 1).count(), without.length);
        assertEquals(
                0, Arrays.stream(without).filter(r -> rows.level[0][r] == 1).count());
        int[] rest = made.drawn().withoutSubject(2);
        assertEquals(rows.count - rows.size(2), rest.length);
        assertEquals(
                0,
                Arrays.stream(rest)
                        .filter(r -> r >= rows.start[2] && r < rows.start[3])
                        .count());
    }

    @Test
    void sumsOfAllRowsAreThoseOfTheProblem() {
        Made made = made("y ~ x + (1 + x | id) + (1 | arm)", "ar1(visit | id)");
        CrossProducts whole = made.problem().products();
        CrossProducts sum =
                made.drawn().products(IntStream.range(0, made.rows().count).toArray(), new int[] {0, 1}, 2);
        assertEquals(whole.rows, sum.rows);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(whole.xy[i * 3 + j], sum.xy[i * 3 + j], TOLERANCE);
            }
        }
        for (int f = 0; f < 2; f++) {
            assertArrayEquals(whole.zz[f], sum.zz[f], TOLERANCE);
            assertArrayEquals(whole.zxy[f], sum.zxy[f], TOLERANCE);
        }
        double[] blocks = whole.pair(0, 1).blocks();
        for (int k = 0; k < whole.pair(0, 1).size() * 2; k++) {
            assertEquals(blocks[k], sum.pair(0, 1).blocks()[k], TOLERANCE);
        }
        // a column that the rows do not have is one of zeros
        CrossProducts fewer = made.drawn().products(new int[] {4}, new int[] {0, 2}, 3);
        assertEquals(1, fewer.rows);
        assertEquals(0, fewer.xy[4 + 1]);
        assertEquals(Math.pow(made.rows().xy[4 * 3 + 1], 2), fewer.xy[2 * 4 + 2], TOLERANCE);
    }

    /** Sums with another response, by themselves and with R^-1 in the middle. */
    @ParameterizedTest
    @CsvSource({"ar1(visit | id)", "cs(1 | id)"})
    void aDrawnResponseHasItsSums(String residual) {
        Made made = made("y ~ x + (0 + x | id)", residual);
        SubjectRows rows = made.rows();
        double[] y =
                IntStream.range(0, rows.count).mapToDouble(r -> r * 7 % 5 - 2).toArray();
        Structures drawn = made.drawn().with(y);
        RealMatrix x = x(rows);
        CrossProducts plain = drawn.unweighted();
        assertArrayEquals(x.transpose().operate(y), new double[] {plain.xy[6], plain.xy[7]}, TOLERANCE);
        assertEquals(new ArrayRealVector(y).dotProduct(new ArrayRealVector(y)), plain.xy[8], TOLERANCE);
        double[] phi = {0.7};
        double[] none = {0};
        RealMatrix inverse =
                new LUDecomposition(covariance(made, none, phi)).getSolver().getInverse();
        CrossProducts weighted = drawn.products(drawn.evaluated(phi).weights());
        double[] seen = inverse.operate(y);
        assertArrayEquals(x.transpose().operate(seen), new double[] {weighted.xy[6], weighted.xy[7]}, 1e-9);
        assertEquals(new ArrayRealVector(y).dotProduct(new ArrayRealVector(seen)), weighted.xy[8], 1e-9);
        for (CrossProducts sums : List.of(plain, weighted)) {
            double[] of = sums == plain ? y : seen;
            double[] zy = new double[9];
            for (int r = 0; r < rows.count; r++) {
                zy[rows.level[0][r]] += rows.z[0][r] * of[r];
            }
            for (int level = 0; level < 9; level++) {
                assertEquals(zy[level], sums.zxy[0][level * 3 + 2], 1e-9);
            }
        }
    }

    /** Subjects lie within arms; arms and visits lie in nothing. */
    @Test
    void theOutermostFactorHoldsAllOthers() {
        assertEquals(0, made("y ~ x + (1 | arm)", "ar1(visit | id)").drawn().outermost());
        assertEquals(
                1,
                made("y ~ x + (0 + x | id) + (1 | arm)", "ar1(visit | id)")
                        .drawn()
                        .outermost());
        assertEquals(
                -1,
                made("y ~ x + (1 | arm) + (1 | visit)", "ar1(time | id)")
                        .drawn()
                        .outermost());
        assertEquals(0, made("y ~ 1", "ar1(visit | id)").drawn().outermost());
        assertEquals(0, made("y ~ x + (0 + x | id)", "ar1(visit | id)").drawn().outermost());
    }

    /** Variances and, where V is linear in them, covariances; powers are correlations. */
    @Test
    void naturalParametersAreThoseOfAWrittenCovariance() {
        double rho = Math.tanh(0.7);
        Made powers = made("y ~ x + (1 + x | id)", "ar1(visit | id)");
        double[] natural = new NaturalParameters(
                        powers.drawn().structures(), powers.problem().layout())
                .at(new double[] {0.8, -0.3, 0.6}, new double[] {0.7}, 4);
        assertArrayEquals(new double[] {4 * 0.64, 4 * (0.09 + 0.36), 4 * -0.24, 4, rho}, natural, TOLERANCE);
        Made equal = made("y ~ x + (1 + x || arm)", "cs(1 | id)");
        double place = equal.drawn()
                .structures()
                .residual()
                .estimates(new double[] {0.7})
                .correlations()
                .get(0)
                .value();
        assertArrayEquals(
                new double[] {4 * 0.64, 4 * 0.25, 4, 4 * place},
                new NaturalParameters(
                                equal.drawn().structures(), equal.problem().layout())
                        .at(new double[] {0.8, 0.5}, new double[] {0.7}, 4),
                TOLERANCE);
        // standard deviations by visit: variances, and covariances of each pair
        Made any = made("y ~ x", "us(visit | id)");
        double[] phi = {0.1, 0.2, 0.3, 0.5, -0.4, 0.3, 0.2, 0.1, -0.2};
        double[] us =
                new NaturalParameters(any.drawn().structures(), any.problem().layout()).at(new double[0], phi, 4);
        assertEquals(10, us.length);
        assertArrayEquals(
                new double[] {4, 4 * Math.exp(0.2), 4 * Math.exp(0.4), 4 * Math.exp(0.6)},
                Arrays.copyOf(us, 4),
                TOLERANCE);
        SubjectRows rows = any.rows();
        int whole = IntStream.range(0, rows.subjects())
                .filter(s -> rows.size(s) == 4)
                .findFirst()
                .orElseThrow();
        double[] r = any.drawn().structures().residual().covariance(phi, rows, whole);
        assertArrayEquals(
                new double[] {4 * r[1], 4 * r[2], 4 * r[3], 4 * r[6], 4 * r[7], 4 * r[11]},
                Arrays.copyOfRange(us, 4, 10),
                TOLERANCE);
    }

    /**
     * Of equal correlations V is linear in its parameters, so that the adjusted covariance is Phi + 2 Phi sum w_ij (Q_ij - P_i Phi P_j) Phi; its
     * matrices are written out here, with differences of V.
     */
    @Test
    void theAdjustmentOfKenwardAndRogerIsThatOfItsMatrices() {
        Made made = made("y ~ x + (1 | arm)", "cs(1 | id)");
        double[] theta = {0.5};
        double[] phi = {0.2};
        RealMatrix x = x(made.rows());
        RealMatrix v = covariance(made, theta, phi);
        RealMatrix w = new LUDecomposition(v).getSolver().getInverse();
        RealMatrix fixed = new LUDecomposition(x.transpose().multiply(w).multiply(x))
                .getSolver()
                .getInverse();
        double h = 1e-5;
        RealMatrix[] changes = {
            covariance(made, new double[] {0.5 + h}, phi)
                    .subtract(covariance(made, new double[] {0.5 - h}, phi))
                    .scalarMultiply(1 / (2 * h)),
            covariance(made, theta, new double[] {0.2 + h})
                    .subtract(covariance(made, theta, new double[] {0.2 - h}))
                    .scalarMultiply(1 / (2 * h)),
            v
        };
        RealMatrix information = new Array2DRowRealMatrix(3, 3);
        RealMatrix[] p = new RealMatrix[3];
        RealMatrix[][] q = new RealMatrix[3][3];
        for (int i = 0; i < 3; i++) {
            p[i] = x.transpose()
                    .multiply(w)
                    .multiply(changes[i])
                    .multiply(w)
                    .multiply(x)
                    .scalarMultiply(-1);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                RealMatrix both = w.multiply(changes[i]).multiply(w).multiply(changes[j]);
                q[i][j] = x.transpose().multiply(both).multiply(w).multiply(x);
                information.setEntry(
                        i,
                        j,
                        0.5
                                * (both.getTrace()
                                        - 2 * fixed.multiply(q[i][j]).getTrace()
                                        + fixed.multiply(p[i])
                                                .multiply(fixed)
                                                .multiply(p[j])
                                                .getTrace()));
            }
        }
        RealMatrix inverse = new LUDecomposition(information).getSolver().getInverse();
        RealMatrix sum = new Array2DRowRealMatrix(2, 2);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                RealMatrix part = q[i][j].subtract(p[i].multiply(fixed).multiply(p[j]));
                sum = sum.add(part.scalarMultiply(inverse.getEntry(i, j)));
            }
        }
        RealMatrix adjusted = fixed.add(fixed.multiply(sum).multiply(fixed).scalarMultiply(2));
        DenseAdjustment.Result result = new DenseAdjustment(
                        made.drawn(), made.problem().layout(), theta, phi, new int[] {0, 1})
                .compute(flat(fixed), Progress.NONE);
        assertArrayEquals(flat(adjusted), result.adjusted(), 1e-6 * adjusted.getNorm());
        assertArrayEquals(flat(inverse), flat(new Array2DRowRealMatrix(result.covariance())), 1e-5 * inverse.getNorm());
        for (int i = 0; i < 3; i++) {
            double[] slope = flat(fixed.multiply(p[i]).multiply(fixed).scalarMultiply(-1));
            assertArrayEquals(slope, result.slopes()[i], 1e-6 * fixed.getNorm());
        }
    }

    private static double[] flat(RealMatrix matrix) {
        return Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void anAdjustmentThatWouldTakeTooLongIsRefused() {
        DrawnRows drawn = made("y ~ x + (1 | arm)", "cs(1 | id)").drawn();
        DenseAdjustment.check(drawn, 3);
        // arms of 16 rows or so, of which each takes n^3 (parameters + 2) multiplications
        assertThrows(MethodException.class, () -> DenseAdjustment.check(drawn, 50_000_000));
    }
}
