package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.inference.means.MarginalMeans.Estimate;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** What marginal means and slopes say beside their numbers, which are held against R elsewhere. */
class MarginalMeansTest {
    private static final Table BOYS_AND_GIRLS = Samples.table("Orthodont");
    private static final MixedModel GROWTH = fit("distance ~ age * Sex + (1 | Subject)", BOYS_AND_GIRLS);

    private static MixedModel fit(String formula, Table table) {
        return LinearMixedModel.of(formula).withThreads(1).fit(table);
    }

    private static String refusal(Runnable question) {
        return assertThrows(ModelException.class, question::run).getMessage();
    }

    @Test
    void aPredictorThatTheModelLacksIsRefusedNamingTheNearest() {
        assertEquals(
                "\"sex\" is no predictor of the model; the nearest is \"Sex\".",
                refusal(() -> EstimatedMarginalMeans.of("sex").ask(GROWTH)));
        assertEquals(
                "\"Subject\" is a grouping factor and no predictor of the fixed part; there are \"age\", \"Sex\".",
                refusal(() -> EstimatedMarginalMeans.of("Subject").ask(GROWTH)));
        assertEquals(
                "\"Age\" is no predictor of the model; the nearest is \"age\".",
                refusal(() -> EstimatedMarginalMeans.of("Sex").at("Age", 1).ask(GROWTH)));
    }

    @Test
    void aLevelThatTheModelLacksIsRefusedNamingTheNearest() {
        assertEquals(
                "\"Sex\" has no level \"male\" in the model; the nearest are \"Male\", \"Female\".",
                refusal(() -> EstimatedMarginalMeans.of("age")
                        .atLevels("Sex", List.of("male"))
                        .ask(GROWTH)));
        assertEquals(
                "The value \"old\" for \"age\" is no number, and the column holds numbers: write one such as 1.5.",
                refusal(() -> EstimatedMarginalMeans.of("Sex")
                        .atLevels("age", List.of("old"))
                        .ask(GROWTH)));
    }

    @Test
    void aValueOutsideOfTheDataIsAnsweredWithANote() {
        MarginalMeans means =
                EstimatedMarginalMeans.of("Sex | age").at("age", 10, 40).ask(GROWTH);
        assertEquals(4, means.estimates().size());
        assertTrue(means.estimates().stream().allMatch(e -> Double.isFinite(e.estimate())));
        assertEquals(
                List.of(
                        "age = 40 lies outside of the data, in which it runs from 8 to 14: what is expected there is extrapolated."),
                means.notes());
    }

    @Test
    void whatAnAverageMayHideIsSaid() {
        MarginalMeans means = EstimatedMarginalMeans.of("age").at("age", 8).ask(GROWTH);
        assertEquals(
                List.of(
                        "age interacts with Sex, over which the estimates are averaged: the average may hide what differs."),
                means.notes());
        assertEquals(List.of("averaged over Sex (Female, Male; equal weights)"), means.averaged());
        assertEquals(
                List.of("age at its mean, 11.000"),
                EstimatedMarginalMeans.of("Sex").ask(GROWTH).averaged());
    }

    @Test
    void theScaleOfATransformedResponseIsSaid() {
        MixedModel model = fit("log(distance) ~ Sex + (1 | Subject)", BOYS_AND_GIRLS);
        MarginalMeans means = EstimatedMarginalMeans.of("Sex").ask(model);
        assertEquals(List.of("The estimates are on the scale of log(distance), which the model is of."), means.notes());
        assertTrue(means.estimates().get(0).estimate() < 5);
    }

