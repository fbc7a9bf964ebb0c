package org.multilevel.fit.facts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** What is told of the rows of x and v (the same within g), whether the cross-products tell it or, with weights, sums beside them. */
class RowMomentsTest {
    private static final double TOLERANCE = 1e-11;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void factsAreThoseOfTheRawRows(boolean weighted) {
        MemoryTable table = WrittenOut.table(5, 1);
        DesignOptions options = weighted ? DesignOptions.DEFAULT.withWeights("w") : DesignOptions.DEFAULT;
        Design design = Design.of(Formula.parse("y ~ x + v + (x | g) + (1 | g:h)"), table, options, Progress.NONE);
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(3));
        CrossProducts products = CrossProducts.empty(design);
        RowSums sums = new RowSums(design);
        List<double[]> rows = new ArrayList<>();
        List<int[]> levels = new ArrayList<>();
        design.scan(table, Progress.NONE, block -> {
            products.add(block, standard);
            sums.add(block);
            for (int r = 0; r < block.rows; r++) {
                rows.add(Arrays.copyOfRange(block.x, r * 3, r * 3 + 3));
                levels.add(new int[] {block.level[0][r], block.level[1][r]});
            }
        });
        int[] kept = {0, 1, 2};
        RowFacts facts = new RowMoments(design, standard, products, kept, sums).facts();

        RealMatrix covariance = new Covariance(rows.toArray(double[][]::new)).getCovarianceMatrix();
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(covariance.getRow(i), facts.fixedCovariance()[i], TOLERANCE);
        }
        int g = design.factors().get(0).name().equals("g") ? 0 : 1;
        double mean = rows.stream().mapToDouble(row -> row[1]).average().orElseThrow();
        double square =
                rows.stream().mapToDouble(row -> row[1] * row[1]).average().orElseThrow();
        assertArrayEquals(new double[] {1, mean}, facts.randomSquares().get(g)[0], TOLERANCE);
        assertArrayEquals(new double[] {mean, square}, facts.randomSquares().get(g)[1], TOLERANCE);
        assertArrayEquals(new double[] {1}, facts.randomSquares().get(1 - g)[0], TOLERANCE);
        for (int f = 0; f < 2; f++) {
            long[] counts = new long[design.factors().get(f).levels().size()];
            for (int[] level : levels) {
                counts[level[f]]++;
            }
            assertEquals(GroupSizes.of(counts), facts.sizes().get(f));
        }
        assertEquals(List.of(0, 2), facts.patterns().get(g).constant());
        assertEquals(List.of(), facts.patterns().get(g).within());
        assertEquals(List.of(g), facts.patterns().get(1 - g).within());

        double[] beta = {9, 2, -1};
        double[] fitted = rows.stream().mapToDouble(row -> 2 * row[1] - row[2]).toArray();
        double average = Arrays.stream(fitted).average().orElseThrow();
        double spread =
                Arrays.stream(fitted).map(y -> (y - average) * (y - average)).sum() / (fitted.length - 1);
        assertEquals(spread, facts.fixedVariance(beta), TOLERANCE);
        double[][] between = {{2, 0.5}, {0.5, 3}};
        assertEquals(2 + 2 * 0.5 * mean + 3 * square, facts.randomVariance(g, between), TOLERANCE);

        RowFacts turned = facts.reordered(List.of(1, 0));
        assertEquals(facts.sizes().get(0), turned.sizes().get(1));
        assertEquals(List.of(1 - g), turned.patterns().get(g).within());
        assertArrayEquals(facts.randomSquares().get(g), turned.randomSquares().get(1 - g));
    }

    @Test
    void sizesHaveMeans() {
        GroupSizes of = GroupSizes.of(new long[] {2, 6, 4});
        assertEquals(new GroupSizes(3, 12, 2, 6, 4 + 36 + 16, 1 / 2.0 + 1 / 6.0 + 1 / 4.0), of);
        assertEquals(4, of.mean());
        assertEquals(3 / (11 / 12.0), of.harmonicMean(), 1e-15);
        assertEquals(56 / 12.0, of.meanOfRows());
        assertEquals(0, GroupSizes.of(new long[0]).min());
    }
}
