package org.multilevel.fit.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.facts.RowFacts;

/** What each parameter is of the estimates of a model with two factors. */
class ProfiledParameterTest {
    private static final double TOLERANCE = 1e-12;
    private static final double[] BETA = {3, -2};
    private static final List<double[][]> COVARIANCES =
            List.of(new double[][] {{4, -1.5}, {-1.5, 9}}, new double[][] {{0.25}});
    private static final double SIGMA = 2;

    private static double value(ProfiledParameter parameter) {
        return parameter.value(BETA, COVARIANCES, SIGMA);
    }

    @Test
    void fixedEffectsAndTheirFunctionsComeFromBeta() {
        assertEquals(-2, value(new ProfiledParameter.FixedEffect(1)));
        assertEquals(3 * 0.5 - 2 * 4, value(new ProfiledParameter.LinearFunction(List.of(0.5, 4.0))));
    }

    @Test
    void deviationsAndCorrelationsComeFromCovariances() {
        assertEquals(3, value(new ProfiledParameter.StandardDeviation(0, 1)));
        assertEquals(0.5, value(new ProfiledParameter.StandardDeviation(1, 0)));
        assertEquals(-0.25, value(new ProfiledParameter.Correlation(0, 0, 1)), TOLERANCE);
        List<double[][]> rounded = List.<double[][]>of(new double[][] {{1, 1 + 1e-15}, {1 + 1e-15, 1}});
        assertEquals(1, new ProfiledParameter.Correlation(0, 0, 1).value(BETA, rounded, SIGMA));
        List<double[][]> none = List.<double[][]>of(new double[2][2]);
        assertTrue(Double.isNaN(new ProfiledParameter.Correlation(0, 0, 1).value(BETA, none, SIGMA)));
    }

    /** At a mean row of zz' = (1, 0.5; 0.5, 2) the first factor adds 4 - 1.5 + 18. */
    @Test
    void aShareIsThatOfTheVarianceWhichFixedEffectsLeave() {
        RowFacts facts = new RowFacts(
                new double[2][2],
                List.of(new double[][] {{1, 0.5}, {0.5, 2}}, new double[][] {{4}}),
                List.of(),
                List.of());
        assertEquals(20.5 / (20.5 + 1 + 4), value(new ProfiledParameter.VarianceShare(0, facts)), TOLERANCE);
        assertEquals(1 / (20.5 + 1 + 4), value(new ProfiledParameter.VarianceShare(1, facts)), TOLERANCE);
    }

    @Test
    void residualAndDispersionAreSigma() {
        assertEquals(2, value(new ProfiledParameter.ResidualStandardDeviation()));
        assertEquals(2, value(new ProfiledParameter.Dispersion()));
    }

    @Test
    void parametersOfStructuresAreFoundElsewhere() {
        assertThrows(UnsupportedOperationException.class, () -> value(new ProfiledParameter.StructureCorrelation(0)));
        assertThrows(UnsupportedOperationException.class, () -> value(new ProfiledParameter.StructureDeviation(0)));
    }
}
