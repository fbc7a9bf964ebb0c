package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** Standard deviations of four visits in two arms, which multiply. */
class DeviationsTest {
    private static final String BOTH = "ar1(visit | id, hom = FALSE)";
    private static final double TOLERANCE = 1e-12;

    private static Deviations of(Chosen chosen) {
        return chosen.structure().deviations().orElseThrow();
    }

    @Test
    void thereIsOneForEachVisitTimesOneForEachArm() {
        Chosen chosen = Chosen.of(BOTH, true);
        Deviations deviations = of(chosen);
        assertEquals(4, deviations.size());
        assertEquals(8, deviations.classes());
        assertTrue(deviations.haveOccasions());
        assertFalse(deviations.areConstantWithin());
        double[] phi = {0.1, 0.2, 0.3, 1};
        assertArrayEquals(new double[] {0, 1, 0.1, 1.1, 0.2, 1.2, 0.3, 1.3}, deviations.logs(phi), TOLERANCE);
        List<Named> named = deviations.named(phi);
        assertEquals(
                List.of("a:0", "a:1", "a:2", "a:3", "b:0", "b:1", "b:2", "b:3"),
                named.stream().map(Named::first).toList());
        assertEquals(Math.exp(1.2), named.get(6).value(), TOLERANCE);
        SubjectRows rows = chosen.plain();
        long[] counts = new long[8];
        for (int r = 0; r < rows.count; r++) {
            int own = 2 * (int) rows.position[r] + rows.stratum[r];
            assertEquals(own, deviations.of(r));
            counts[own]++;
        }
        assertArrayEquals(counts, deviations.counts());
        assertEquals(rows.count, deviations.rows());
    }

    @Test
    void armsAloneAreConstantWithinSubjects() {
        Deviations deviations = of(Chosen.of("ar1(visit | id)", true));
        assertEquals(1, deviations.size());
        assertEquals(2, deviations.classes());
        assertFalse(deviations.haveOccasions());
        assertTrue(deviations.areConstantWithin());
        assertEquals(
                List.of("a", "b"),
                deviations.named(new double[1]).stream().map(Named::first).toList());
    }

    /** Root mean squares of what least squares leave, relative to the first. */
    @Test
    void aSearchBeginsWithThoseOfLeastSquares() {
        Chosen chosen = Chosen.of(BOTH, true);
        List<double[]> starts = of(chosen).starts();
        assertEquals(2, starts.size());
        assertArrayEquals(new double[4], starts.get(0));
        double[] expected = new double[4];
        for (int k = 0; k < 3; k++) {
            int visit = k + 1;
            expected[k] = log(chosen, visit, -1) - log(chosen, 0, -1);
        }
        expected[3] = log(chosen, -1, 1) - log(chosen, -1, 0);
        assertArrayEquals(expected, starts.get(1), 1e-9);
        // the largest of the visits, and of the arms; none where the first is
        int largest = IntStream.range(0, 3)
                .boxed()
                .max((a, b) -> Double.compare(expected[a], expected[b]))
                .orElseThrow();
        List<Deviations.Family> families = of(chosen).families();
        assertEquals(new Deviations.Family(0, 3, expected[largest] > 0 ? largest : -1), families.get(0));
        assertEquals(new Deviations.Family(3, 4, expected[3] > 0 ? 3 : -1), families.get(1));
    }

    private static double log(Chosen chosen, int visit, int arm) {
        SubjectRows rows = chosen.plain();
        double mean = IntStream.range(0, rows.count)
                .filter(r -> (visit < 0 || rows.position[r] == visit) && (arm < 0 || rows.stratum[r] == arm))
                .mapToDouble(r -> rows.residual[r] * rows.residual[r])
                .average()
                .orElseThrow();
        return 0.5 * Math.log(mean);
    }

