package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.data.ActivityLog;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.formula.Formula;

/** What the iterative solver finds is brought to the raw scale, and told. */
class IterativeFitterTest {
    private static final String FORMULA = "y ~ x + (x | a) + (1 | b)";

    /** 150 x 120 levels that cross; x is counted in {@code unit}, and so many of the residuals are left. */
    private static Table table(double unit, double residual) {
        int n = 4000;
        Random random = new Random(8);
        double[] ofA = random.doubles(150, -2, 2).toArray();
        double[] slopes = random.doubles(150, -1, 1).toArray();
        double[] ofB = random.doubles(120, -1.5, 1.5).toArray();
        double[] y = new double[n];
        double[] x = new double[n];
        String[] a = new String[n];
        String[] b = new String[n];
        for (int i = 0; i < n; i++) {
            int k = random.nextInt(150);
            int l = random.nextInt(120);
            double own = random.nextGaussian();
            x[i] = own / unit;
            y[i] = 5 + own * (2 + slopes[k]) + ofA[k] + ofB[l] + residual * random.nextGaussian();
            a[i] = "a" + k;
            b[i] = "b" + l;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("a", a)
                .categorical("b", b)
                .build();
    }

    private static MixedModelEquations equations(String formula, Table table, DfMethod df) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return MixedModelEquations.read(
                design, table, FitOptions.DEFAULT.withThreads(1).withDf(df), Progress.NONE);
    }

    private static Fit fit(Table table, DfMethod df, Progress progress) {
        return fit(equations(FORMULA, table, df), progress);
    }

    private static Fit fit(MixedModelEquations equations, Progress progress) {
        try (Workers workers = new Workers(1, Progress.NONE)) {
            return new IterativeFitter(equations, workers, progress, "It was asked for.").fit();
        }
    }

    private static Fit fit(Table table) {
        return fit(table, DfMethod.AUTOMATIC, Progress.NONE);
    }

    @Test
    void theLogHasEachEvaluationAndProgressNamesIt() {
        ActivityLog log = new ActivityLog();
        Fit fit = fit(table(1, 1), DfMethod.AUTOMATIC, log);
        assertEquals(Verdict.Status.CONVERGED, fit.verdict().status());
        assertEquals(
                "An approximate optimum was found: the estimated gradient vanishes.",
                fit.verdict().explanation());
        assertEquals("It was asked for.", fit.notes().get(0));
        assertFalse(fit.log().isEmpty());
        Evaluation last = fit.log().get(fit.log().size() - 1);
        assertEquals(fit.criterion(), last.criterion(), 1e-3 * Math.abs(fit.criterion()));
        List<String> said = log.activities();
        assertTrue(said.contains("fitting iteratively") && said.contains("finishing"), said.toString());
        assertTrue(said.stream().anyMatch(activity -> activity.startsWith("fitting iteratively: evaluation ")));
    }

    /** With x in tenths its slopes are ten times as large, and so are the errors of their variances a hundred times. */
    @Test
    void errorsAreOfTheRawScale() {
        Fit one = fit(table(1, 1));
        Fit tenth = fit(table(10, 1));
        Approximation expected = one.approximation().orElseThrow();
        Approximation found = tenth.approximation().orElseThrow();
        assertTrue(expected.error(0, 1, 1) > 0 && expected.error(0, 0, 0) > 0 && expected.error(1, 0, 0) > 0);
        assertEquals(expected.error(0, 0, 0), found.error(0, 0, 0), 1e-4 * expected.error(0, 0, 0));
        assertEquals(10 * expected.error(0, 0, 1), found.error(0, 0, 1), 1e-3 * expected.error(0, 0, 1));
        assertEquals(100 * expected.error(0, 1, 1), found.error(0, 1, 1), 1e-2 * expected.error(0, 1, 1));
        assertEquals(expected.error(1, 0, 0), found.error(1, 0, 0), 1e-4 * expected.error(1, 0, 0));
        assertEquals(expected.residualError(), found.residualError(), 1e-4 * expected.residualError());
        assertEquals(one.criterion() - 2 * Math.log(10), tenth.criterion(), 1e-4);
    }

    /** Twice the response has four times the variances, and so their errors are. */
    @Test
    void errorsAreOfTheResponsesScaleToo() {
        Fit one = fit(table(1, 1));
        double sigma = one.sigma();
        assertEquals(1, sigma, 0.1);
        assertTrue(one.approximation().orElseThrow().residualError() < 0.1 * sigma * sigma);
        // the variances of what is uniform between -2 and 2, -1 and 1, -1.5 and 1.5, within three quarters
        assertEquals(16.0 / 12, one.factors().get(0).covariance()[0][0], 1);
        assertEquals(4.0 / 12, one.factors().get(0).covariance()[1][1], 0.25);
        assertEquals(9.0 / 12, one.factors().get(1).covariance()[0][0], 0.56);
        Fit twice = fit(equations("I(2 * y)" + FORMULA.substring(1), table(1, 1), DfMethod.AUTOMATIC), Progress.NONE);
        Approximation expected = one.approximation().orElseThrow();
        Approximation found = twice.approximation().orElseThrow();
        assertEquals(4 * expected.residualError(), found.residualError(), 1e-3 * found.residualError());
        assertEquals(4 * expected.error(0, 0, 0), found.error(0, 0, 0), 1e-3 * found.error(0, 0, 0));
        assertEquals(expected.criterionError(), found.criterionError(), 1e-3 * found.criterionError());
    }

    /** Against the exact solver at the same theta, within five standard errors. */
    @Test
    void criterionAndDevianceAreThoseOfTheExactSolver() {
        Table table = table(1, 1);
        Fit fit = fit(table);
        Estimates exact = new Fitter(
                        equations(FORMULA, table, DfMethod.ASYMPTOTIC), new Workers(1, Progress.NONE), Progress.NONE)
                .at(fit.theta());
        double error = 5 * fit.approximation().orElseThrow().criterionError();
        assertEquals(exact.criterion(), fit.criterion(), error);
        assertEquals(exact.deviance(), fit.deviance(), error);
        assertEquals(exact.sigma(), fit.sigma(), 1e-4 * exact.sigma());
        assertTrue(error < 1e-2 * exact.criterion(), "" + error);
    }

    @Test
    void aResponseThatIsAllButFittedExactlyIsRefused() {
        assertEquals(
                "The response y is fitted all but exactly by the fixed effects and groups, too little is left for the iterative solver;"
                        + " check whether a predictor or group repeats the response, or choose the exact solver.",
                assertThrows(ModelException.class, () -> fit(table(1, 1e-6))).getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = DfMethod.class,
            names = {"SATTERTHWAITE", "KENWARD_ROGER"})
    void degreesOfFreedomAreRefused(DfMethod df) {
        assertEquals(
                "The iterative solver gives normal tests only, without degrees of freedom; choose asymptotic, or the exact solver.",
                assertThrows(MethodException.class, () -> fit(table(1, 1), df, Progress.NONE))
                        .getMessage());
    }
}
