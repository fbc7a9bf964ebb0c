package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.ActivityLog;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.profile.ParameterProfile;
import org.multilevel.formula.Formula;

/**
 * Answers of the exact solver where digits go: of responses that groups and predictors explain but for a little, whose rest is known from
 * the same rows without what explains them.
 */
class FitterTest {
    private static final int LEVELS = 20;
    private static final int PER_LEVEL = 12;
    private static final int ROWS = LEVELS * PER_LEVEL;
    private static final int OTHERS = 15;
    private static final String ONE = "y ~ x + (1 | g)";
    private static final String CROSSED = "y ~ x + (1 | g) + (1 | h)";

    private static final double[] X = new double[ROWS];
    private static final double[] OF_G = new Random(1).doubles(LEVELS, -2, 2).toArray();
    private static final double[] OF_H = new Random(2).doubles(OTHERS, -2, 2).toArray();
    private static final double[] NOISE = new double[ROWS];

    static {
        Random random = new Random(3);
        for (int i = 0; i < ROWS; i++) {
            X[i] = random.nextGaussian();
            NOISE[i] = random.nextGaussian();
        }
    }

    /** The number of digits that the effects and the slope have as steps of a power of two, so that sums with them are exact. */
    private static double round(double value) {
        return Math.rint(value * 1024) / 1024;
    }

    /** A response of a slope, effects of the levels of g and h, and noise; x in steps of a thousandth. */
    private static Table table(double slope, double ofG, double ofH, double noise) {
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        String[] g = new String[ROWS];
        String[] h = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = round(X[i]);
            y[i] = slope * x[i]
                    + ofG * round(OF_G[i / PER_LEVEL])
                    + ofH * round(OF_H[i % OTHERS])
                    + noise * round(NOISE[i]);
            g[i] = "g" + i / PER_LEVEL;
            h[i] = "h" + i % OTHERS;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static MixedModelEquations equations(String formula, Table table, EstimationMethod method) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return MixedModelEquations.read(design, table, options(method), Progress.NONE);
    }

    private static FitOptions options(EstimationMethod method) {
        return FitOptions.DEFAULT.withMethod(method).withThreads(1);
    }

    /** The same where the rows cannot be read again. */
    private static MixedModelEquations withoutRows(MixedModelEquations equations) {
        return MixedModelEquations.of(
                equations.design(), equations.products(), equations.standard(), equations.options());
    }

    private static Fitter fitter(MixedModelEquations equations) {
        return new Fitter(equations, new Workers(1, Progress.NONE), Progress.NONE);
    }

    private static Fitter fitter(String formula, Table table) {
        return fitter(equations(formula, table, EstimationMethod.REML));
    }

    private static String refusal(Runnable asked) {
        return assertThrows(ModelException.class, asked::run).getMessage();
    }

    private static void assertClose(double expected, double actual, double relative) {
        assertEquals(expected, actual, relative * Math.abs(expected));
    }

    /** A slope beside which the rest is tiny changes nothing but itself. */
    @ParameterizedTest
    @EnumSource(EstimationMethod.class)
    void aSlopeThatExplainsAllWithinLevelsLeavesTheRestItsDigits(EstimationMethod method) {
        double noise = Math.scalb(1.0, -20);
        Fit expected = fitter(equations(ONE, table(0, 1, 0, noise), method)).fit();
        Fit found = fitter(equations(ONE, table(3, 1, 0, noise), method)).fit();
        assertEquals(3 + expected.beta()[1], found.beta()[1], 1e-12);
        assertEquals(expected.beta()[0], found.beta()[0], 1e-9);
        assertClose(expected.sigma(), found.sigma(), 1e-8);
        assertClose(expected.betaCovariance()[1][1], found.betaCovariance()[1][1], 1e-7);
        assertClose(expected.criterion(), found.criterion(), 1e-9);
        assertClose(expected.deviance(), found.deviance(), 1e-9);
        assertEquals(List.of(), found.notes());
    }

