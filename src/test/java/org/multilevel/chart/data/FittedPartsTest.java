package org.multilevel.chart.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.glm.Distribution;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.MixedModel;

/** Equal parts of the rows by fitted value, of few rows and of so many that neighbours are added up on the way. */
class FittedPartsTest {
    private static Table table(int n) {
        Random random = new Random(3);
        double[] x = random.doubles(n, -2, 2).toArray();
        double[] y = Arrays.stream(x)
                .map(value -> random.nextDouble() < 1 / (1 + Math.exp(-value)) ? 1 : 0)
                .toArray();
        return MemoryTable.builder().numeric("y", y).numeric("x", x).build();
    }

    private static FittedParts parts(int n, int number) {
        Table table = table(n);
        MixedModel model = GeneralisedLinearMixedModel.of("y ~ x", Distribution.parse("binomial"))
                .fit(table);
        return FittedParts.gather(rows -> number).alone(model, table, Progress.NONE);
    }

    @Test
    void fewRowsAreSharedOutExactlyInTheOrderOfTheirFittedValues() {
        FittedParts parts = parts(103, 10);
        assertEquals(103, parts.rows());
        assertEquals(10, parts.parts().size());
        assertEquals(
                103, parts.parts().stream().mapToLong(FittedParts.Part::rows).sum());
        assertTrue(parts.parts().stream().allMatch(part -> part.rows() == 10 || part.rows() == 11));
        for (int i = 1; i < 10; i++) {
            assertTrue(parts.parts().get(i - 1).fitted() < parts.parts().get(i).fitted());
        }
    }

    @Test
    void aLogisticRegressionObservesInAllAsManyAsItExpects() {
        // Its score equation of the intercept; 150,000 rows are added up twice on the way.
        FittedParts parts = parts(150_000, 10);
        double observed = 0;
        double fitted = 0;
        for (FittedParts.Part part : parts.parts()) {
            assertEquals(15_000, (double) part.rows(), 8);
            observed += part.weight() * part.observed();
            fitted += part.weight() * part.fitted();
            // Neighbours hardly differ, so that the mean's variance is that of its probability.
            assertEquals(part.fitted() * (1 - part.fitted()) / part.rows(), part.variance(), 0.05 * part.variance());
        }
        assertEquals(observed, fitted, 1e-6 * observed);
    }
}
