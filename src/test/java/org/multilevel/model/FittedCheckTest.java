package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;

/** The rows of the fit pass, whatever the model, and rows with other values do not. */
class FittedCheckTest {
    private static FittedCheck check(MixedModel model, Table table) {
        return model.fitted(table, Progress.NONE, rows -> {});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hsb; mathach ~ ses + meanses + sector + (1 + ses | school)",
                "hsb; mathach ~ 0 + ses + (1 | school)",
                "hsb; mathach ~ 0 + sector + ses + (1 + minority | school)",
                "hsb; mathach ~ ses + offset(2 * meanses) + (1 | school)",
                "hsb; mathach ~ ses * meanses + sector",
                "hsb; mathach ~ ses + I(2 * ses) + (1 | school)",
                "hsb; mathach ~ poly(ses, 3) + (1 | school)",
                "hsb; I(1e9 + mathach) ~ I(1e6 + ses) + (1 | school)",
                "Oxboys; height ~ age + (1 + age | Subject)",
                "Oxboys; height ~ age + I(age^2) + I(age^3) + (0 + age | Subject)",
                "Penicillin; diameter ~ 1 + (1 | plate) + (1 | sample)",
                "Dyestuff2; Yield ~ 1 + (1 | Batch)"
            })
    void rowsOfTheFitPassByEitherMethod(String data, String formula) {
        Table table = Samples.table(data);
        for (EstimationMethod method : EstimationMethod.values()) {
            MixedModel model = Samples.fit(formula, method, table);
            assertTrue(check(model, table).holds(), method::toString);
            assertTrue(check(MixedModel.fromJson(model.toJson()), table).holds(), method::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithWeightsOffsetAndMissingValuesPass(EstimationMethod method) {
        for (String formula : List.of("y ~ x + offset(o) + (1 | g)", "y ~ 0 + x + offset(o)")) {
            MixedModel model = LinearMixedModel.of(formula)
                    .withMethod(method)
                    .withWeights("w")
                    .fit(Samples.mixedBag());
            assertTrue(check(model, Samples.mixedBag()).holds(), formula);
        }
    }

    private static final double[] X =
            IntStream.range(0, 120).mapToDouble(i -> Math.floor(i / 20.0) - 2.5).toArray();
    private static final double[] Y = IntStream.range(0, 120)
            .mapToDouble(i -> X[i] * (1 + i % 20) + i % 20 + i * i % 7)
            .toArray();
    private static final double[] ONES =
            DoubleStream.generate(() -> 1).limit(120).toArray();

    private static Table table(double[] y, double[] x, double[] w, int shift) {
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .categorical(
                        "g",
                        IntStream.range(0, 120)
                                .mapToObj(i -> "g" + (i + i / 20 * shift) % 20)
                                .toList())
                .build();
    }

    private static double[] with(double[] values, int at, double value) {
        double[] copy = values.clone();
        copy[at] = value;
        return copy;
    }

    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g)", "y ~ x", "y ~ 0 + x + (1 | g)", "y ~ 1 + (0 + x | g)", "y ~ x + (1 + x | g)"})
    void otherValuesDoNotPass(String formula) {
        MixedModel model = LinearMixedModel.of(formula).withWeights("w").fit(table(Y, X, ONES, 0));
        assertTrue(check(model, table(Y, X, ONES, 0)).holds());
        double[] doubled = Arrays.stream(X).map(x -> 2 * x).toArray();
        assertFalse(check(model, table(Y, doubled, ONES, 0)).holds(), "doubled predictor");
        assertFalse(check(model, table(with(Y, 7, Y[7] + 0.01), X, ONES, 0)).holds(), "one response");
        assertFalse(check(model, table(Y, with(X, 7, X[7] + 0.01), ONES, 0)).holds(), "one predictor");
        assertFalse(check(model, table(Y, X, with(ONES, 7, 1.01), 0)).holds(), "one weight");
        if (!model.groupingFactors().isEmpty()) {
            assertFalse(check(model, table(Y, X, ONES, 1)).holds(), "other groups");
        }
    }

    @Test
    void otherNumberOfRowsIsTold() {
        MixedModel model = LinearMixedModel.of("y ~ x + (1 | g)").fit(table(Y, X, ONES, 0));
        FittedCheck check = check(model, table(with(Y, 7, Double.NaN), X, ONES, 0));
        assertFalse(check.holds());
        assertEquals(119, check.rows());
        assertEquals(120, check.rowsOfFit());
    }
}
