package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.CancelAfter;
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
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** Answers of a model with an ar1 of residuals beside a random intercept hold together: each is found in two ways. */
class StructuredFitterTest {
    private static final int IDS = 24;
    private static final int VISITS = 6;
    private static final double[] X = new double[IDS * VISITS];
    private static final double[] Y = new double[IDS * VISITS];

    static {
        Random random = new Random(11);
        for (int i = 0; i < IDS; i++) {
            double own = 1.2 * random.nextGaussian();
            double e = random.nextGaussian();
            for (int t = 0; t < VISITS; t++) {
                int r = i * VISITS + t;
                X[r] = 10 + 2 * random.nextGaussian();
                Y[r] = 50 + 3 * X[r] + own + e;
                e = 0.6 * e + 0.8 * random.nextGaussian();
            }
        }
    }

    private static Table table(IntPredicate which) {
        int[] rows = IntStream.range(0, Y.length).filter(which).toArray();
        return MemoryTable.builder()
                .numeric("y", IntStream.of(rows).mapToDouble(r -> Y[r]).toArray())
                .numeric("x", IntStream.of(rows).mapToDouble(r -> X[r]).toArray())
                .numeric(
                        "visit", IntStream.of(rows).mapToDouble(r -> r % VISITS).toArray())
                .categorical(
                        "id",
                        IntStream.of(rows)
                                .mapToObj(r -> String.format("p%02d", r / VISITS))
                                .toArray(String[]::new))
                .categorical(
                        "arm",
                        IntStream.of(rows).mapToObj(r -> "a" + r / VISITS % 4).toArray(String[]::new))
                .build();
    }

    private static MixedModelEquations equations(String formula, Table table) {
        Design design = Design.of(
                Formula.parse(formula),
                table,
                DesignOptions.DEFAULT.withResidual(ResidualTerm.parse("ar1(visit | id)")),
                Progress.NONE);
        return MixedModelEquations.read(
                design,
                table,
                FitOptions.DEFAULT.withMethod(EstimationMethod.ML).withThreads(1),
                Progress.NONE);
    }

    private static MixedModelEquations equations() {
        return equations("y ~ x + (1 | id)", table(r -> true));
    }

    private static StructuredFitter fitter(MixedModelEquations equations) {
        return new StructuredFitter(equations, new Workers(1, Progress.NONE), Progress.NONE);
    }

    private static final List<ProfiledParameter> PARAMETERS = List.of(
            new ProfiledParameter.StandardDeviation(0, 0),
            new ProfiledParameter.StructureCorrelation(0),
            new ProfiledParameter.FixedEffect(1),
            new ProfiledParameter.LinearFunction(List.of(1.0, 2.0)));

    /** A profile of the likelihood curves as the observed information says: -2 log-likelihood rises by h^2 / se^2. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void standardErrorsAreTheCurvatureOfProfiles(int which) {
        StructuredFitter fitter = fitter(equations());
        double[][] covariance = fitter.parameterCovariance(PARAMETERS);
        double se = Math.sqrt(covariance[which][which]);
        try (LikelihoodProfile profile = fitter.profiles().of(PARAMETERS.get(which))) {
            double h = 0.05 * se;
            double rise = (profile.rise(profile.estimate() + h) + profile.rise(profile.estimate() - h)) / 2;
            assertEquals(0.05 * 0.05, rise, 0.01 * 0.05 * 0.05);
        }
        assertEquals(covariance[0][1], covariance[1][0], 1e-9 * se * se);
        assertTrue(Double.isNaN(covariance[2][2]) && Double.isNaN(covariance[0][2]) && Double.isNaN(covariance[3][3]));
    }

    @Test
    void theErrorOfACorrelationIsTheOneThatTheFitGives() {
        StructuredFitter fitter = fitter(equations());
        Fit fit = fitter.fit();
        double[][] covariance = fitter.parameterCovariance(PARAMETERS);
        assertEquals(
                fit.structures().orElseThrow().estimates().get(0).standardError(), Math.sqrt(covariance[1][1]), 1e-6);
    }

    /** b0 + 3 b1 is the intercept where x is counted from 3. */
    @Test
    void aFunctionOfFixedEffectsIsACoefficientOfAnotherParametrisation() {
        Fit fit = fitter(equations()).fit();
        double estimate = fit.beta()[0] + 3 * fit.beta()[1];
        try (LikelihoodProfile function =
                        fitter(equations()).profiles().of(new ProfiledParameter.LinearFunction(List.of(1.0, 3.0)));
                LikelihoodProfile coefficient = fitter(equations("y ~ I(x - 3) + (1 | id)", table(r -> true)))
                        .profiles()
                        .of(new ProfiledParameter.FixedEffect(0))) {
            assertEquals(estimate, function.estimate(), 1e-5);
            assertEquals(estimate, coefficient.estimate(), 1e-5);
            assertEquals(coefficient.step(), function.step(), 1e-4 * function.step());
            for (double way : new double[] {-2, 1, 3}) {
                double value = estimate + way * function.step();
                assertEquals(coefficient.rise(value), function.rise(value), 1e-5);
                assertTrue(function.rise(value) > 0.5);
            }
        }
    }

