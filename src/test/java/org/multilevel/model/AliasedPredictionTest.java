package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.error.DataException;
import org.multilevel.fit.EstimationMethod;

/**
 * Rows are predicted where the fit tells what is expected, and nowhere else.
 *
 * <p>What is right is found from the whole X by its singular values: a row is estimable if its projection on the rows of X is itself.
 */
class AliasedPredictionTest {
    private static final int ROWS = 60;

    /** A design: variables of a row, from them the columns of X, and rows to predict. */
    private record Example(
            String formula,
            List<String> names,
            Function<Random, double[]> row,
            Function<double[], double[]> columns,
            Function<Random, double[]> next) {
        @Override
        public String toString() {
            return formula;
        }
    }

    private static double any(Random random) {
        return Math.rint(100 * random.nextGaussian()) / 10;
    }

    private static double[] of(double... values) {
        return values;
    }

    static Stream<Example> examples() {
        List<String> sums = List.of("u", "v", "s", "t");
        Function<Random, double[]> summed = random -> {
            double u = any(random);
            double v = any(random);
            return of(u, v, u + v, 2 * u - 1);
        };
        Function<Random, double[]> sometimesSummed = random -> {
            double[] row = summed.apply(random);
            int change = random.nextInt(4);
            row[change] += random.nextBoolean() ? any(random) : 0;
            return row;
        };
        Function<Random, double[]> cells = random -> of(random.nextInt(3), random.nextInt(4));
        Function<Random, double[]> filled = random -> {
            double[] cell = cells.apply(random);
            return (cell[0] == 2 && cell[1] >= 2) || (cell[0] == 1 && cell[1] == 3) ? of(0, 0) : cell;
        };
        return Stream.of(
                new Example(
                        "y ~ u + v + s + t + (1 | g)",
                        sums,
                        summed,
                        r -> of(1, r[0], r[1], r[2], r[3]),
                        sometimesSummed),
                new Example("y ~ s + t + u + v", sums, summed, r -> of(1, r[0], r[1], r[2], r[3]), sometimesSummed),
                new Example("y ~ 0 + u + v + s + (1 | g)", sums, summed, r -> of(r[0], r[1], r[2]), sometimesSummed),
                new Example(
                        "y ~ year + I(year^2) + I(year^3) + q + w + (1 | g)",
                        List.of("year", "q", "w"),
                        random -> {
                            double year = 1950 + random.nextInt(70);
                            return of(year, year * year - 3000 * year, random.nextGaussian());
                        },
                        r -> of(
                                1,
                                r[0] - 1985,
                                sq(r[0] - 1985),
                                cube(r[0] - 1985),
                                r[1] - sq(r[0]) + 3000 * r[0],
                                r[2]),
                        random -> {
                            double year = 1940 + random.nextInt(90);
                            double off = random.nextInt(3) - 1;
                            return of(year, year * year - 3000 * year + off, random.nextGaussian());
                        }),
                new Example(
                        "y ~ c + u + (1 | g)",
                        List.of("c", "u"),
                        random -> of(0.1, any(random)),
                        r -> of(1, 10 * r[0], r[1]),
                        random -> of(random.nextBoolean() ? 0.1 : 0.1001, any(random))),
                new Example(
                        "y ~ factor(a) * factor(b) + (1 | g)",
                        List.of("a", "b"),
                        filled,
                        AliasedPredictionTest::crossed,
                        cells));
    }

