package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;

/** Three crossed factors of 6, 14 and 5 levels, of which the second is eliminated, against A = Lambda'Z'WZ Lambda + I written out. */
class ReducedSystemTest {
    private static final double TOLERANCE = 1e-11;
    private static final double[] GAMMA = {0.6, 0.9, 0.3};
    private static final int ELIMINATED = 14;

    private final Workers workers = new Workers(1, Progress.NONE);
    private final WrittenOut model = new WrittenOut("y ~ x + (1 | h) + (1 | g) + (1 | k)", table());
    private final CrossedEffects effects = new CrossedEffects(model.products);
    private final ReducedSystem system = new ReducedSystem(effects, templates(), workers);
    private final Random random = new Random(3);
    private final RealMatrix a = written();
    private final int rest = effects.nodes();

    private static double[][] templates() {
        return Arrays.stream(GAMMA).mapToObj(g -> new double[] {Math.sqrt(g)}).toArray(double[][]::new);
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private static MemoryTable table() {
        int rows = 120;
        Random random = new Random(21);
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, -1, 1).toArray())
                .numeric("x", random.doubles(rows, -1, 1).toArray())
                .numeric("w", random.doubles(rows, 0.5, 2).toArray())
                .categorical("g", labels(random, rows, 14))
                .categorical("h", labels(random, rows, 6))
                .categorical("k", labels(random, rows, 5))
                .build();
    }

    private static String[] labels(Random random, int rows, int levels) {
        return random.ints(rows, 0, levels).mapToObj(l -> "l" + l).toArray(String[]::new);
    }

    /** Z_1 of the factor that is eliminated, then a column for each node of the rest. */
    private RealMatrix columns() {
        RealMatrix z = new Array2DRowRealMatrix(model.n, ELIMINATED + effects.nodes());
        z.setSubMatrix(model.z[1].getData(), 0, 0);
        for (int i = 0; i < effects.nodes(); i++) {
            z.setColumn(ELIMINATED + i, model.z[effects.factor[i]].getColumn(effects.level[i]));
        }
        return z;
    }

    private RealMatrix lambda() {
        double[] lambda = new double[ELIMINATED + effects.nodes()];
        Arrays.fill(lambda, 0, ELIMINATED, Math.sqrt(GAMMA[1]));
        for (int i = 0; i < effects.nodes(); i++) {
            lambda[ELIMINATED + i] = Math.sqrt(GAMMA[effects.factor[i]]);
        }
        return MatrixUtils.createRealDiagonalMatrix(lambda);
    }

    private RealMatrix written() {
        RealMatrix zl = columns().multiply(lambda());
        return zl.transpose().multiply(zl).add(MatrixUtils.createRealIdentityMatrix(zl.getColumnDimension()));
    }

    private RealMatrix part(boolean firstRows, boolean firstColumns) {
        int n = a.getRowDimension();
        return a.getSubMatrix(
                firstRows ? 0 : ELIMINATED,
                firstRows ? ELIMINATED - 1 : n - 1,
                firstColumns ? 0 : ELIMINATED,
                firstColumns ? ELIMINATED - 1 : n - 1);
    }

    private RealMatrix schur() {
        return part(false, false)
                .subtract(part(false, true)
                        .multiply(MatrixUtils.inverse(part(true, true)))
                        .multiply(part(true, false)));
    }

    /** D^-1/2. */
    private RealMatrix scale() {
        RealMatrix schur = schur();
        return MatrixUtils.createRealDiagonalMatrix(IntStream.range(0, rest)
                .mapToDouble(i -> 1 / Math.sqrt(schur.getEntry(i, i)))
                .toArray());
    }

    private RealMatrix scaled() {
        return scale().multiply(schur()).multiply(scale());
    }

    private RealMatrix block(int rows, int m) {
        RealMatrix block = new Array2DRowRealMatrix(rows, m);
        for (int i = 0; i < rows; i++) {
            block.setRow(i, random.doubles(m, -1, 1).toArray());
        }
        return block;
    }

    private static double[] flat(RealMatrix matrix) {
        return Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void theFactorWithMostLevelsIsEliminated() {
        assertEquals(1, effects.first);
        assertEquals(ELIMINATED, effects.firstLevels());
        assertEquals(11, rest);
        for (int i = 0; i < rest; i++) {
            assertEquals(i, effects.node[effects.factor[i]][effects.level[i]]);
            assertEquals(model.products.zz[effects.factor[i]][effects.level[i]], effects.diagonal.value[i]);
            assertTrue(
                    i == 0 || effects.diagonal.value[i] <= effects.diagonal.value[i - 1],
                    "levels come by falling Z'WZ");
        }
        // of two with as many levels it is the first
        CrossedEffects twice =
                new CrossedEffects(CrossProducts.ofRandom(new int[] {1, 1}, new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(0, twice.first);
    }

    @Test
    void blocksAreMultipliedByTheScaledSchurComplement() {
        RealMatrix block = block(rest, 3);
        double[] product = new double[rest * 3];
        system.times(flat(block), 3, product);
        assertArrayEquals(flat(scaled().multiply(block)), product, TOLERANCE);
    }

    @Test
    void pivotsHaveTheDeterminantThatTheScaledMatrixHasNot() {
        double expected = Math.log(new LUDecomposition(a).getDeterminant())
                - Math.log(new LUDecomposition(scaled()).getDeterminant());
        assertEquals(expected, system.logPivots(), TOLERANCE);
    }

    @Test
    void sumsOverLevelsBecomeARightHandSideAndEffects() {
        RealMatrix c = columns().transpose().multiply(block(model.n, 2));
        RealMatrix ofFirst = c.getSubMatrix(0, ELIMINATED - 1, 0, 1);
        RealMatrix ofRest = c.getSubMatrix(ELIMINATED, ELIMINATED + rest - 1, 0, 1);
        RealMatrix solved = MatrixUtils.inverse(a).multiply(lambda()).multiply(c);
        RealMatrix solution =
                MatrixUtils.inverse(scale()).multiply(solved.getSubMatrix(ELIMINATED, ELIMINATED + rest - 1, 0, 1));
        RealMatrix expected = scaled().multiply(solution);
        assertArrayEquals(flat(expected), system.right(flat(ofFirst), flat(ofRest), 2), TOLERANCE);
        RealMatrix effectsOfAll = lambda().multiply(solved);
        assertArrayEquals(
                flat(effectsOfAll.getSubMatrix(0, ELIMINATED - 1, 0, 1)),
                system.firstEffects(flat(ofFirst), flat(solution), 2),
                TOLERANCE);
        assertArrayEquals(
                flat(effectsOfAll.getSubMatrix(ELIMINATED, ELIMINATED + rest - 1, 0, 1)),
                system.scaled(flat(solution), 2),
                TOLERANCE);
    }

    @Test
    void everyRightHandSideIsSolvedForAsWellAsAsked() {
        RealMatrix right = block(rest, 4);
        right.setColumn(2, new double[rest]);
        RealMatrix start = block(rest, 4);
        start.setColumn(2, new double[rest]);
        double[] tolerance = {1e-12, 1e-2, 1e-8, 1e-6};
        for (RealMatrix from : new RealMatrix[] {new Array2DRowRealMatrix(rest, 4), start}) {
            ConjugateGradients.Solution solution =
                    new ConjugateGradients(system).solve(flat(right), flat(from), 4, tolerance);
            double most = 0;
            for (int c = 0; c < 4; c++) {
                RealMatrix x = new Array2DRowRealMatrix(rest, 1);
                for (int i = 0; i < rest; i++) {
                    x.setEntry(i, 0, solution.x()[i * 4 + c]);
                }
                RealMatrix b = right.getSubMatrix(0, rest - 1, c, c);
                double left = b.subtract(scaled().multiply(x)).getFrobeniusNorm();
                double size = Math.max(b.getFrobeniusNorm(), 1e-300);
                assertTrue(left <= tolerance[c] * size * (1 + 1e-3), "right-hand side " + c);
                assertEquals(left / size, solution.courses().get(c).residual(), 1e-13);
                most = Math.max(most, left / size);
            }
            assertEquals(most, solution.residual(), 1e-13);
            assertTrue(solution.iterations() > 2 && solution.iterations() <= rest + 2);
        }
    }

    /** Bytes of 24 a pair of levels, and of nine blocks of vectors for the levels. */
    @Test
    void itsRoomGrowsWithPairsAndLevels() {
        double pairs = 0;
        for (int f = 0; f < 3; f++) {
            for (int g = f + 1; g < 3; g++) {
                pairs += model.products.pair(f, g).size();
            }
        }
        double vectors = (IterativeSolver.bytes(model.products) - 24 * pairs) / (8 * 9 * 25);
        assertEquals(IterativeSearch.MOST_VECTORS + 3, vectors, 1e-9);
    }
}
