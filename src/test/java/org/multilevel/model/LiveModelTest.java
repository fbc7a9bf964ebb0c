package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;

/** A model is asked again only on the table of its fit. */
class LiveModelTest {
    private static final int ROWS = 120;

    private static Table table(DoubleUnaryOperator x, IntUnaryOperator group) {
        double[] all = IntStream.range(0, ROWS)
                .mapToDouble(i -> Math.floor(i / 20.0) - 2.5)
                .toArray();
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, ROWS)
                                .mapToDouble(i -> all[i] * (1 + i % 20) + i % 20 + i * i % 7)
                                .toArray())
                .numeric(
                        "x",
                        IntStream.range(0, ROWS)
                                .mapToDouble(i -> x.applyAsDouble(all[i]))
                                .toArray())
                .categorical(
                        "g",
                        IntStream.range(0, ROWS)
                                .mapToObj(i -> "g" + group.applyAsInt(i))
                                .toArray(String[]::new))
                .build();
    }

    private static Table table() {
        return table(x -> x, i -> i % 20);
    }

    private static void refused(String formula, Table other) {
        for (EstimationMethod method : EstimationMethod.values()) {
            MixedModel model = Samples.fit(formula, method, table());
            assertEquals(
                    "The table does not hold the rows that " + formula
                            + " was fitted to: give the table of the fit, unchanged.",
                    assertThrows(ModelException.class, () -> LiveModel.again(model, other, Progress.NONE))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hsb; mathach ~ ses + meanses + sector + (1 + ses | school)",
                "hsb; mathach ~ 0 + sector + ses + (1 + minority || school)",
                "hsb; mathach ~ ses + offset(2 * meanses) + (1 | school)",
                "hsb; mathach ~ ses * meanses + sector",
                "hsb; mathach ~ ses + I(2 * ses) + (1 | school)",
                "hsb; mathach ~ poly(ses, 3) + (1 | school)",
                "hsb; I(1e9 + mathach) ~ I(1e6 + ses) + (1 | school)",
                "Oxboys; height ~ age + I(age^2) + I(age^3) + (0 + age | Subject)",
                "Penicillin; diameter ~ 1 + (1 | plate) + (1 | sample)",
                "Penicillin; diameter ~ 1 + (1 | sample) + (1 | plate)",
                "Pastes; strength ~ 1 + (1 | batch/cask)",
                "Machines; score ~ Machine + (Machine | Worker)",
                "Dyestuff2; Yield ~ 1 + (1 | Batch)"
            })
    void savedModelsKnowTheTableOfTheirFit(String data, String formula) {
        Table table = Samples.table(data);
        for (EstimationMethod method : EstimationMethod.values()) {
            MixedModel saved =
                    MixedModel.fromJson(Samples.fit(formula, method, table).toJson());
            assertDoesNotThrow(() -> LiveModel.again(saved, table, Progress.NONE), method::toString);
        }
    }

    @Test
    void weightedRowsWithMissingValuesAreKnownToo() {
        for (String formula : List.of("y ~ x + offset(o) + (1 | g)", "y ~ 0 + x + offset(o)")) {
            MixedModel model = LinearMixedModel.of(formula).withWeights("w").fit(Samples.mixedBag());
            assertDoesNotThrow(() -> LiveModel.again(model, Samples.mixedBag(), Progress.NONE), formula);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ x", "y ~ 1 + (0 + x | g)"})
    void tableWithAnotherPredictorIsRefused(String formula) {
        refused(formula, table(x -> x + 1e-3 * x * x, i -> i % 20));
        refused(formula, table(x -> 10 * x, i -> i % 20));
    }

    @Test
    void tableWithAShiftedPredictorIsRefused() {
        refused("y ~ x + (1 | g)", table(x -> x + 1, i -> i % 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)"})
    void tableWithOtherGroupsIsRefused(String formula) {
        refused(formula, table(x -> x, i -> i % 10));
        refused(formula, table(x -> x, i -> (i + i / 20) % 20));
    }

    @Test
    void groupsUnderOtherNamesAreTheSame() {
        MixedModel model = Samples.fit("y ~ x + (x | g)", EstimationMethod.REML, table());
        assertDoesNotThrow(() -> LiveModel.again(model, table(x -> x, i -> 100 + i % 20), Progress.NONE));
    }

    @Test
    void numbersThatBecameLabelsAreRefused() {
        MixedModel model = Samples.fit("y ~ x + (1 | g)", EstimationMethod.REML, table());
        Table labels = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, ROWS)
                                .mapToDouble(i -> (Math.floor(i / 20.0) - 2.5) * (1 + i % 20) + i % 20 + i * i % 7)
                                .toArray())
                .categorical(
                        "x",
                        IntStream.range(0, ROWS).mapToObj(i -> "x" + i / 20).toArray(String[]::new))
                .categorical(
                        "g",
                        IntStream.range(0, ROWS).mapToObj(i -> "g" + i % 20).toArray(String[]::new))
                .build();
        assertThrows(ModelException.class, () -> LiveModel.again(model, labels, Progress.NONE));
    }
}
