package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.fit.rows.SmallParts.TOLERANCE;

import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.Written;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.CovarianceGram;
import org.multilevel.fit.determination.LevelSums;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.leastsquares.PartRequest;
import org.multilevel.fit.leastsquares.PartRequest.Kind;
import org.multilevel.fit.leastsquares.PartSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.ProductsSummary;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.WithinProducts;

/** What is asked of parts that keep something: their answers add up to what all rows at once give. */
class KeptQuestionTest {
    private static final int[] ALL = {0, 1};
    private static final double[] NO_SHIFT = {0, 0};
    private static final double[] SHIFT = {0.25, -0.5};

    private static double[] sum(List<KeptPart> parts, byte[] question) {
        double[] sum = {};
        for (KeptPart part : parts) {
            double[] next = KeptQuestion.readNumbers(part.answer(question));
            sum = Arrays.copyOf(sum, next.length);
            WithinProducts.merge(sum, next);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({SmallParts.ONE_FACTOR + ",5 0", SmallParts.NESTED + ",5 10"})
    void aSurveyTellsTheColumnsAndHowManyLevelsThereAre(String formula, String levels) {
        SmallParts given = new SmallParts(formula);
        long[] sizes = new long[given.design.factors().size()];
        List<Schema> found = new ArrayList<>();
        for (KeptPart part : given.surveyed()) {
            found.add(KeptQuestion.readSurvey(part.answer(KeptQuestion.survey()), sizes));
        }
        Design sum = Design.of(found.get(0).plus(found.get(1)).plus(found.get(2)));
        assertEquals(given.design.rows(), sum.rows());
        assertEquals(given.design.response().mean(), sum.response().mean(), TOLERANCE);
        assertEquals(given.design.fixed().get(1).name(), sum.fixed().get(1).name());
        sum.factors().forEach(factor -> assertEquals(List.of(), factor.levels()));
        int[] expected =
                Arrays.stream(levels.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        for (int f = 0; f < sizes.length; f++) {
            assertEquals(expected[f], sizes[f]);
        }
    }

    @Test
    void levelsAreThoseOfThePartsTogether() {
        SmallParts given = new SmallParts(SmallParts.NESTED);
        List<Schema> found = given.surveyed().stream()
                .map(part -> PartQuestion.reading(part.answer(KeptQuestion.levels()), Schema::read))
                .toList();
        assertEquals(List.of("a", "b"), Design.of(found.get(0)).factors().get(0).levels());
        assertEquals(List.of(0, 0), found.get(1).groupSizes());
        Design sum = Design.of(found.get(0).plus(found.get(1)).plus(found.get(2)));
        assertEquals(List.of("a", "b", "c", "d", "e"), sum.factors().get(0).levels());
        assertEquals(
                List.of("a1", "a2", "b1", "b2", "c1", "c2", "d1", "e1", "e2", "e3"),
                sum.factors().get(1).levels());
    }

    private static ProductsSummary summary(SmallParts given, int stride, RowSums sums) {
        Design columns = Design.of(given.schema.withoutGroups());
        List<ProductsSummary> found = given.formed().stream()
                .map(part -> KeptQuestion.readSummary(part.answer(KeptQuestion.summary(stride)), columns, sums))
                .toList();
        found.get(0).add(found.get(1));
        found.get(0).add(found.get(2));
        return found.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {SmallParts.ONE_FACTOR, SmallParts.NESTED})
    void summariesOfPartsAreThatOfTheWhole(String formula) {
        SmallParts given = new SmallParts(formula, DesignOptions.DEFAULT.withWeights("w"));
        RowSums sums = new RowSums(Design.of(given.schema.withoutGroups()));
        CrossProducts found = summary(given, 1, sums).products();
        SmallParts.assertSame(given.products(), found);
        SmallParts.assertSame(given.sums(), sums, given.design.factors().size());
        assertEquals(5, found.levelsInAll(0));
    }

    /** Of the part with schools a and b the first, of the part with c, d and e the first and the third. */
    @Test
    void everySecondLevelOfEachPartIsInASample() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        CrossProducts all = given.products();
        CrossProducts found = summary(given, 2, new RowSums(Design.of(given.schema.withoutGroups())))
                .products();
        int[] chosen = {0, 2, 4};
        assertArrayEquals(all.xy, found.xy, TOLERANCE);
        assertEquals(3, found.levels[0]);
        assertEquals(5, found.levelsInAll(0));
        for (int k = 0; k < chosen.length; k++) {
            int level = chosen[k];
            assertArrayEquals(
                    Arrays.copyOfRange(all.zz[0], level * 4, level * 4 + 4),
                    Arrays.copyOfRange(found.zz[0], k * 4, k * 4 + 4),
                    TOLERANCE);
            assertArrayEquals(
                    Arrays.copyOfRange(all.zxy[0], level * 6, level * 6 + 6),
                    Arrays.copyOfRange(found.zxy[0], k * 6, k * 6 + 6),
                    TOLERANCE);
        }
    }

    @Test
    void productsWithinLevelsAddUp() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        List<KeptPart> parts = given.formed();
        double[] sum = new double[9];
        for (int k = 0; k < parts.size(); k++) {
            byte[] answer =
                    parts.get(k).answerFromRows(KeptQuestion.within(SHIFT), SmallParts.PARTS.get(k), Progress.NONE);
            WithinProducts.merge(sum, KeptQuestion.readNumbers(answer));
        }
        double[] expected = WithinProducts.read(
                given.design, SmallParts.FRAME.table(), given.products(), given.standard, -1, SHIFT, Progress.NONE);
        assertArrayEquals(expected, sum, TOLERANCE);
    }

    @Test
    void whatNeedsTheRowsIsNotAnsweredWithoutThem() {
        KeptPart part = new SmallParts(SmallParts.ONE_FACTOR).formed().get(0);
        byte[] within = KeptQuestion.within(SHIFT);
        assertEquals(
                "this question needs the rows",
                assertThrows(IllegalStateException.class, () -> part.answer(within))
                        .getMessage());
        byte[] summary = KeptQuestion.summary(1);
        assertArrayEquals(part.answer(summary), part.answerFromRows(summary, SmallParts.PARTS.get(0), Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {SmallParts.ONE_FACTOR, SmallParts.NESTED})
    void whatLevelsTellOfTheVariancesAddsUp(String formula) {
        SmallParts given = new SmallParts(formula);
        CrossProducts all = given.products();
        double[][] units = CovarianceGram.units(all);
        double[] inverse = FixedPart.factor(all.xy.clone(), 2).inverseFactor();
        double[] expected = LevelSums.of(all, new ThetaLayout(given.design.factors()).free(), units, inverse)
                .numbers();
        double[] found = sum(given.formed(), KeptQuestion.levelSums(ALL, units, inverse));
        assertArrayEquals(expected, found, TOLERANCE);
    }

    /** Of the second column alone. */
    @Test
    void whatLevelsTellBesideTheKeptColumnsAddsUp() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        CrossProducts own = given.products().keeping(new int[] {1});
        double[][] units = CovarianceGram.units(own);
        double[] inverse = FixedPart.factor(own.xy.clone(), 1).inverseFactor();
        double[] expected = LevelSums.of(own, new ThetaLayout(given.design.factors()).free(), units, inverse)
                .numbers();
        double[] found = sum(given.formed(), KeptQuestion.levelSums(new int[] {1}, units, inverse));
        assertArrayEquals(expected, found, TOLERANCE);
    }

    private static PartRequest request(Kind kind, CrossProducts products) {
        double[][] lambda =
                products.widths.length == 1 ? new double[][] {{0.7, 0, 0.2, 0.4}} : new double[][] {{0.7}, {0.4}};
        double[] fixed = {3, 0, 0, 0.5, 4, 0, 0.25, 0.125, 2};
        return kind == Kind.EXPLAINED
                ? new PartRequest(kind, new double[0][], new double[0], 0, 0)
                : new PartRequest(kind, lambda, fixed, 0.5, 0.25);
    }

    static Stream<Kind> kinds() {
        return Arrays.stream(Kind.values());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatASolverAsksAddsUp(Kind kind) {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        CrossProducts all = given.products();
        PartRequest request = request(kind, all);
        List<KeptPart> parts = given.formed();
        // what was asked before does not change what is answered, whether it is asked with another response or with the
        // same
        for (double[] shift : List.of(NO_SHIFT, SHIFT, SHIFT, NO_SHIFT)) {
            double[] expected = PartSystem.of(all.shifted(shift), new Workers(1, Progress.NONE))
                    .answer(request);
            assertArrayEquals(expected, sum(parts, KeptQuestion.request(ALL, shift, request)), TOLERANCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"ELIMINATION", "EVALUATION", "GRADIENT"})
    void whatASolverAsksOfNestedFactorsAddsUp(Kind kind) {
        SmallParts given = new SmallParts(SmallParts.NESTED);
        CrossProducts all = given.products();
        PartRequest request = request(kind, all);
        double[] expected = PartSystem.of(all, new Workers(1, Progress.NONE)).answer(request);
        double[] found = sum(given.formed(), KeptQuestion.request(ALL, NO_SHIFT, request));
        assertArrayEquals(expected, found, TOLERANCE);
    }

    @Test
    void aSolverAsksForSomeColumnsAndThenForOthers() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        List<KeptPart> parts = given.formed();
        double[][] lambda = {{0.7, 0, 0.2, 0.4}};
        PartRequest request = new PartRequest(Kind.ELIMINATION, lambda, new double[0], 0, 0);
        for (int[] kept : List.of(ALL, new int[] {1}, new int[] {0}, ALL)) {
            CrossProducts own = given.products().keeping(kept);
            double[] expected =
                    PartSystem.of(own, new Workers(1, Progress.NONE)).answer(request);
            double[] found = sum(parts, KeptQuestion.request(kept, new double[kept.length], request));
            assertArrayEquals(expected, found, TOLERANCE);
        }
    }

    static Stream<byte[]> questions() {
        return Stream.of(
                KeptQuestion.survey(),
                KeptQuestion.levels(),
                KeptQuestion.summary(3),
                KeptQuestion.within(SHIFT),
                KeptQuestion.levelSums(ALL, new double[][] {{1, 2}}, new double[] {1, 0, 2, 3}),
                KeptQuestion.request(
                        ALL, SHIFT, new PartRequest(Kind.GRADIENT, new double[][] {{1}}, new double[] {2}, 0.5, 0.25)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void damagedQuestionsAreRefused(byte[] question) {
        Written.by(out -> out.write(question))
                .assertDamageIsFound(in -> KeptQuestion.read(((DataInputStream) in).readAllBytes()));
    }

    @Test
    void damagedAnswersAreRefused() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        KeptPart part = given.formed().get(0);
        Design columns = Design.of(given.schema.withoutGroups());
        byte[] survey = part.answer(KeptQuestion.survey());
        Written.by(out -> out.write(survey))
                .assertDamageIsFound(in -> KeptQuestion.readSurvey(((DataInputStream) in).readAllBytes(), new long[1]));
        byte[] summary = part.answer(KeptQuestion.summary(1));
        Written.by(out -> out.write(summary))
                .assertDamageIsFound(in ->
                        KeptQuestion.readSummary(((DataInputStream) in).readAllBytes(), columns, new RowSums(columns)));
        byte[] numbers = part.answer(KeptQuestion.request(ALL, SHIFT, request(Kind.EXPLAINED, given.products())));
        Written.by(out -> out.write(numbers))
                .assertDamageIsFound(in -> KeptQuestion.readNumbers(((DataInputStream) in).readAllBytes()));
        assertTrue(IntStream.range(0, 9).anyMatch(i -> KeptQuestion.readNumbers(numbers)[i] != 0));
    }
}