    /** What is asked at the optimum of such a model: estimates, coefficients, profiles. */
    @Test
    void questionsBesideTheFitKnowWhatWasTakenOutOfTheResponse() {
        double noise = Math.scalb(1.0, -20);
        Fitter steep = fitter(equations(ONE, table(3, 1, 0, noise), EstimationMethod.ML));
        Fitter flat = fitter(equations(ONE, table(0, 1, 0, noise), EstimationMethod.ML));
        Fit fit = flat.fit();
        Estimates at = steep.at(fit.theta());
        assertEquals(3 + fit.beta()[1], at.beta()[1], 1e-12);
        assertClose(fit.sigma(), at.sigma(), 1e-8);
        assertClose(fit.criterion(), at.criterion(), 1e-9);
        Estimates again = steep.estimates(new double[] {fit.theta()[0] / 2});
        assertEquals(3 + fit.beta()[1], again.beta()[1], 1e-12);
        assertClose(fit.criterion(), again.criterion(), 1e-9);
        Fit ml = steep.fit();
        List<ProfiledParameter> slopes =
                List.of(new ProfiledParameter.FixedEffect(1), new ProfiledParameter.LinearFunction(List.of(0.0, 1.0)));
        double step = Math.sqrt(fit.betaCovariance()[1][1]);
        ParameterProfile expected = flat.profile(slopes.get(0), fit);
        for (ProfiledParameter slope : slopes) {
            ParameterProfile found = steep.profile(slope, ml);
            for (double way : new double[] {-2, 0.5, 3}) {
                assertEquals(
                        expected.rise(fit.beta()[1] + way * step),
                        found.rise(ml.beta()[1] + way * step),
                        1e-3,
                        "" + way);
            }
        }
    }

    /** y = 2 + 3 x and noise of 2^-20: a factor ten finer, and what is left is only the rounding of a double. */
    @Test
    void aResponseOfWhichNothingIsLeftIsRefused() {
        assertEquals(
                "The response y is fitted exactly by the fixed effects, so no residual variance is left to estimate; check whether a"
                        + " predictor or group repeats the response.",
                refusal(() -> fitter(ONE, table(3, 0, 0, 0)).fit()));
        assertEquals(
                "The response y is fitted exactly by the groups, so no residual variance is left to estimate; check whether a predictor"
                        + " or group repeats the response.",
                refusal(() -> fitter("y ~ 1 + (1 | g)", table(0, 1, 0, 0)).fit()));
        assertEquals(
                "The response y is fitted exactly by the fixed effects and groups, so no residual variance is left to estimate; check"
                        + " whether a predictor or group repeats the response.",
                refusal(() -> fitter(ONE, table(3, 1, 0, 0)).fit()));
        assertEquals(
                "The response y is fitted exactly by the fixed effects and groups, so no residual variance is left to estimate; check"
                        + " whether a predictor or group repeats the response.",
                refusal(() -> fitter(CROSSED, table(3, 1, 1, 0)).fit()));
    }

    /** Where the rows cannot be read again, a difference of sums must be more than their rounding. */
    @ParameterizedTest
    @CsvSource({"-10, true", "-12, true", "-20, false"})
    void withoutTheRowsLessCanBeLeft(int power, boolean fitted) {
        MixedModelEquations sums =
                withoutRows(equations(ONE, table(3, 1, 0, Math.scalb(1.0, power)), EstimationMethod.REML));
        if (fitted) {
            Fit expected = fitter(ONE, table(3, 1, 0, Math.scalb(1.0, power))).fit();
            assertClose(expected.sigma(), fitter(sums).fit().sigma(), 1e-5);
        } else {
            String sentence = refusal(() -> fitter(sums).fit());
            assertTrue(
                    sentence.startsWith("The response y is fitted exactly by the fixed effects and groups"), sentence);
        }
    }

    /** Two factors share a number of 16 digits: beside effects of 1, a rest of 1e-9 has too few. */
    @ParameterizedTest
    @CsvSource({"-24, 3e-08", "-30, 5e-10", "-36, 7e-12"})
    void severalFactorsWithTooLittleLeftAreRefusedWithTheSizeOfWhatIsLeft(int power, String size) {
        assertEquals(
                "Fixed effects and groups explain y but for about " + size
                        + " of its size, too little for the digits of a number where"
                        + " several groupings share it; subtract from the response what is known, or fit one grouping factor.",
                refusal(() ->
                        fitter(CROSSED, table(0, 1, 1, Math.scalb(1.0, power))).fit()));
    }