    @Test
    void aVarianceThatGoesToZeroIsNamed() {
        Deviations deviations = of(Chosen.of(BOTH, true));
        assertEquals(
                List.of(
                        Optional.of("The residual variance of visit 1 goes to zero: its rows are fitted exactly."),
                        Optional.empty(),
                        Optional.of("The residual variance of visit 0 goes to zero: its rows are fitted exactly."),
                        Optional.of("The residual variance of arm b goes to zero: its rows are fitted exactly.")),
                deviations.bounds(new double[] {-9, 8.9, 9, -10}));
    }

    /** Of a small one its own logarithm falls by two; where the first is small all others rise, and so do the effects. */
    @Test
    void aPointIsOfferedWhereASmallOneIsSmallerStill() {
        Deviations deviations = of(Chosen.of(BOTH, true));
        double[] theta = {3, 4};
        List<SmallerDeviation> points = deviations.smaller(theta, new double[] {-5, 4.9, 6, 5});
        assertEquals(
                List.of(0, 2, 3),
                points.stream().map(SmallerDeviation::parameter).toList());
        assertArrayEquals(new double[] {-7, 4.9, 6, 5}, points.get(0).parameters(), TOLERANCE);
        assertArrayEquals(theta, points.get(0).theta());
        assertEquals(
                "The residual variance of visit 1 is estimated as zero: the random effects take up all that its rows differ by.",
                points.get(0).sentence());
        double e = Math.exp(2);
        assertArrayEquals(new double[] {-3, 6.9, 8, 5}, points.get(1).parameters(), TOLERANCE);
        assertArrayEquals(new double[] {3 * e, 4 * e}, points.get(1).theta(), 1e-9);
        assertTrue(points.get(1).sentence().startsWith("The residual variance of visit 0 is"));
        assertArrayEquals(new double[] {-5, 4.9, 6, 7}, points.get(2).parameters(), TOLERANCE);
        assertTrue(points.get(2).sentence().startsWith("The residual variance of arm a is"));
    }

    @Test
    void independentResidualsHaveNoCorrelation() {
        ResidualStructure independent = Chosen.of("", true).structure();
        assertEquals(List.of(), independent.estimates(new double[] {0.5}).correlations());
        assertThrows(IllegalArgumentException.class, () -> independent.pivot(0));
        assertThrows(IllegalArgumentException.class, () -> new NoStructure().pivot(0));
        assertEquals(0, independent.step());
        assertFalse(independent.isOfCentredRows());
        assertTrue(Chosen.of("cs(1 | id)", false).structure().isOfCentredRows());
    }

    @Test
    void correlationsOfStructuresAreAtTheirBounds() {
        ResidualStructure steps = Chosen.of("ar1(visit | id)", false).structure();
        String one =
                "rho is at 1: an intercept for each id is what the data ask for, as in (1 | id), rather than a correlation"
                        + " that dies away.";
        assertEquals(List.of(Optional.of(one)), steps.bounds(new double[] {7.1}));
        assertEquals(List.of(Optional.empty()), steps.bounds(new double[] {7}));
        assertEquals(List.of(Optional.empty()), steps.bounds(new double[] {-7}));
        assertEquals(
                List.of(Optional.of("rho is at -1, where each residual is the one before it with the other sign.")),
                steps.bounds(new double[] {-7.1}));
        ResidualStructure continuous = Chosen.of("car1(time | id)", false).structure();
        assertEquals(List.of(Optional.of(one)), continuous.bounds(new double[] {-14.1}));
        assertEquals(List.of(Optional.empty()), continuous.bounds(new double[] {-14}));
        assertEquals(List.of(Optional.empty()), continuous.bounds(new double[] {3}));
        assertEquals(
                List.of(Optional.of(
                        "rho is at 0: residuals that follow each other are not correlated, so the structure can be"
                                + " left out.")),
                continuous.bounds(new double[] {3.1}));
        assertEquals(
                Optional.of("9 levels of id tell the variances and correlations of 4 values of visit."),
                Chosen.of("us(visit | id)", false).structure().counts());
        assertEquals(Optional.empty(), continuous.counts());
    }
}
