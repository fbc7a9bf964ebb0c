package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.formula.Formula;

/**
 * What is asked of a problem besides its fit keeps its digits too where several factors explain all but a hundred-thousandth.
 *
 * <p>Criterion and residual standard deviation at the optimum were computed in 50 digits by {@code precision.py}, beside the tables.
 */
class NearlyExactProblemTest {
    private static final String CROSSED = "y ~ x + (1 | g) + (1 | h)";
    private static final Path FOLDER = Path.of("src", "test", "resources", "precision");

    private static Problem read(String data, String formula, EstimationMethod method) {
        Table table = CsvTable.open(FOLDER.resolve(data + ".csv"), CsvOptions.defaults());
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT.withMethod(method), Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "cross5, y ~ x + (1 | g) + (1 | h), -4116.9841608509105, 1.0482441253658352e-05",
        "nest5, y ~ x + (1 | g) + (1 | n), -3875.56166682695, 1.0618953749930111e-05"
    })
    void estimatesAtTheOptimumAndFromNearIt(String data, String formula, double criterion, double sigma) {
        Problem problem = read(data, formula, EstimationMethod.REML);
        double[] theta = problem.fit(Progress.NONE).theta();
        Estimates at = problem.at(theta, Progress.NONE);
        assertEquals(criterion, at.criterion(), 1e-7 * Math.abs(criterion));
        assertEquals(sigma, at.sigma(), 1e-6 * sigma);
        Estimates from = problem.estimates(new double[] {theta[0] * 1.5, theta[1] * 0.7}, Progress.NONE);
        assertEquals(criterion, from.criterion(), 1e-7 * Math.abs(criterion));
        assertEquals(sigma, from.sigma(), 1e-6 * sigma);
    }

    /** Nearly all levels are known exactly, so an SD has the standard error of one of normal draws, sd / sqrt(2 (levels - 1)). */
    @Test
    void theCovarianceOfStandardDeviations() {
        Problem problem = read("cross5", CROSSED, EstimationMethod.REML);
        Fit fit = problem.fit(Progress.NONE);
        List<ProfiledParameter> sds =
                List.of(new ProfiledParameter.StandardDeviation(0, 0), new ProfiledParameter.StandardDeviation(1, 0));
        double[][] covariance = problem.parameterCovariance(sds, fit.theta(), Progress.NONE);
        for (int f = 0; f < 2; f++) {
            FactorEffects factor = fit.factors().get(f);
            double sd = Math.sqrt(factor.covariance()[0][0]);
            int levels = problem.design().factors().get(f).levels().size();
            assertEquals(sd / Math.sqrt(2 * (levels - 1)), Math.sqrt(covariance[f][f]), 1e-3 * sd);
        }
    }

    @Test
    void aProfileThatWouldLoseItsDigitsIsRefused() {
        Problem problem = read("cross5", CROSSED, EstimationMethod.ML);
        Fit fit = problem.fit(Progress.NONE);
        String sentence = assertThrows(
                        ModelException.class,
                        () -> problem.profile(new ProfiledParameter.StandardDeviation(0, 0), fit, Progress.NONE))
                .getMessage();
        assertTrue(sentence.contains("ask for Wald intervals"), sentence);
    }
}
