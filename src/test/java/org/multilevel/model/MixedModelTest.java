package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.VarianceComponent.Kind;

class MixedModelTest {
    /** The optimum is good to about 1e-9 of a standard error; this leaves room for other machines. */
    private static final double CLOSE = 1e-6;

    @Test
    void fixedEffectsHaveNamesEstimatesAndStandardErrors() {
        FixedEffects fixed = Samples.sleepstudyModel().fixedEffects();
        assertEquals(List.of("(Intercept)", "Days"), fixed.names());
        assertEquals(251.405104848485, fixed.estimate(0), CLOSE);
        assertEquals(10.4672859595959, fixed.estimate(fixed.indexOf("Days")), CLOSE);
        assertEquals(Math.sqrt(fixed.covariance(1, 1)), fixed.standardError(1));
        assertEquals(-1, fixed.indexOf("Weeks"));
    }

    @Test
    void everyNumberIsFoundByNames() {
        MixedModel model = Samples.sleepstudyModel();
        FixedEffects fixed = model.fixedEffects();
        GroupingFactor subject = model.groupingFactors().get(0);
        int g = subject.indexOf("309");
        assertEquals(fixed.estimate(1), model.coefficient("Days"));
        assertEquals(fixed.standardError(1), fixed.standardError("Days"));
        assertEquals(fixed.covariance(0, 1), fixed.covariance("(Intercept)", "Days"));
        assertEquals(subject.effect(g, 1), model.effect("Subject", "309", "Days"));
        assertEquals(subject.coefficient(g, 1), model.coefficient("Subject", "309", "Days"));
        assertEquals(subject.conditionalSd(g, 1), subject.conditionalSd("309", "Days"));
        assertEquals(subject.standardDeviation(1), subject.standardDeviation("Days"));
        assertEquals(subject.correlation(0, 1), subject.correlation("(Intercept)", "Days"));
        assertTrue(fixed.isIntercept(0) && !fixed.isIntercept(1));
        assertTrue(subject.isIntercept(0) && !subject.isIntercept(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Subjekt | 308 | Days | There is no grouping factor \"Subjekt\"; there is Subject.",
                "Subject | 38 | Days | There is no level of Subject \"38\"; the nearest is \"308\".",
                "Subject | 308 | days | There is no effect by Subject of \"days\"; there are (Intercept), Days."
            })
    void aNameThatIsNotThereIsAnsweredWithTheNearest(String factor, String level, String column, String sentence) {
        MixedModel model = Samples.sleepstudyModel();
        for (Executable call : List.<Executable>of(
                () -> model.effect(factor, level, column), () -> model.coefficient(factor, level, column))) {
            assertEquals(
                    sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
        }
    }

    @Test
    void aCoefficientThatWasLeftOutIsToldSo() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4)
                .numeric("x", 1, 2, 3, 4, 5)
                .numeric("twice", 2, 4, 6, 8, 10)
                .build();
        MixedModel model = Samples.fit("y ~ x + twice", EstimationMethod.REML, table);
        assertEquals(
                "The coefficient \"twice\" was left out of the fit, because its column is a linear combination of other"
                        + " columns.",
                assertThrows(IllegalArgumentException.class, () -> model.coefficient("twice"))
                        .getMessage());
    }

    @Test
    void coefficientIsFixedEffectPlusGroupEffect() {
        MixedModel model = Samples.sleepstudyModel();
        GroupingFactor subject = model.groupingFactor("Subject").orElseThrow();
        int g = subject.indexOf("308");
        assertEquals(model.fixedEffects().estimate(1) + subject.effect(g, 1), subject.coefficient(g, 1));
    }

    @Test
    void coefficientWithoutFixedEffectIsTheGroupEffect() {
        MixedModel model = Samples.fit("Reaction ~ 1 + (Days | Subject)", EstimationMethod.REML, Samples.sleepstudy());
        GroupingFactor subject = model.groupingFactors().get(0);
        assertEquals(subject.effect(0, 1), subject.coefficient(0, 1));
    }

    @Test
    void thetaIsNamedAsInLme4() {
        MixedModel model = Samples.sleepstudyModel();
        assertEquals(List.of("Subject.(Intercept)", "Subject.Days.(Intercept)", "Subject.Days"), model.thetaNames());
        assertEquals(0.966732951866047, model.theta()[0], 1e-5);
        assertEquals(0.0151690542737749, model.theta()[1], 1e-5);
        assertEquals(0.230909594760335, model.theta()[2], 1e-5);
    }

    @Test
    void uncorrelatedTermsHaveNoCovariance() {
        MixedModel model =
                Samples.fit("Reaction ~ Days + (Days || Subject)", EstimationMethod.ML, Samples.sleepstudy());
        GroupingFactor subject = model.groupingFactors().get(0);
        assertEquals(List.of("Subject.(Intercept)", "Subject.Days"), model.thetaNames());
        assertFalse(subject.sameBlock(0, 1));
        assertEquals(0, subject.covariance(0, 1));
        assertTrue(model.varianceComponents().stream().noneMatch(c -> c.kind() == Kind.COVARIANCE));
    }