    @Test
    void aFunctionOfNothingHasNoProfile() {
        assertThrows(
                IllegalArgumentException.class,
                () -> fitter(equations()).profiles().of(new ProfiledParameter.LinearFunction(List.of(0.0, 0.0))));
    }

    /** Against a fit of the rows that are left. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aLevelThatIsLeftOutIsAsIfItWereNotInTheTable(int factor) {
        // the only factor, and the subjects of the residuals
        String formula = "y ~ x + (1 | arm)";
        LevelRefits refits = fitter(equations(formula, table(r -> true))).refits(factor);
        assertEquals(factor == 0 ? 4 : IDS, refits.levels());
        int level = 2;
        assertEquals(factor == 0 ? "a2" : "p02", refits.label(level));
        assertEquals(factor == 0 ? VISITS * IDS / 4 : VISITS, refits.rows(level));
        Estimates found = refits.without(level);
        IntPredicate left = factor == 0 ? r -> r / VISITS % 4 != 2 : r -> r / VISITS != 2;
        Fit expected = fitter(equations(formula, table(left))).fit();
        assertEquals(expected.criterion(), found.criterion(), 1e-6);
        assertArrayEquals(expected.beta(), found.beta(), 1e-4);
        assertEquals(expected.sigma(), found.sigma(), 1e-4);
        assertArrayEquals(expected.kept(), found.kept());
    }

    @Test
    void ofTwoLevelsNoneIsLeftOut() {
        LevelRefits refits = fitter(equations("y ~ x + (1 | arm)", table(r -> r / VISITS % 4 < 2)))
                .refits(0);
        assertEquals(2, refits.levels());
        assertEquals(
                "only one level is left, and one level tells no variance between levels.",
                assertThrows(ModelException.class, () -> refits.without(0)).getMessage());
    }

    @Test
    void whatTheColumnsAloneShowIsRefused() {
        Design design = Design.of(
                Formula.parse("I(0 * y) ~ x + (1 | id)"), table(r -> true), DesignOptions.DEFAULT, Progress.NONE);
        assertThrows(ModelException.class, () -> MixedModelEquations.check(design));
    }

    @Test
    void fitsAndRefitsAreStopped() {
        assertThrows(
                CancellationException.class,
                () -> new StructuredFitter(equations(), new Workers(1, Progress.NONE), new CancelAfter(0)).fit());
        AtomicBoolean stopped = new AtomicBoolean();
        Progress stopping = new Progress() {
            @Override
            public void report(String activity, double fraction) {}

            @Override
            public boolean isCancelled() {
                return stopped.get();
            }
        };
        LevelRefits refits = new StructuredFitter(equations(), new Workers(1, Progress.NONE), stopping).refits(0);
        assertEquals(IDS, refits.levels());
        stopped.set(true);
        assertThrows(CancellationException.class, () -> refits.without(0));
    }

    /** Drawn with the estimates: their means over draws are near them. */
    @Test
    void redrawnResponsesHaveTheParametersOfTheModel() {
        StructuredFitter fitter = fitter(equations());
        Fit fit = fitter.fit();
        int draws = 40;
        double sigma = 0;
        double slope = 0;
        double rho = 0;
        var redraws = fitter.redraws();
        for (int seed = 0; seed < draws; seed++) {
            Estimates drawn = redraws.estimates(seed);
            sigma += drawn.sigma() / draws;
            slope += drawn.beta()[1] / draws;
            rho += drawn.structures().get(0).value() / draws;
        }
        double error = Math.sqrt(fit.betaCovariance()[1][1] / draws);
        assertEquals(fit.beta()[1], slope, 4 * error);
        assertEquals(fit.sigma(), sigma, 0.15 * fit.sigma());
        assertEquals(fit.structures().orElseThrow().estimates().get(0).value(), rho, 0.15);
        assertEquals(redraws.estimates(3).criterion(), redraws.estimates(3).criterion());
    }
}
