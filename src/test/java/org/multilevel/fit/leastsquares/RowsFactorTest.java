package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.exact.Scenarios;
import org.multilevel.exact.Scenarios.Scenario;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** The factor of [Z X]'W[Z X] against the matrix itself, formed from the rows with a general library. */
class RowsFactorTest {
    private static final Table TABLE = Scenarios.frame().table();

    static Stream<Scenario> scenarios() {
        // A column that repeats another is left out before.
        return Scenarios.all().filter(s -> s.method() == org.multilevel.fit.EstimationMethod.ML);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void drawsHaveTheCovarianceOfTheSums(Scenario scenario) {
        Setup setup = new Setup(scenario);
        RealMatrix square = setup.a.createMatrix(setup.a.getRowDimension(), setup.a.getRowDimension());
        for (int k = 0; k < setup.factor.rank(); k++) {
            RealVector v = setup.vector(setup.unit(k));
            square = square.add(v.outerProduct(v));
        }
        assertEquals(0, square.subtract(setup.a).getNorm(), 1e-9 * setup.a.getNorm());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rankIsThatOfTheMatrix(Scenario scenario) {
        Setup setup = new Setup(scenario);
        double[] eigenvalues = new EigenDecomposition(setup.a).getRealEigenvalues();
        double largest = Arrays.stream(eigenvalues).max().orElseThrow();
        assertEquals(Arrays.stream(eigenvalues).filter(e -> e > 1e-10 * largest).count(), setup.factor.rank());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void squaresAreThoseOfThePartThatTheSumsSee(Scenario scenario) {
        Setup setup = new Setup(scenario);
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        RowsFactor.Draw draw = setup.factor.draw(random::nextGaussian);
        RealVector v = setup.vector(draw);
        EigenDecomposition eigen = new EigenDecomposition(setup.a);
        double expected = 0;
        for (int e = 0; e < v.getDimension(); e++) {
            if (eigen.getRealEigenvalue(e) > 1e-10 * eigen.getRealEigenvalue(0)) {
                double along = eigen.getEigenvector(e).dotProduct(v);
                expected += along * along / eigen.getRealEigenvalue(e);
            }
        }
        assertEquals(expected, draw.squares() + draw.squaresOfX(), 1e-8 * expected);
    }

    /** A = [Z X]'W[Z X] from the rows, factors one after the other. */
    private static final class Setup {
        final RealMatrix a;
        final RowsFactor factor;

        Setup(Scenario scenario) {
            Design design =
                    Design.of(Formula.parse(scenario.formula()), TABLE, scenario.designOptions(), Progress.NONE);
            Standardisation first = new Standardisation(
                    design, Orthogonalisation.none(design.fixed().size()));
            CrossProducts products = CrossProducts.empty(design);
            design.scan(TABLE, Progress.NONE, block -> products.add(block, first));
            Standardisation standard = new Standardisation(design, Orthogonalisation.of(products));
            CrossProducts used = CrossProducts.empty(design);
            design.scan(TABLE, Progress.NONE, block -> used.add(block, standard));
            int columns = used.p;
            for (int f = 0; f < used.widths.length; f++) {
                columns += used.levels[f] * used.widths[f];
            }
            double[][] sum = new double[columns][columns];
            int order = columns;
            design.scan(TABLE, Progress.NONE, block -> {
                for (int r = 0; r < block.rows; r++) {
                    double[] row = new double[order];
                    int at = 0;
                    for (int f = 0; f < used.widths.length; f++) {
                        int q = used.widths[f];
                        double[] z = new double[q];
                        standard.randomRow(block, f, r, z);
                        System.arraycopy(z, 0, row, at + block.level[f][r] * q, q);
                        at += used.levels[f] * q;
                    }
                    double[] t = new double[used.p + 1];
                    standard.fixedRow(block, r, t);
                    System.arraycopy(t, 0, row, at, used.p);
                    for (int i = 0; i < order; i++) {
                        for (int j = 0; j < order && row[i] != 0; j++) {
                            sum[i][j] += block.weight[r] * row[i] * row[j];
                        }
                    }
                }
            });
            this.a = new Array2DRowRealMatrix(sum, false);
            try (Workers workers = new Workers(1, Progress.NONE)) {
                this.factor = new BlockedSystem(used, workers).rowsFactor();
            }
        }

        RowsFactor.Draw unit(int k) {
            int[] asked = {0};
            return factor.draw(() -> asked[0]++ == k ? 1 : 0);
        }

        RealVector vector(RowsFactor.Draw draw) {
            RealVector v = new ArrayRealVector(0);
            for (double[] z : draw.z()) {
                v = v.append(new ArrayRealVector(z));
            }
            return v.append(new ArrayRealVector(draw.x()));
        }
    }
}
