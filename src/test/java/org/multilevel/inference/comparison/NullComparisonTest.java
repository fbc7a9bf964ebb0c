package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.glm.Distribution;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;
import org.multilevel.result.NullSummary;

class NullComparisonTest {
    private static final Table HSB = Samples.table("hsb", "school");

    private static LiveModel live(String formula) {
        return LinearMixedModel.of(formula).live(HSB);
    }

    private static NullComparison compare(String without, String with) {
        return NullComparison.of(live(without), live(with), Progress.NONE);
    }

    private static NullComparison.Row row(NullComparison comparison, String quantity) {
        return comparison.rows().stream()
                .filter(row -> row.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePublishedReductionsOfVarianceComeOut() {
        // Raudenbush and Bryk (2002), Hierarchical Linear Models, pages 74 and 79: .69 between schools by the mean
        // status, and .06 within
        // by the pupil's own (36.83 or 36.70 of 39.15).
        NullComparison between = compare("mathach ~ 1 + (1 | school)", "mathach ~ meanses + (1 | school)");
        assertEquals(0.69, row(between, "variance:school").reduction(), 0.005);
        NullComparison within = compare("mathach ~ 1 + (1 | school)", "mathach ~ cses + (cses | school)");
        assertEquals(0.06, row(within, "variance:Residual").reduction(), 0.005);
    }

    @Test
    void aLargerResidualVarianceIsExplainedByItself() {
        NullComparison comparison = compare("mathach ~ 1 + (1 | school)", "mathach ~ 1");
        assertTrue(
                comparison.notes().stream().anyMatch(note -> note.startsWith("The residual variance is larger")),
                comparison.notes().toString());
        assertTrue(
                comparison.notes().stream().noneMatch(note -> note.startsWith("A variance is larger")),
                comparison.notes().toString());
    }

    @Test
    void variancesThatAreTheSameButForRoundingHaveNoNote() {
        NullComparison comparison = compare("mathach ~ ses + (1 | school)", "mathach ~ ses + (1 | school)");
        assertTrue(
                comparison.notes().stream().noneMatch(note -> note.contains("is larger")),
                comparison.notes().toString());
    }

    @Test
    void smallPIsWrittenWithoutAnEqualsSign() {
        String text = NullSummary.of(compare("mathach ~ 1 + (1 | school)", "mathach ~ ses + (1 | school)"))
                .text();
        assertTrue(text.contains("p < 1e-16"), text);
    }

    @Test
    void snijdersAndBoskerTakeARowAndTheMeanOfAGroup() {
        NullComparison comparison = compare("mathach ~ 1 + (1 | school)", "mathach ~ ses + (1 | school)");
        LiveModel without = live("mathach ~ 1 + (1 | school)");
        LiveModel with = live("mathach ~ ses + (1 | school)");
        double tau0 = without.model().groupingFactors().get(0).variance(0);
        double tau1 = with.model().groupingFactors().get(0).variance(0);
        double sigma0 = without.model().sigma() * without.model().sigma();
        double sigma1 = with.model().sigma() * with.model().sigma();
        assertEquals(
                1 - (sigma1 + tau1) / (sigma0 + tau0),
                row(comparison, "snijders_bosker:1").reduction(),
                1e-12);
        double n = with.model().rowFacts().orElseThrow().sizes().get(0).harmonicMean();
        assertEquals(
                1 - (sigma1 / n + tau1) / (sigma0 / n + tau0),
                row(comparison, "snijders_bosker:2").reduction(),
                1e-12);
    }

    @Test
    void modelsByRemlWithOtherFixedEffectsAreFittedAgainAndThisIsSaid() {
        NullComparison comparison = compare("mathach ~ 1 + (1 | school)", "mathach ~ ses + (1 | school)");
        assertEquals(
                "For the comparison the models were fitted again by maximum likelihood (ML), since their fixed effects differ.",
                comparison.notes().get(0));
        ModelComparison direct = ModelComparison.of(
                List.of("null", "model"),
                List.of(
                        LinearMixedModel.of("mathach ~ 1 + (1 | school)")
                                .withMethod(EstimationMethod.ML)
                                .fit(HSB),
                        LinearMixedModel.of("mathach ~ ses + (1 | school)")
                                .withMethod(EstimationMethod.ML)
                                .fit(HSB)));
        assertEquals(
                direct.models().get(1).chiSquared(),
                comparison.comparison().models().get(1).chiSquared(),
                1e-9);
        assertEquals(
                direct.models().get(1).model().statistics().aic(),
                row(comparison, "aic").with(),
                1e-9);
        // the variances are those of the models as they were fitted
        assertEquals(
                live("mathach ~ ses + (1 | school)").model().sigma(),
                Math.sqrt(row(comparison, "variance:Residual").with()),
                1e-12);
    }

    @Test
    void anOnlyVarianceIsTestedExactly() {
        LiveModel with = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff"));
        LiveModel without = LinearMixedModel.of("Yield ~ 1").live(Samples.table("Dyestuff"));
        NullComparison comparison = NullComparison.of(without, with, Progress.NONE);
        // reference/exact.csv
        assertEquals(0.0046, comparison.exact().orElseThrow().pValue(), 0.003);
        assertTrue(NullSummary.of(comparison).text().contains("by the exact distribution p = 0.00"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mathach ~ 1 + (1 | school); mathach ~ cses + (1 | school); a predictor that varies within groups",
                "mathach ~ cses + (1 | school); mathach ~ cses + (cses | school); the random effects that the model adds"
            })
    void aVarianceThatGrowsIsExplainedByWhatTheModelAdds(String without, String with, String cause) {
        NullComparison comparison = compare(without, with);
        assertTrue(row(comparison, "variance:school").reduction() < 0);
        assertTrue(
                comparison.notes().stream()
                        .anyMatch(note -> note.startsWith("A variance is larger than in the null model: " + cause)),
                () -> comparison.notes().toString());
    }

    private static LiveGeneralisedModel herds(String formula, Distribution distribution) {
        return GeneralisedLinearMixedModel.of(formula, distribution).live(Samples.table("cbpp", "herd", "period"));
    }

    /** The numbers are those of glmmTMB 1.1.5 with a relative tolerance of 1e-14. */
    @ParameterizedTest
    @CsvSource({
        "binomial, cbind(incidence; size - incidence), 213.6626272, 194.0525637, 217.7133306, 204.1793222, 0.6593436653, 0.4125000556",
        "negative-binomial, offset(log(size)), 194.8917388, 186.8141372, 200.9677939, 198.9662473, 0.005029316087, 0.03871660517"
    })
    void aGeneralisedModelHasTheCriteriaAndGroupVariancesOfBoth(
            String family,
            String part,
            double aicBefore,
            double aicAfter,
            double bicBefore,
            double bicAfter,
            double before,
            double after) {
        Distribution distribution = Distribution.parse(family);
        boolean counted = part.startsWith("cbind");
        String empty = counted ? part.replace(';', ',') + " ~ 1" : "incidence ~ 1 + " + part;
        NullComparison found = NullComparison.of(
                herds(empty + " + (1 | herd)", distribution),
                herds(empty.replace("~ 1", "~ period") + " + (1 | herd)", distribution));
        assertEquals(
                counted
                        ? List.of("aic", "aicc", "bic", "variance:herd")
                        : List.of("aic", "aicc", "bic", "dispersion", "variance:herd"),
                found.rows().stream().map(NullComparison.Row::quantity).toList());
        assertEquals(aicBefore, row(found, "aic").without(), 1e-6);
        assertEquals(aicAfter, row(found, "aic").with(), 1e-6);
        assertEquals(bicBefore, row(found, "bic").without(), 1e-6);
        assertEquals(bicAfter, row(found, "bic").with(), 1e-6);
        // a variance near zero moves the likelihood little: the gate of standard deviations, 1e-4
        assertEquals(before, row(found, "variance:herd").without(), 2e-4 * before);
        assertEquals(after, row(found, "variance:herd").with(), 2e-4 * after);
        assertEquals(1 - after / before, row(found, "variance:herd").reduction(), 2e-3);
        if (!counted) {
            assertEquals(1.090880824, row(found, "dispersion").without(), 1e-5);
            assertEquals(2.2478717, row(found, "dispersion").with(), 1e-5);
            assertTrue(Double.isNaN(row(found, "dispersion").reduction()));
        }
        assertEquals(
                !counted,
                found.notes().stream().anyMatch(note -> note.startsWith("A variance is larger")),
                () -> found.notes().toString());
        assertTrue(found.exact().isEmpty());
    }

    @Test
    void ofGeneralisedModelsTheLargerNullModelIsNamed() {
        Distribution binomial = Distribution.parse("binomial");
        String counts = "cbind(incidence, size - incidence) ~ ";
        NullComparison turned =
                NullComparison.of(herds(counts + "period + (1 | herd)", binomial), herds(counts + "1", binomial));
        assertTrue(
                turned.notes().stream()
                        .anyMatch(note -> note.startsWith("The null model has 5 parameters and the model 1")),
                turned.notes()::toString);
    }
}
