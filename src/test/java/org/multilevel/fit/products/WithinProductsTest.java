package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.products.WrittenRows.Row;

class WithinProductsTest {
    private static final double[] SHIFT = {0.5, -1.5, 2};

    /** Returns the products of what weighted regressions on Z of each level leave of [X y - X b]. */
    private static double[][] residuals(WrittenRows rows, int without, double[] shift) {
        int n = rows.p() + 1;
        RealMatrix sum = new Array2DRowRealMatrix(n, n);
        for (int level = 0; level < 12; level++) {
            int of = level;
            List<Row> own = rows.rows().stream()
                    .filter(row -> row.level()[0] == of && of != without)
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            RealMatrix z = new Array2DRowRealMatrix(own.size(), own.get(0).z()[0].length);
            RealMatrix t = new Array2DRowRealMatrix(own.size(), n);
            for (int r = 0; r < own.size(); r++) {
                double root = Math.sqrt(own.get(r).weight());
                for (int k = 0; k < z.getColumnDimension(); k++) {
                    z.setEntry(r, k, root * own.get(r).z()[0][k]);
                }
                for (int j = 0; j < n; j++) {
                    t.setEntry(r, j, root * own.get(r).t()[j]);
                }
                for (int j = 0; j < n - 1; j++) {
                    t.addToEntry(r, n - 1, -root * shift[j] * own.get(r).t()[j]);
                }
            }
            RealMatrix rest =
                    t.subtract(z.multiply(new QRDecomposition(z).getSolver().solve(t)));
            sum = sum.add(rest.transpose().multiply(rest));
        }
        return sum.getData();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + v + (1 | g)", "y ~ x + v + (0 + x + v | g)"})
    void areThoseOfWhatRegressionsOfEachLevelLeave(String formula) {
        WrittenRows rows = WrittenRows.of(formula);
        CrossProducts products = rows.products();
        for (int without : new int[] {-1, 0, 3}) {
            double[] within = WithinProducts.read(
                    rows.design(), rows.table(), products, rows.standard(), without, SHIFT, Progress.NONE);
            WrittenRows.assertLower(residuals(rows, without, SHIFT), within);
        }
    }

    @Test
    void aShiftOfTheResponseIsThatOfItsRows() {
        WrittenRows rows = WrittenRows.of("y ~ x + v + (1 | g)");
        double[] plain = WithinProducts.read(
                rows.design(), rows.table(), rows.products(), rows.standard(), -1, new double[3], Progress.NONE);
        WrittenRows.assertLower(residuals(rows, -1, SHIFT), WithinProducts.shifted(plain, SHIFT));
    }

    @Test
    void partsAreAddedUpAndColumnsKeptOrSpread() {
        double[] sum = {1, 2, 3};
        WithinProducts.merge(sum, new double[] {10, 20, 30});
        assertArrayEquals(new double[] {11, 22, 33}, sum);
        assertArrayEquals(new double[] {0, 5, 0, 6}, WithinProducts.spread(new double[] {5, 6}, 4, new int[] {1, 3}));
        double[] matrix = {1, 0, 0, 0, 2, 3, 0, 0, 4, 5, 6, 0, 7, 8, 9, 10};
        double[] kept = WithinProducts.keeping(matrix, 3, new int[] {0, 2});
        assertArrayEquals(new double[] {1, 0, 0, 4, 6, 0, 7, 9, 10}, kept);
    }
}