    @Test
    void severalFactorsWithAMillionthLeftAreFitted() {
        Fit fit = fitter(CROSSED, table(0, 1, 1, Math.scalb(1.0, -18))).fit();
        assertEquals(Verdict.Status.CONVERGED, fit.verdict().status());
        assertClose(Math.scalb(1.0, -18), fit.sigma(), 0.1);
    }

    /** The residuals do not depend on how large the effects are that both factors are nearly sure of. */
    @ParameterizedTest
    @ValueSource(ints = {-8, -14, -18})
    void severalFactorsKeepTheDigitsOfWhatIsLeft(int power) {
        Fit unit = fitter(CROSSED, table(0, 1, 1, Math.scalb(1.0, power))).fit();
        Fit steep = fitter(CROSSED, table(5, 1, 1, Math.scalb(1.0, power))).fit();
        assertClose(unit.sigma(), steep.sigma(), 1e-6);
        assertEquals(5 + unit.beta()[1], steep.beta()[1], 1e-10);
    }

    private static final Pattern DIGITS = Pattern.compile(
            "Rows within groups differ so little beside the response as a whole that only about (\\d+) digits of the residual variance are"
                    + " certain; subtract what is known from the response for more\\.");

    /** The note is true: so many digits of the residual variance are those of the fit that reads the rows again. */
    @ParameterizedTest
    @ValueSource(ints = {-8, -13, -15, -17})
    void theNoteOnDigitsTellsHowManyAreCertain(int power) {
        MixedModelEquations equations =
                equations(CROSSED, table(0, 1, 1, Math.scalb(1.0, power)), EstimationMethod.REML);
        double exact = fitter(equations).fit().sigma();
        Fit fit = fitter(withoutRows(equations)).fit();
        double error = Math.abs(fit.sigma() * fit.sigma() / (exact * exact) - 1);
        if (power == -8) {
            assertEquals(List.of(), fit.notes());
            assertTrue(error < 1e-7, "" + error);
            return;
        }
        assertEquals(1, fit.notes().size(), "" + power);
        Matcher matcher = DIGITS.matcher(fit.notes().get(0));
        assertTrue(matcher.matches(), fit.notes().get(0));
        int digits = Integer.parseInt(matcher.group(1));
        assertTrue(digits >= 1 && digits <= 7, fit.notes().get(0));
        assertTrue(error < 3 * Math.pow(10, -digits), error + " with " + digits);
    }

    /** The deviance is -2 log-likelihood, restricted or not: of a fit by ML the criterion itself, and of one by REML that of ML at its theta. */
    @Test
    void theDevianceIsTheCriterionOfMaximumLikelihood() {
        Table table = table(1, 1, 1, 1);
        Fit ml = fitter(equations(CROSSED, table, EstimationMethod.ML)).fit();
        assertClose(ml.criterion(), ml.deviance(), 1e-12);
        Fit reml = fitter(equations(CROSSED, table, EstimationMethod.REML)).fit();
        Estimates there = fitter(equations(CROSSED, table, EstimationMethod.ML)).at(reml.theta());
        assertClose(there.criterion(), reml.deviance(), 1e-12);
        assertTrue(reml.deviance() > ml.deviance());
    }

    @Test
    void aFitTellsWhenItFinishes() {
        ActivityLog log = new ActivityLog();
        new Fitter(equations(ONE, table(1, 1, 0, 1), EstimationMethod.ML), new Workers(1, Progress.NONE), log).fit();
        assertTrue(log.activities().contains("finishing"), log.activities().toString());
    }

    @Test
    void aThetaThatWasAskedForIsToldToBeNoOptimum() {
        Estimates at = fitter(ONE, table(1, 1, 0, 1)).at(new double[] {0.5});
        assertEquals(Verdict.Status.NOT_CONVERGED, at.verdict().status());
        assertEquals("none", at.verdict().optimizer());
        assertEquals(1, at.verdict().evaluations());
        assertEquals(
                "No search was made: these are the values at the theta that was asked for.",
                at.verdict().explanation());
        assertArrayEquals(new double[] {0.5}, at.theta(), 1e-15);
        assertClose(0.25 * at.sigma() * at.sigma(), at.covariances().get(0)[0][0], 1e-12);
        assertArrayEquals(new int[] {0, 1}, at.kept());
    }