    private static double sq(double x) {
        return x * x;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    /** Indicators of three by four categories and their products. */
    private static double[] crossed(double[] cell) {
        List<Double> row = new ArrayList<>(List.of(1.0));
        IntStream.range(1, 3).forEach(i -> row.add(cell[0] == i ? 1.0 : 0));
        IntStream.range(1, 4).forEach(j -> row.add(cell[1] == j ? 1.0 : 0));
        IntStream.range(1, 3)
                .forEach(i -> IntStream.range(1, 4).forEach(j -> row.add(cell[0] == i && cell[1] == j ? 1.0 : 0)));
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static MemoryTable table(Example example, double[][] rows, Random random) {
        MemoryTable.Builder builder = MemoryTable.builder();
        for (int j = 0; j < example.names().size(); j++) {
            int column = j;
            builder.numeric(
                    example.names().get(j),
                    Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
        }
        double[] y = random.doubles(rows.length, -10, 10).toArray();
        String[] g = IntStream.range(0, rows.length).mapToObj(i -> "g" + i % 7).toArray(String[]::new);
        return builder.numeric("y", y).categorical("g", g).build();
    }

    private static double[][] rows(int count, Function<Random, double[]> row, Random random) {
        return IntStream.range(0, count).mapToObj(i -> row.apply(random)).toArray(double[][]::new);
    }

    /** Says for each row whether it is in the row space of X, whose columns are scaled to unit length first. */
    private static boolean[] estimable(double[][] x, double[][] next) {
        int p = x[0].length;
        double[] length = new double[p];
        for (int j = 0; j < p; j++) {
            int column = j;
            double sum = Arrays.stream(x)
                    .mapToDouble(row -> row[column] * row[column])
                    .sum();
            length[j] = sum > 0 ? Math.sqrt(sum / x.length) : 1;
        }
        RealMatrix scaled = new Array2DRowRealMatrix(divided(x, length));
        SingularValueDecomposition svd =
                new SingularValueDecomposition(scaled.transpose().multiply(scaled));
        boolean[] result = new boolean[next.length];
        Arrays.fill(result, true);
        double[][] rows = divided(next, length);
        for (int k = 0; k < p; k++) {
            if (svd.getSingularValues()[k] < 1e-9 * svd.getSingularValues()[0]) {
                double[] none = svd.getV().getColumn(k);
                for (int i = 0; i < rows.length; i++) {
                    double product = 0;
                    for (int j = 0; j < p; j++) {
                        product += rows[i][j] * none[j];
                    }
                    result[i] &= Math.abs(product) < 1e-5;
                }
            }
        }
        return result;
    }

    private static double[][] divided(double[][] rows, double[] by) {
        return Arrays.stream(rows)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(j -> row[j] / by[j])
                        .toArray())
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aRowIsPredictedIfAndOnlyIfTheRowsOfTheFitTellItsExpectation(Example example) {
        Random random = new Random(11);
        double[][] fitted = rows(ROWS, example.row(), random);
        double[][] next = rows(200, example.next(), random);
        MixedModel model =
                Samples.fit(example.formula(), EstimationMethod.REML, table(example, fitted, new Random(12)));
        boolean[] expected = estimable(
                Arrays.stream(fitted).map(example.columns()).toArray(double[][]::new),
                Arrays.stream(next).map(example.columns()).toArray(double[][]::new));
        double[] predicted = model.predict(table(example, next, random));
        int missing = 0;
        for (int i = 0; i < next.length; i++) {
            assertEquals(expected[i], !Double.isNaN(predicted[i]), "row " + (i + 1) + " " + Arrays.toString(next[i]));
            missing += expected[i] ? 0 : 1;
        }
        assertTrue(missing > 20 && missing < 180, "both occur");
        double[] read = MixedModel.fromJson(model.toJson()).predict(table(example, next, random));
        assertEquals(Arrays.toString(predicted), Arrays.toString(read));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyRowOfTheFitIsPredicted(Example example) {
        Random random = new Random(13);
        MemoryTable table = table(example, rows(ROWS, example.row(), random), random);
        double[] predicted =
                Samples.fit(example.formula(), EstimationMethod.ML, table).predict(table);
        assertTrue(Arrays.stream(predicted).noneMatch(Double::isNaN));
    }

    /** No row has both a and c of f and h. */
    private static MixedModel emptyCell() {
        return Samples.fit("y ~ f * h + (1 | g)", EstimationMethod.REML, cells());
    }

    private static MemoryTable cells() {
        String[] f = {"a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "a", "a", "b", "b"};
        String[] h = {"a", "b", "a", "b", "a", "b", "a", "b", "c", "c", "a", "b", "c", "a"};
        String[] g = {"1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2"};
        double[] y = {1, 3, 2, 5, 4, 6, 2, 7, 9, 1, 3, 5, 8, 2};
        return MemoryTable.builder()
                .numeric("y", y)
                .categorical("f", f)
                .categorical("h", h)
                .categorical("g", g)
                .build();
    }

    private static MemoryTable next() {
        return MemoryTable.builder()
                .categorical("f", "b", "a", "a")
                .categorical("h", "c", "c", "c")
                .categorical("g", "1", "1", "new")
                .build();
    }

    private record Prediction(double conditional, double population, double error) {}

    private static List<Prediction> predictions(Predictor predictor) {
        List<Prediction> list = new ArrayList<>();
        predictor.withUncertainty().predict(next(), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                list.add(new Prediction(rows.conditional(i), rows.population(i), rows.populationStandardError(i)));
            }
        });
        return list;
    }

    @Test
    void aCellWithoutRowsHasNoPredictionOfEitherKind() {
        List<Prediction> predictions = predictions(emptyCell().predictor());
        assertTrue(predictions.get(0).conditional() > 0 && predictions.get(0).error() > 0);
        assertEquals(new Prediction(Double.NaN, Double.NaN, Double.NaN), predictions.get(1));
    }

    @Test
    void oneSentenceCountsTheRowsAndNamesTheCoefficientAndTheFirstRow() {
        PredictionSummary summary = emptyCell().predictor().predict(next(), Progress.NONE, rows -> {});
        assertEquals(2, summary.aliased());
        assertEquals(2, summary.missing());
        assertEquals(
                List.of(
                        "1 row has a level of g that is missing or was not in the fit: the group effect is taken as zero.",
                        "2 rows have no prediction, because what is expected depends on the coefficient of f[b]:h[c], left out because"
                                + " the rows of the fit do not tell; the first is row 2."),
                summary.sentences());
    }

    @Test
    void theCoefficientMayBeTakenAsZero() {
        MixedModel model = emptyCell();
        Predictor predictor = model.predictor().withAliased(AliasedColumns.ZERO);
        FixedEffects fixed = model.fixedEffects();
        assertEquals(
                fixed.estimate("(Intercept)") + fixed.estimate("h[c]"),
                predictions(predictor).get(1).population(),
                1e-12);
        assertEquals(
                "2 rows have a prediction that depends on the coefficient of f[b]:h[c], left out because the rows of the fit do not"
                        + " tell: it is taken as zero; the first is row 2.",
                predictor.predict(next(), Progress.NONE, rows -> {}).sentences().get(1));
    }

    @Test
    void aRowMayComeByItself() {
        RowPredictor rows = emptyCell()
                .predictor()
                .rows(List.of(Column.categorical("f"), Column.categorical("h"), Column.categorical("g")));
        List<String> names = rows.columns().stream().map(Column::name).toList();
        rows.setLabel(names.indexOf("f"), "a");
        rows.setLabel(names.indexOf("h"), "c");
        rows.setLabel(names.indexOf("g"), "1");
        rows.nameRows(() -> "Row7");
        assertTrue(Double.isNaN(rows.predict().conditional(0)));
        assertTrue(rows.summary().sentences().get(0).endsWith("do not tell (row Row7)."));
    }

    @Test
    void aMissingValueInAColumnThatWasLeftOutIsAMissingPredictor() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6, 5, 9)
                .numeric("x", 1, 2, 3, 4, 5, 6, 7, 8)
                .numeric("twice", 2, 4, 6, 8, 10, 12, 14, 16)
                .build();
        MixedModel model = Samples.fit("y ~ x + twice", EstimationMethod.REML, table);
        MemoryTable next = MemoryTable.builder()
                .numeric("x", 1, 2)
                .numeric("twice", Double.NaN, 4)
                .build();
        PredictionSummary summary = model.predictor().predict(next, Progress.NONE, rows -> {});
        assertEquals(1, summary.missing());
        assertEquals(0, summary.aliased());
        assertEquals(
                List.of("1 row has no prediction, because a predictor is missing or unknown."), summary.sentences());
    }

    private static final String LEFT_OUT = ",\\s*\"left_out\": \\[\\{[^}]*\\}\\]";

    @Test
    void aFileOfAnEarlyVersionCannotTellAndSaysSo() {
        MixedModel model = emptyCell();
        String json = model.toJson().replaceFirst(LEFT_OUT, "");
        MixedModel old = MixedModel.fromJson(json);
        assertEquals(json, old.toJson());
        assertEquals(
                predictions(model.predictor().withAliased(AliasedColumns.ZERO)).get(1),
                predictions(old.predictor()).get(1));
        PredictionSummary summary = old.predictor().predict(next(), Progress.NONE, rows -> {});
        assertEquals(
                "The model was saved by an early version that did not keep what f[b]:h[c] is a combination of, so no"
                        + " prediction that depends on its coefficient can be told from the others: zero is taken; fit the model"
                        + " again to know.",
                summary.sentences().get(1));
        assertEquals(0, summary.missing());
    }

    @ParameterizedTest
    @MethodSource
    void aFileThatContradictsItselfIsRefused(String leftOut) {
        String json = emptyCell().toJson().replaceFirst(LEFT_OUT, ", \"left_out\": " + leftOut);
        String message = assertThrows(DataException.class, () -> MixedModel.fromJson(json))
                .getMessage();
        assertTrue(message.contains("fixed.left_out"), message);
    }

    static Stream<String> aFileThatContradictsItselfIsRefused() {
        return Stream.of(
                "[{\"column\": 1, \"combination\": [0, 0, 0, 0, 0]}]",
                "[{\"column\": 5, \"combination\": [0, 0]}]",
                "[{\"column\": 5, \"combination\": [0, 0, 0, 0, \"NaN\"]}]",
                "[{\"column\": 5}]",
                "null");
    }
}
