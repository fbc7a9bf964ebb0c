package org.multilevel.inference.shares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ChartException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.problem.Problem;
import org.multilevel.formula.Formula;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.Summary;

/** R squared and intraclass correlations, against insight 0.19.0 and performance 0.10.2 ({@code reference/explained.R}). */
class VarianceSharesTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "reference", "explained.json");

    /** Ratios of the optimum's variances, of which R's fits have about nine digits. */
    private static final double RATIO = 1e-8;

    /** Of crossed factors the shares have a digit less than their sum, in R's fits and in ours: the likelihood is flatter there. */
    private static final double SHARE = 1e-7;

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> Arguments.of(node.get("formula").asText(), node));
    }

    private static MixedModel model(JsonNode node) {
        List<String> factors = StreamSupport.stream(node.get("factors").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        CsvTable table = CsvTable.open(
                Path.of("workflows", "data", node.get("data").asText()),
                CsvOptions.defaults().withCategorical(factors));
        LinearMixedModel model = LinearMixedModel.of(node.get("formula").asText())
                .withMethod(node.get("reml").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML);
        String weights = node.get("weights").asText();
        return (weights.isEmpty() ? model : model.withWeights(weights)).fit(table);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sharesAreThoseOfPerformance(String formula, JsonNode node) {
        MixedModel model = model(node);
        VarianceShares shares = VarianceShares.of(model).orElseThrow();
        assertEquals(node.get("r2_marginal").asDouble(), shares.r2Marginal(), RATIO);
        assertEquals(node.get("r2_conditional").asDouble(), shares.r2Conditional(), RATIO);
        assertEquals(node.get("icc").asDouble(), shares.iccAdjusted(), RATIO);
        assertEquals(node.get("icc_unadjusted").asDouble(), shares.iccUnadjusted(), RATIO);
        assertEquals(node.get("aicc").asDouble(), model.statistics().aicc(), 1e-7);
        for (int f = 0; f < shares.groups().size(); f++) {
            JsonNode expected = node.get("by_group").get(shares.groups().get(f).factor());
            if (expected != null) {
                assertEquals(expected.asDouble(), shares.icc(f), SHARE);
            }
        }
    }

    @Test
    void aSavedModelTellsTheSame() {
        MixedModel model = Samples.sleepstudyModel();
        assertEquals(VarianceShares.of(model), VarianceShares.of(MixedModel.fromJson(model.toJson())));
    }

    @Test
    void aFileOfTheFirstVersionDoesNotKnow() {
        MixedModel old = MixedModel.fromJson(Samples.resource("/models/version-1-growth.json"));
        assertEquals(Optional.empty(), VarianceShares.of(old));
        assertEquals(Optional.empty(), DesignEffect.of(old, 0));
    }

    @Test
    void aSingularFitHasAllItsNumbers() {
        // performance gives none at its default tolerance
        VarianceShares shares = VarianceShares.of(
                        Samples.fit("Yield ~ 1 + (1 | Batch)", EstimationMethod.REML, Samples.table("Dyestuff2")))
                .orElseThrow();
        assertEquals(0, shares.iccAdjusted());
        assertEquals(0, shares.r2Conditional());
        assertEquals(0, shares.fixed(), 1e-12);
    }

    @Test
    void uncorrelatedTermsOfAFactorAddUp() {
        // performance forgets all but the first
        MixedModel model =
                Samples.fit("Reaction ~ Days + (Days || Subject)", EstimationMethod.ML, Samples.sleepstudy());
        GroupingFactor subject = model.groupingFactors().get(0);
        double expected = subject.variance(0) + 28.5 * subject.variance(1);
        assertEquals(expected, VarianceShares.of(model).orElseThrow().random(), 1e-12 * expected);
    }

    @Test
    void aSlopeWithoutFixedEffectCounts() {
        // Johnson's formula; performance leaves such a slope out
        MixedModel model = Samples.fit("Reaction ~ 1 + (Days | Subject)", EstimationMethod.ML, Samples.sleepstudy());
        GroupingFactor subject = model.groupingFactors().get(0);
        double expected = 0;
        for (int day = 0; day < 10; day++) {
            expected +=
                    (subject.variance(0) + 2 * day * subject.covariance(0, 1) + day * day * subject.variance(1)) / 10;
        }
        assertEquals(expected, VarianceShares.of(model).orElseThrow().random(), 1e-12 * expected);
    }

    @Test
    void aPredictorFarFromZeroCostsNoDigits() {
        MemoryTable.Builder table = MemoryTable.builder();
        double[] x = new double[40];
        double[] shifted = new double[40];
        double[] y = new double[40];
        String[] g = new String[40];
        for (int i = 0; i < 40; i++) {
            x[i] = i % 7;
            shifted[i] = 1e9 + x[i];
            y[i] = x[i] + 0.3 * (i % 5) + Math.floorDiv(i, 10) + 0.01 * (i * i % 11);
            g[i] = "g" + i / 10;
        }
        MemoryTable data = table.numeric("x", x)
                .numeric("far", shifted)
                .numeric("y", y)
                .categorical("g", g)
                .build();
        VarianceShares near = VarianceShares.of(Samples.fit("y ~ x + (1 | g)", EstimationMethod.ML, data))
                .orElseThrow();
        VarianceShares far = VarianceShares.of(Samples.fit("y ~ far + (1 | g)", EstimationMethod.ML, data))
                .orElseThrow();
        assertEquals(near.r2Marginal(), far.r2Marginal(), 1e-9);
        assertEquals(near.iccUnadjusted(), far.iccUnadjusted(), 1e-9);
    }

    @Test
    void weightsAndModelsWithoutInterceptReadTheSameMomentsFromTheRows() {
        RowFacts products = facts("Reaction ~ Days + (Days | Subject)");
        RowFacts sums = facts("Reaction ~ 0 + Days + I(Days * 0 + 1) + (Days | Subject)");
        assertEquals(products.fixedCovariance()[1][1], sums.fixedCovariance()[0][0], 1e-12);
        assertArrayEquals(
                products.randomSquares().get(0)[1], sums.randomSquares().get(0)[1], 1e-12);
        assertEquals(products.sizes(), sums.sizes());
        long[] tens = new long[18];
        Arrays.fill(tens, 10);
        assertEquals(List.of(GroupSizes.of(tens)), sums.sizes());
    }

    private static RowFacts facts(String formula) {
        Design design = Design.of(Formula.parse(formula), Samples.sleepstudy(), DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, Samples.sleepstudy(), FitOptions.DEFAULT, Progress.NONE)
                .rowFacts()
                .orElseThrow();
    }

    @Test
    void theDesignEffectCountsTheGroupOfTheAverageRow() {
        MixedModel model = Samples.fit("Reaction ~ 1 + (1 | Subject)", EstimationMethod.REML, Samples.sleepstudy());
        double icc = Icc.of(model).orElseThrow();
        assertEquals(1 + 9 * icc, DesignEffect.of(model, 0).orElseThrow(), 1e-12);
        GroupSizes unequal = GroupSizes.of(new long[] {1, 3});
        assertEquals(2, unequal.mean());
        assertEquals(2.5, unequal.meanOfRows());
        assertEquals(1.5, unequal.harmonicMean(), 1e-15);
    }

    @Test
    void theReliabilityOfAGroupsMeanGrowsWithItsRows() {
        MixedModel model =
                Samples.fit("mathach ~ 1 + (1 | school)", EstimationMethod.REML, Samples.table("hsb", "school"));
        GroupingFactor school = model.groupingFactors().get(0);
        double tau = school.variance(0);
        Reliability reliability = Reliability.of(school);
        // 47 pupils in school 1224 of the table
        double expected = tau / (tau + model.sigma() * model.sigma() / 47);
        assertEquals(expected, reliability.of(school.indexOf("1224"), 0), 1e-12);
        // Raudenbush and Bryk (2002), Hierarchical Linear Models, page 72, print .90 for this model
        assertEquals(0.90, reliability.average(0), 0.005);
    }

    private static MixedModel slopes(double offset, double unit) {
        Random random = new Random(12);
        int groups = 30;
        int size = 10;
        double[] x = new double[groups * size];
        double[] y = new double[x.length];
        String[] g = new String[x.length];
        for (int i = 0; i < groups; i++) {
            double level = random.nextGaussian();
            double slope = 1 + 0.7 * random.nextGaussian();
            for (int r = i * size; r < (i + 1) * size; r++) {
                double own = Math.rint(256 * (random.nextDouble() - 0.5)) / 64;
                x[r] = offset + unit * own;
                y[r] = 3 + level + slope * own + 0.5 * random.nextGaussian();
                g[r] = "g" + i;
            }
        }
        return LinearMixedModel.of("y ~ x + (x | g)")
                .fit(MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("x", x)
                        .categorical("g", g)
                        .build());
    }

    /** Shares do not depend on where a predictor is counted from, as long as the covariances of a model have their digits. */
    @ParameterizedTest
    @CsvSource({"2, 1", "-1000, 1", "1.7e9, 65536", "1e5, 0.5"})
    void sharesAreTheSameWhereverAPredictorIsCountedFrom(double offset, double unit) {
        VarianceShares expected = VarianceShares.of(slopes(0, 1)).orElseThrow();
        MixedModel model = slopes(offset, unit);
        VarianceShares found = VarianceShares.of(model).orElseThrow();
        assertEquals(expected.r2Marginal(), found.r2Marginal(), 1e-5);
        assertEquals(expected.r2Conditional(), found.r2Conditional(), 1e-5);
        assertEquals(expected.icc(0), found.icc(0), 1e-5);
        assertEquals(Optional.empty(), VarianceShares.lostDigits(model));
    }

    /** 1e6 with a spread of a thousandth: the variance at the rows is 1e-18 of that of the intercept. */
    @ParameterizedTest
    @CsvSource({"1048576, 0.0009765625", "-1e9, 1", "1.7e12, 4096"})
    void sharesWithoutDigitsAreNotKnownAndTheColumnIsNamed(double offset, double unit) {
        MixedModel model = slopes(offset, unit);
        assertEquals(Optional.of("x"), VarianceShares.lostDigits(model));
        assertEquals(Optional.empty(), VarianceShares.of(model));
        String text = Summary.of(model).text().replaceAll("\\s+", " ");
        assertTrue(
                text.contains(
                        "R squared not known: x lies so far from 0 beside its spread that the digits of the group variances"
                                + " cancel; subtract its mean"),
                text);
        for (PictureKind kind : List.of(PictureKind.SHARES, PictureKind.STANDARDISED)) {
            Pictures pictures = Pictures.of(model);
            String refused = assertThrows(ChartException.class, () -> pictures.describe(PictureRequest.of(kind)))
                    .getMessage();
            assertTrue(refused.contains("the column x lies so far from 0 beside its spread"), refused);
        }
    }
}