    @Test
    void factorsWithMoreLevelsComeFirst() {
        MixedModel model = Samples.fit(
                "strength ~ 1 + (1 | batch) + (1 | batch:cask)", EstimationMethod.REML, Samples.table("Pastes"));
        assertEquals(
                List.of("batch:cask", "batch"),
                model.groupingFactors().stream().map(GroupingFactor::name).toList());
        assertEquals(List.of("batch:cask.(Intercept)", "batch.(Intercept)"), model.thetaNames());
    }

    @Test
    void varianceComponentsEndWithTheResidual() {
        MixedModel model = Samples.sleepstudyModel();
        List<VarianceComponent> components = model.varianceComponents();
        assertEquals(4, components.size());
        assertEquals(Kind.COVARIANCE, components.get(2).kind());
        assertEquals(
                components.get(2).value()
                        / (components.get(0).sdOrCorrelation()
                                * components.get(1).sdOrCorrelation()),
                components.get(2).sdOrCorrelation(),
                1e-15);
        assertEquals("Residual", components.get(3).group());
        assertEquals(model.sigma(), components.get(3).sdOrCorrelation());
    }

    @Test
    void correlationWithAZeroVarianceIsNotANumber() {
        VarianceComponent component = VarianceComponents.of(
                        List.of(HandMade.factor(new double[][] {{1, 0}, {0, 0}})), 1, true, Optional.empty())
                .get(2);
        assertEquals(Kind.COVARIANCE, component.kind());
        assertTrue(Double.isNaN(component.sdOrCorrelation()));
    }

    @Test
    void conditionalCovarianceIsUnpackedFromItsTriangle() {
        GroupingFactor factor = HandMade.factor(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        double[][] second = factor.conditionalCovariance(1);
        assertEquals(7, second[0][0]);
        assertEquals(8, second[0][1]);
        assertEquals(9, second[2][0]);
        assertEquals(10, second[1][1]);
        assertEquals(11, second[2][1]);
        assertEquals(12, second[2][2]);
        assertEquals(Math.sqrt(12), factor.conditionalSd(1, 2));
    }

    @Test
    void statisticsCountParametersAsLme4() {
        FitStatistics statistics = Samples.sleepstudyModel().statistics();
        assertEquals(180, statistics.observations());
        assertEquals(6, statistics.parameters());
        assertEquals(1743.62827195599, statistics.criterion(), CLOSE);
        assertEquals(statistics.criterion() + 12, statistics.aic());
        assertEquals(statistics.criterion() + 6 * Math.log(180), statistics.bic());
        assertEquals(-statistics.criterion() / 2, statistics.logLikelihood());
    }

    @Test
    void deviancesOfMaximumLikelihoodAndItsCriterionAreTheSame() {
        FitStatistics statistics = Samples.fit(
                        "Reaction ~ Days + (Days | Subject)", EstimationMethod.ML, Samples.sleepstudy())
                .statistics();
        assertEquals(statistics.criterion(), statistics.deviance(), 1e-9);
    }

    @Test
    void linearlyDependentColumnsAreNamed() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6)
                .numeric("x", 1, 2, 3, 4, 5, 6)
                .numeric("twice", 2, 4, 6, 8, 10, 12)
                .categorical("g", "a", "a", "b", "b", "c", "c")
                .build();
        MixedModel model = Samples.fit("y ~ x + twice + (1 | g)", EstimationMethod.REML, table);
        assertEquals(2, model.fixedEffects().size());
        assertEquals(1, model.fixedEffects().dropped().size());
    }

    @Test
    void withoutRandomTermItIsLeastSquares() {
        MixedModel model = Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy());
        // From lm(Reaction ~ Days, sleepstudy) in R 4.2.2.
        assertEquals(251.40510484848485, model.fixedEffects().estimate(0), 1e-9);
        assertEquals(6.610154, model.fixedEffects().standardError(0), 1e-6);
        assertEquals(47.71472, model.sigma(), 1e-5);
        assertEquals(List.of(), model.groupingFactors());
        assertEquals(3, model.statistics().parameters());
    }

    @Test
    void responseIsNamedAsWritten() {
        assertEquals(
                "log(Reaction)",
                Samples.fit("log(Reaction) ~ Days + (1 | Subject)", EstimationMethod.REML, Samples.sleepstudy())
                        .response());
    }

    @Test
    void anUnknownGroupingFactorIsEmpty() {
        assertEquals(Optional.empty(), Samples.sleepstudyModel().groupingFactor("School"));
    }

    @Test
    void aCoefficientIsFoundByItsName() {
        FixedEffects effects = Samples.sleepstudyModel().fixedEffects();
        assertEquals(effects.estimate(1), effects.estimate("Days"), 0);
        IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class, () -> effects.estimate("days"));
        assertEquals("There is no coefficient \"days\"; there are (Intercept), Days.", unknown.getMessage());
    }

    @Test
    void aLevelOrColumnThatIsNotThereIsRefused() {
        GroupingFactor subjects = Samples.sleepstudyModel().groupingFactors().get(0);
        assertThrows(IndexOutOfBoundsException.class, () -> subjects.effect(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> subjects.conditionalSd(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> subjects.coefficient(18, 0));
    }
}