    @Test
    void meansThatTheRowsDoNotTellAreMissingWithANote() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 6, 5, 8, 7, 3)
                .categorical("a", "p", "p", "q", "q", "p", "p", "q", "p", "p")
                .categorical("b", "u", "u", "u", "u", "v", "v", "u", "v", "u")
                .build();
        MarginalMeans means = EstimatedMarginalMeans.of("a * b")
                .withContrasts(new Contrasts.Pairwise())
                .withAdjustment(Adjustment.HOLM)
                .ask(fit("y ~ a * b", table));
        assertEquals(List.of("q", "v"), means.estimates().get(3).levels());
        assertTrue(Double.isNaN(means.estimates().get(3).estimate()));
        assertTrue(Double.isNaN(means.estimates().get(3).upper()));
        assertEquals(
                3,
                means.estimates().stream()
                        .filter(e -> Double.isFinite(e.estimate()))
                        .count());
        for (Difference difference : means.contrasts()) {
            assertEquals(difference.name().contains("q v"), Double.isNaN(difference.pValue()), difference.name());
        }
        assertEquals(
                "1 mean is missing: the rows of the fit do not tell (a combination of levels did not occur, or a column was left"
                        + " out), or a transformation cannot be computed there.",
                means.notes().get(0));
        assertEquals(
                "The intervals of contrasts are adjusted by Bonferroni, since Holm's method has none.",
                means.notes().get(1));
    }

    @Test
    void aTransformationThatCannotBeComputedGivesAMissingMean() {
        MixedModel model = fit("distance ~ log(age) + Sex + (1 | Subject)", BOYS_AND_GIRLS);
        MarginalMeans means = EstimatedMarginalMeans.of("age").at("age", -1, 9).ask(model);
        assertTrue(Double.isNaN(means.estimates().get(0).estimate()));
        assertTrue(Double.isFinite(means.estimates().get(1).estimate()));
    }

    /** The numbers are held against emmeans in {@link MarginalMeansReferenceTest}. */
    @Test
    void whatIsNestedIsSaidAndOnlyWhatOccursIsEstimated() {
        MixedModel model = LinearMixedModel.of("y ~ a + b + (1 | g)")
                .fit(CsvTable.open(Path.of("src", "test", "resources", "reference", "emmeans-nested.csv")));
        MarginalMeans means = EstimatedMarginalMeans.of("b * a").ask(model);
        assertEquals(
                List.of("b1 a1", "b2 a1", "b3 a2", "b4 a2", "b5 a2", "b6 a3", "b7 a3"),
                means.estimates().stream()
                        .map(estimate -> String.join(" ", estimate.levels()))
                        .toList());
        assertTrue(
                means.notes()
                        .contains(
                                "b is nested in a, since each of its levels occurs with one of a only: averages are over the"
                                        + " levels that occur, and other combinations are left out."),
                means.notes().toString());
        MarginalMeans held = EstimatedMarginalMeans.of("a | b")
                .withContrasts(new Contrasts.Pairwise())
                .ask(model);
        assertEquals(List.of(), held.contrasts());
        assertTrue(held.notes().contains("There is only one estimate to compare, so there are no contrasts."));
    }

    @Test
    void ofOneMeanThereIsNothingToCompare() {
        MarginalMeans means = EstimatedMarginalMeans.of("age | Sex")
                .withContrasts(new Contrasts.Pairwise())
                .ask(GROWTH);
        assertEquals(List.of(), means.contrasts());
        assertTrue(means.notes().contains("There is only one estimate to compare, so there are no contrasts."));
    }

    @Test
    void contrastsHaveCoefficientsOrAControlOfOnesChoice() {
        MixedModel model = fit("effort ~ Type + (1 | Subject)", Samples.table("ergoStool", "Subject"));
        EstimatedMarginalMeans stools = EstimatedMarginalMeans.of("Type");
        List<Estimate> means = stools.ask(model).estimates();
        MarginalMeans custom = stools.withContrasts(Contrasts.parse("ends = 1, 0, 0, -1; middle = 0.5, 0.5, -1, 0"))
                .ask(model);
        assertEquals(
                List.of("ends", "middle"),
                custom.contrasts().stream().map(Difference::name).toList());
        assertEquals(
                means.get(0).estimate() - means.get(3).estimate(),
                custom.contrasts().get(0).estimate(),
                1e-12);
        assertEquals(Adjustment.NONE, custom.contrasts().get(0).adjustment());
        MarginalMeans control =
                stools.withContrasts(Contrasts.parse("control = T3")).ask(model);
        assertEquals(
                List.of("T1 - T3", "T2 - T3", "T4 - T3"),
                control.contrasts().stream().map(Difference::name).toList());
        assertEquals(Adjustment.DUNNETT, control.contrasts().get(0).adjustment());
        MarginalMeans tukey = stools.withContrasts(Contrasts.parse("control"))
                .withAdjustment(Adjustment.TUKEY)
                .ask(model);
        assertEquals(Adjustment.SIDAK, tukey.contrasts().get(0).adjustment());
        assertTrue(tukey.notes().contains("Tukey's adjustment is for all pairs of means, so Sidak's is used."));
        assertEquals(
                "The control \"T9\" is none of the means, which are \"T1\", \"T2\", \"T3\", \"T4\": name one of them.",
                refusal(() ->
                        stools.withContrasts(Contrasts.parse("control=T9")).ask(model)));
        assertEquals(
                "The contrast \"x\" has 2 coefficients, but there are 4 means (\"T1\", \"T2\", \"T3\", \"T4\"): write one for each.",
                refusal(() -> stools.withContrasts(Contrasts.parse("x = 1, -1")).ask(model)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a * ; The means \"a *\" lack a name: write predictors of the model, as in \"a * b | c\".",
                "a | b | c ; The means \"a | b | c\" have more than one bar: write \"a * b | c\".",
                "a * a ; The means \"a * a\" name \"a\" twice."
            })
    void termsThatCannotBeReadAreRefused(String terms, String sentence) {
        assertEquals(sentence, refusal(() -> EstimatedMarginalMeans.of(terms.strip())));
    }

    @Test
    void slopesAreOfOneCovariate() {
        assertEquals(
                "\"Sex\" has levels and no slope: name a numeric predictor, or ask for the means of its levels.",
                refusal(() -> SimpleSlopes.of("Sex by age").ask(GROWTH)));
        assertEquals(
                "The slopes of \"age\" cannot be told apart by itself: give it values, one after the other.",
                refusal(() -> SimpleSlopes.of("age by age").ask(GROWTH)));
        assertEquals(
                "The slopes \"age * Sex\" are not of one covariate: write \"x by f\", or \"x\" for its slope alone.",
                refusal(() -> SimpleSlopes.of("age * Sex")));
        MarginalMeans slopes = SimpleSlopes.of("age by Sex").ask(GROWTH);
        assertEquals("age", slopes.covariate());
        assertEquals(
                GROWTH.coefficient("age"), slopes.estimates().get(0).estimate(), 1e-12, "that of the reference level");
    }

    @Test
    void aLargeCovariateCostsTheSlopeNoDigits() {
        double[] x = new double[40];
        double[] y = new double[40];
        String[] g = new String[40];
        for (int i = 0; i < 40; i++) {
            x[i] = 1e6 + i % 7;
            int group = i / 8;
            y[i] = 2.5 * x[i] + (i % 5) + group;
            g[i] = "g" + group;
        }
        MixedModel model = fit(
                "y ~ x + (1 | g)",
                MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("x", x)
                        .categorical("g", g)
                        .build());
        Estimate slope = SimpleSlopes.of("x").ask(model).estimates().get(0);
        assertEquals(model.coefficient("x"), slope.estimate(), 1e-9);
        assertEquals(model.fixedEffects().standardError("x"), slope.standardError(), 1e-9);
    }

    @Test
    void aCovariateWithTwoValuesCountsAsLevels() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 7)
                .numeric("flag", 0, 0, 0, 0, 1, 1)
                .categorical("f", "a", "b", "a", "b", "a", "b")
                .build();
        MarginalMeans means = EstimatedMarginalMeans.of("f").ask(fit("y ~ f + flag", table));
        assertEquals(List.of("averaged over flag (0, 1; equal weights)"), means.averaged());
    }

    @Test
    void columnsThatAreOnlyComparedWithTextsHaveAllTheirLevels() {
        MixedModel model = fit("distance ~ I(Sex == \"Male\") + (1 | Subject)", BOYS_AND_GIRLS);
        MarginalMeans means = EstimatedMarginalMeans.of("Sex").ask(model);
        MarginalMeans usual =
                EstimatedMarginalMeans.of("Sex").ask(fit("distance ~ Sex + (1 | Subject)", BOYS_AND_GIRLS));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    usual.estimates().get(i).levels(), means.estimates().get(i).levels());
            // Two codings of the same model, whose optima agree to about 1e-9.
            assertEquals(
                    usual.estimates().get(i).estimate(),
                    means.estimates().get(i).estimate(),
                    1e-7);
        }
    }

    @Test
    void aModelWithoutPredictorsHasNone() {
        MixedModel model = fit("Yield ~ 1 + (1 | Batch)", Samples.table("Dyestuff"));
        assertEquals(
                "\"Batch\" is a grouping factor and no predictor of the fixed part, which has none.",
                refusal(() -> EstimatedMarginalMeans.of("Batch").ask(model)));
    }

    @Test
    void aSavedModelAnswersTheSame() {
        MixedModel loaded = MixedModel.fromJson(GROWTH.toJson());
        EstimatedMarginalMeans question = EstimatedMarginalMeans.of("Sex").withContrasts(new Contrasts.Pairwise());
        assertEquals(question.ask(GROWTH), question.ask(loaded));
    }

    @Test
    void aModelOfAnEarlyVersionSaysWhatItLacks() {
        MixedModel old = MixedModel.fromJson(Samples.resource("/models/version-1-growth.json"));
        assertEquals(
                "The model was saved by an early version, which kept no mean of \"age\": fit it anew, or set the predictor to"
                        + " values.",
                refusal(() -> EstimatedMarginalMeans.of("Sex").ask(old)));
        assertEquals(
                2,
                EstimatedMarginalMeans.of("Sex")
                        .at("age", 11)
                        .ask(old)
                        .estimates()
                        .size());
    }
}
