package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.leastsquares.PartRequest.Kind;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.TiedLevels;
import org.multilevel.fit.rows.Rows;
import org.multilevel.formula.Formula;

/** Levels of g, with those of h that they hold, in two parts and one without any, against all of them in one system. */
class SpreadSystemTest {
    private static final int ROWS = 900;
    private static final int GROUPS = 45;

    private final Workers workers = new Workers(1, Progress.NONE);
    /** What the parts were asked. */
    private final Set<Kind> asked = EnumSet.noneOf(Kind.class);

    @AfterEach
    void close() {
        workers.close();
    }

    /** Rows of one part of the groups, or of all where it is negative; y is {@code steep} times x and as much noise as x has spread. */
    private static MemoryTable table(double steep, int part) {
        Random random = new Random(9);
        double[] x = random.doubles(ROWS, -1, 1).toArray();
        double[] noise = random.doubles(ROWS, -1, 1).toArray();
        double[] y = new double[ROWS];
        Arrays.setAll(y, i -> steep * x[i] + noise[i]);
        int[] rows = IntStream.range(0, ROWS)
                .filter(i -> part < 0 || i % GROUPS % 2 == part)
                .toArray();
        return MemoryTable.builder()
                .numeric("y", IntStream.of(rows).mapToDouble(i -> y[i]).toArray())
                .numeric("x", IntStream.of(rows).mapToDouble(i -> x[i]).toArray())
                .categorical("few", labels(rows, 30))
                .categorical("more", labels(rows, 60))
                .categorical("many", labels(rows, 80))
                .categorical(
                        "g", IntStream.of(rows).mapToObj(i -> "g" + i % GROUPS).toArray(String[]::new))
                .categorical(
                        "h",
                        IntStream.of(rows)
                                .mapToObj(i -> "h" + i % GROUPS + "." + i / GROUPS % 3)
                                .toArray(String[]::new))
                .build();
    }

    private static String[] labels(int[] rows, int levels) {
        return IntStream.of(rows).mapToObj(i -> "l" + i * 7 / 3 % levels).toArray(String[]::new);
    }

    private record Both(PenalisedLeastSquares whole, SpreadSystem spread, double[][] lambda) {}

