package org.multilevel.inference.shares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Inference;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** Against R 4.2.2's {@code summary(lm(...))}, which has about 14 digits; so do the sums here. */
class LeastSquaresFitTest {
    private static LeastSquaresFit fit(String formula, EstimationMethod method) {
        return LeastSquaresFit.of(Samples.fit(formula, method, Samples.table("ergoStool", "Type", "Subject")))
                .orElseThrow();
    }

    private static void check(LeastSquaresFit fit, double rSquared, double adjusted, double f) {
        assertEquals(rSquared, fit.rSquared(), 1e-11);
        assertEquals(adjusted, fit.adjusted(), 1e-11);
        assertEquals(f, fit.f(), 1e-9 * f);
    }

    @Test
    void rSquaredAndFAreThoseOfR() {
        LeastSquaresFit fit = fit("effort ~ Type", EstimationMethod.REML);
        check(fit, 0.459374508879459, 0.408690869086909, 9.06356589147287);
        assertEquals(3, fit.numeratorDf());
        assertEquals(32, fit.denominatorDf());
        assertEquals(0.000172288453194064, fit.pValue(), 1e-14);
    }

    @Test
    void theyDoNotDependOnTheLikelihood() {
        check(fit("effort ~ Type", EstimationMethod.ML), 0.459374508879459, 0.408690869086909, 9.06356589147287);
    }

    @Test
    void withoutAnInterceptTheyAreAboutZero() {
        check(fit("effort ~ 0 + Type", EstimationMethod.REML), 0.975863714181471, 0.972846678454155, 323.451162790698);
    }

    @Test
    void rowsCountByTheirWeights() {
        MixedModel model = LinearMixedModel.of("y ~ x + f")
                .withWeights("w")
                .fit(CsvTable.open(Path.of("src", "test", "resources", "reference", "inference", "unbalanced.csv")));
        check(LeastSquaresFit.of(model).orElseThrow(), 0.193460512797612, 0.139691213650786, 3.59797348798125);
        List<CoefficientTest> tests = Inference.standard().coefficients(model);
        assertEquals(45, tests.get(1).df());
        assertEquals(0.00524694647037835, tests.get(1).pValue(), 1e-12);
    }

    @Test
    void aModelWithRandomTermsHasNone() {
        assertTrue(LeastSquaresFit.of(Samples.sleepstudyModel()).isEmpty());
    }
}