    /** From a start where the search ends elsewhere or not at all, the usual start is tried, too. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 1e9})
    void estimatesFromAFarStartAreThoseOfTheFit(double theta) {
        Fit fit = fitter(CROSSED, table(1, 1, 1, 1)).fit();
        Estimates found = fitter(CROSSED, table(1, 1, 1, 1)).estimates(new double[] {theta, theta});
        assertEquals(fit.criterion(), found.criterion(), 1e-6);
        assertEquals(Verdict.Status.CONVERGED, found.verdict().status());
        assertArrayEquals(fit.theta(), found.theta(), 1e-3);
    }

    /** Profiles of one factor whose rest is small have all their digits, so only those of several are refused. */
    @Test
    void profilesOfSeveralFactorsThatWouldLoseDigitsAreRefused() {
        ProfiledParameter slope = new ProfiledParameter.FixedEffect(1);
        Fitter crossed = fitter(equations(CROSSED, table(0, 1, 1, Math.scalb(1.0, -18)), EstimationMethod.ML));
        Fit fit = crossed.fit();
        assertEquals(
                "Fixed effects and groups explain nearly all of y, so the profile of its likelihood would lose its digits; ask for Wald"
                        + " intervals, or subtract from the response what is known.",
                refusal(() -> fitter(equations(CROSSED, table(0, 1, 1, Math.scalb(1.0, -18)), EstimationMethod.ML))
                        .profile(slope, fit)));
        Fitter usual = fitter(equations(CROSSED, table(0, 1, 1, 1), EstimationMethod.ML));
        Fit ml = usual.fit();
        double step = Math.sqrt(ml.betaCovariance()[1][1]);
        assertEquals(1, usual.profile(slope, ml).rise(ml.beta()[1] + step), 0.05);
        Fitter one = fitter(equations(ONE, table(0, 1, 0, Math.scalb(1.0, -26)), EstimationMethod.ML));
        Fit single = one.fit();
        double small = Math.sqrt(single.betaCovariance()[1][1]);
        assertEquals(1, one.profile(slope, single).rise(single.beta()[1] + small), 0.05);
    }

    /** A single column of its own per row leaves nothing within levels; two rows per level and one column leave half. */
    @Test
    void levelsOfOneRowAreFittedByHowTheyDiffer() {
        Table table = MemoryTable.builder()
                .numeric("y", new double[] {1, 2, 4, 3, 5, 9, 7, 8})
                .numeric("x", new double[] {1, 2, 3, 4, 5, 6, 7, 8})
                .numeric("v", new double[] {1, 4, 1, 4, 1, 4, 1, 4})
                .categorical("g", new String[] {"a", "b", "c", "d", "e", "f", "g", "h"})
                .build();
        String sentence = refusal(() -> fitter("y ~ x + (1 | g)", table).fit());
        assertFalse(sentence.isEmpty());
        assertTrue(sentence.contains("g"), sentence);
    }

    @Test
    void profilesOfEveryParameterRiseAsTheirCurvatureSays() {
        Fitter fitter = fitter(equations("y ~ x + (1 + x | g)", slopes(), EstimationMethod.ML));
        Fit ml = fitter.fit();
        for (ProfiledParameter parameter : List.of(
                new ProfiledParameter.StandardDeviation(0, 0),
                new ProfiledParameter.StandardDeviation(0, 1),
                new ProfiledParameter.Correlation(0, 0, 1),
                new ProfiledParameter.ResidualStandardDeviation())) {
            double estimate = parameter.value(
                    ml.beta(),
                    ml.factors().stream().map(factor -> factor.covariance()).toList(),
                    ml.sigma());
            double se = Math.sqrt(fitter.parameterCovariance(List.of(parameter), ml.theta())[0][0]);
            ParameterProfile profile = fitter.profile(parameter, ml);
            double up = profile.rise(estimate + 0.05 * se);
            double down = profile.rise(estimate - 0.05 * se);
            assertEquals(0.0025, (up + down) / 2, 0.0001, parameter.toString());
        }
    }

    private static Table slopes() {
        double[] y = new double[ROWS];
        String[] g = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            int k = i / PER_LEVEL;
            y[i] = 4 + X[i] * (1 + OF_G[(k * 7 + 3) % LEVELS]) + OF_G[k] + NOISE[i];
            g[i] = "g" + k;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", X)
                .categorical("g", g)
                .build();
    }
}