    private Both both(String formula, double steep) {
        Design design = Design.of(Formula.parse(formula), table(steep, -1), DesignOptions.DEFAULT, Progress.NONE);
        CrossProducts all = products(design, table(steep, -1));
        List<PartSystem> parts = new ArrayList<>();
        parts.add(PartSystem.of(products(design, table(steep, 0)), workers));
        TiedLevels none = new TiedLevels.Ties(0).tied();
        parts.add(PartSystem.of(
                SplitFactors.of(design.factors().stream().map(f -> none).toList())
                        .zeros(all),
                workers));
        parts.add(PartSystem.of(products(design, table(steep, 1)), workers));
        SpreadProducts spread = request -> {
            asked.add(request.kind());
            PartRequest travelled = travelled(request);
            double[] sum = parts.get(0).answer(travelled);
            for (PartSystem part : parts.subList(1, 3)) {
                double[] answer = part.answer(travelled);
                assertEquals(sum.length, answer.length);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += answer[i];
                }
            }
            return sum;
        };
        double[][] lambda = new double[all.widths.length][];
        Arrays.setAll(lambda, f -> all.widths[f] == 1 ? new double[] {0.6} : new double[] {0.8, 0, -0.3, 0.5});
        PenalisedLeastSquares whole =
                all.widths.length == 1 ? new SingleFactorSystem(all, workers) : new BlockedSystem(all, workers);
        return new Both(whole, SpreadSystem.of(all, spread, workers), lambda);
    }

    private static CrossProducts products(Design design, MemoryTable table) {
        return Rows.of(design, table, Progress.NONE)
                .products(new Standardisation(
                        design, Orthogonalisation.none(design.fixed().size())));
    }

    private static PartRequest travelled(PartRequest request) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PartWriter writer = new PartWriter(new DataOutputStream(bytes), "request", 1);
            request.writeTo(writer);
            writer.end();
            PartReader reader =
                    new PartReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "request", 1);
            PartRequest read = PartRequest.readFrom(reader);
            reader.end();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNear(double[] expected, double[] actual) {
        double largest = 1e-300;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, 1e-9 * largest);
    }

    /** Where much is explained, or columns are many, the parts are asked for derivatives on their own. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 1, EVALUATION",
        "y ~ x + (x | g), 1, EVALUATION",
        "y ~ x + (x | g), 300, EVALUATION CURVATURE FULL_CURVATURE",
        "y ~ more + (x | g), 1, ELIMINATION CURVATURE FULL_CURVATURE",
        "y ~ many + (x | g), 1, ELIMINATION GRADIENT",
        "y ~ x + (x | g) + (1 | h), 1, EVALUATION",
        "y ~ few + (x | g) + (1 | h), 1, ELIMINATION GRADIENT",
    })
    void partsAddUpToTheWhole(String formula, double steep, String questions) {
        Both both = both(formula, steep);
        Factor expected = both.whole.factor(both.lambda);
        Factor found = both.spread.factor(both.lambda);
        assertEquals(expected.logDetRandom(), found.logDetRandom(), 1e-10);
        assertNear(expected.fixed().elements(), found.fixed().elements());
        assertEquals(expected.residual(), found.residual(), 1e-9 * expected.residual());
        assertEquals(expected.total(), found.total(), 1e-10 * expected.total());
        double weight = 400 / expected.residual();
        for (double fixedWeight : new double[] {1, 0}) {
            double[][] gradient = found.halfGradient(fixedWeight, weight);
            double[][] again = found.halfGradient(fixedWeight, weight);
            double[][] of = expected.halfGradient(fixedWeight, weight);
            assertEquals(of.length, gradient.length);
            for (int f = 0; f < of.length; f++) {
                // elements above the diagonal are no parameters
                for (int i = 0; i < of[f].length; i++) {
                    if (of[f].length == 1 || i != 1) {
                        assertEquals(of[f][i], gradient[f][i], 1e-8 * (1 + Math.abs(of[f][i])), f + ": " + i);
                    }
                }
                assertArrayEquals(gradient[f], again[f]);
            }
        }
        List<CovarianceDerivatives> derivatives = found.covarianceDerivatives(1, 400);
        if (both.spread.knowsCurvature()) {
            CovarianceDerivatives of = expected.covarianceDerivatives(1, 400).get(0);
            assertNear(of.first(), derivatives.get(0).first());
            assertNear(of.inElements(both.lambda[0]), derivatives.get(0).inElements(both.lambda[0]));
            ExactDerivatives exact = expected.exactDerivatives(1, weight).orElseThrow();
            ExactDerivatives there = found.exactDerivatives(1, weight).orElseThrow();
            assertNear(exact.second(), there.second());
            assertNear(exact.residual(), there.residual());
            for (int k = 0; k < exact.fixedInverse().length; k++) {
                assertNear(exact.fixedInverse()[k], there.fixedInverse()[k]);
            }
        } else {
            assertTrue(derivatives.isEmpty());
            assertTrue(found.exactDerivatives(1, weight).isEmpty());
        }
        asked.remove(Kind.EXPLAINED);
        assertEquals(questions, String.join(" ", asked.stream().map(Kind::name).toList()));
    }

    @Test
    void whatLiesWithinLevelsIsWhatTheyDoNotExplain() {
        Both both = both("y ~ x + (x | g)", 1);
        SingleFactorEquations whole = (SingleFactorEquations) both.whole;
        assertEquals(both.whole.fixedColumns(), both.spread.fixedColumns());
        assertTrue(both.spread.knowsCurvature());
        assertEquals(0, both.spread.work());
        double[] within = new double[9];
        Arrays.setAll(within, i -> i % 4 == 0 ? 7 : 0);
        SingleFactorEquations read = both.spread.reading(within);
        Factor of = whole.reading(within).factor(both.lambda);
        Factor found = read.factor(both.lambda);
        assertNear(of.fixed().elements(), found.fixed().elements());
        assertEquals(Set.of(Kind.EXPLAINED, Kind.EVALUATION), asked);
    }

    @Test
    void levelsThatAreElsewhereAreNotAskedHere() {
        Both both = both("y ~ x + (x | g) + (1 | h)", 1);
        assertFalse(both.spread.knowsCurvature());
        assertThrows(IllegalStateException.class, both.spread::withinLevels);
        assertThrows(IllegalStateException.class, () -> both.spread.with(products(), workers));
        Factor factor = both.spread.factor(both.lambda);
        assertEquals(2, factor.modes().length);
        assertEquals(0, factor.modes()[0].length);
        assertEquals(0, factor.conditionalCovariance()[1].length);
        assertThrows(IllegalStateException.class, factor::randomInverse);
    }

    private static CrossProducts products() {
        return CrossProducts.ofRandom(new int[] {1}, new double[][] {{2}});
    }
}
