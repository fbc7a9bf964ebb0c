package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.formula.ResidualTerm;

/** What the rows of two subjects, of three and of two rows, tell of a residual at another time. */
class ResidualLawTest {
    private static final double TOLERANCE = 1e-12;

    private static CarriedRows rows(List<String> positions, List<String> strata, double step, double... position) {
        return new CarriedRows(
                List.of(List.of("u"), List.of("v")),
                new int[] {0, 3, 5},
                position,
                new int[] {0, 0, 0, 1, 1},
                new double[] {1, 1, 4, 1, 1},
                new double[] {1, 2, 3, 4, 5},
                new double[] {1, 1, 1, 1, 1},
                List.of(new double[] {1, 1, 1, 1, 1}),
                List.of(new int[] {7, 7, 7, 2, 2}),
                new double[] {0, 1, 2, 3},
                positions,
                strata,
                step,
                false);
    }

    private static ResidualLaw law(String term, CarriedRows rows, StructureEstimate... estimates) {
        List<StructureEstimate> all = new ArrayList<>(List.of(estimates));
        return new ResidualLaw(ResidualTerm.parse(term), all, rows);
    }

    private static StructureEstimate correlation(String first, String second, double value) {
        return StructureEstimate.correlation("id", first, second, value);
    }

    private static StructureEstimate deviation(String name, double value) {
        return StructureEstimate.residual(name, value);
    }

    @Test
    void aPowerOfTheDistanceTellsOfAnyTime() {
        CarriedRows rows = rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2);
        ResidualLaw law = law("car1(week | id)", rows, deviation("", 2), correlation("rho", "", 0.5));
        assertEquals(2, law.deviation(17, 0));
        assertEquals(Math.pow(0.5, 1.5), law.correlation(4, 2.5), TOLERANCE);
        // the last row of the second subject tells all: 0.5^2 of its residual
        ResidualLaw.Carry carry = law.carry(1, 4, 1).orElseThrow();
        assertArrayEquals(new double[] {0, 0.25}, carry.weights(), TOLERANCE);
        assertEquals(4 * (1 - Math.pow(0.5, 4)), carry.variance(), TOLERANCE);
    }

    /** A row of weight four has half the standard deviation: its residual tells twice as much. */
    @Test
    void weightsCount() {
        CarriedRows rows = rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2);
        ResidualLaw law = law("car1(week | id)", rows, deviation("", 2), correlation("rho", "", 0.5));
        ResidualLaw.Carry carry = law.carry(0, 4, 0).orElseThrow();
        assertArrayEquals(new double[] {0, 0, 1}, carry.weights(), TOLERANCE);
        assertEquals(4 * (1 - 0.25), carry.variance(), TOLERANCE);
    }

    @Test
    void aNegativeCorrelationIsKnownOverStepsOnly() {
        CarriedRows rows = rows(List.of(), List.of(), 1, 0, 1, 3, 1, 2);
        ResidualLaw law = law("ar1(week | id)", rows, deviation("", 1), correlation("rho", "", -0.5));
        assertEquals(-0.125, law.correlation(4, 1), TOLERANCE);
        assertEquals(0.25, law.correlation(1, 3), TOLERANCE);
        assertTrue(Double.isNaN(law.correlation(1, 1.5)));
        assertTrue(law.carry(1, 2.5, 1).isEmpty());
    }

    @Test
    void oneCorrelationIsThatOfAllPairs() {
        CarriedRows rows = rows(List.of(), List.of("a", "b"), 0, 0, 0, 0, 0, 0);
        ResidualLaw law = law("cs(1 | id)", rows, deviation("a", 1), deviation("b", 3), correlation("rho", "", 0.25));
        assertEquals(1, law.deviation(0, 0));
        assertEquals(3, law.deviation(0, 1));
        assertEquals(0.25, law.correlation(0, 0));
        // two rows of a correlation of a quarter: each tells 0.25 / 1.25
        ResidualLaw.Carry carry = law.carry(1, 0, 1).orElseThrow();
        assertArrayEquals(new double[] {0.2, 0.2}, carry.weights(), TOLERANCE);
        assertEquals(9 * (1 - 2 * 0.2 * 0.25), carry.variance(), TOLERANCE);
    }

    @Test
    void lagsAreThoseOfTheOccasionsOfTheFit() {
        CarriedRows rows = rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2);
        ResidualLaw law = law(
                "toep(week | id)",
                rows,
                deviation("", 1),
                correlation("lag 1", "", 0.5),
                correlation("lag 2", "", 0.3),
                correlation("lag 3", "", 0.2));
        assertEquals(0.3, law.correlation(3, 1));
        assertEquals(0.2, law.correlation(0, 3));
        assertTrue(Double.isNaN(law.correlation(1.5, 1)));
        assertTrue(Double.isNaN(law.correlation(1, 9)));
    }

    @Test
    void pairsOfTextHaveTheirOwn() {
        CarriedRows rows = rows(List.of("pre", "post", "late"), List.of("a", "b"), 0, 0, 1, 2, 0, 1);
        ResidualLaw law = law(
                "us(visit | id)",
                rows,
                deviation("b:pre", 2),
                deviation("b:post", 3),
                deviation("b:late", 1),
                correlation("pre", "post", 0),
                correlation("pre", "late", 0.6),
                correlation("post", "late", 0.3),
                StructureEstimate.correlation("other", "pre", "late", 0.9));
        assertEquals(2, law.deviation(0, 1));
        assertTrue(Double.isNaN(law.deviation(0, 0)));
        assertTrue(Double.isNaN(law.deviation(7, 1)));
        assertEquals(0.3, law.correlation(1, 2));
        assertEquals(0.3, law.correlation(2, 1));
        assertTrue(Double.isNaN(law.correlation(0, 5)));
        // of the arm a nothing was estimated
        assertTrue(law.carry(0, 1, 0).isEmpty());
        ResidualLaw.Carry carry = law.carry(1, 2, 1).orElseThrow();
        assertArrayEquals(new double[] {0.6 / 2, 0.3 / 3}, carry.weights(), TOLERANCE);
        assertEquals(1 - 0.36 - 0.09, carry.variance(), TOLERANCE);
    }

    @Test
    void levelsOfSubjectsAreKeptOnce() {
        CarriedRows rows = rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2);
        assertEquals(5, rows.rows());
        assertFalse(rows.changes(0));
        assertArrayEquals(new int[] {7, 2}, rows.shortLevels().get(0));
        assertArrayEquals(
                new int[] {7, 7, 7, 2, 2},
                CarriedRows.longLevels(rows.shortLevels(), rows.start()).get(0));
        int[] changing = {1, 1, 2, 3, 3};
        CarriedRows other = new CarriedRows(
                rows.subjects(),
                rows.start(),
                rows.position(),
                rows.stratum(),
                rows.weight(),
                rows.residual(),
                rows.x(),
                rows.z(),
                List.of(changing),
                rows.occasions(),
                rows.positions(),
                rows.strata(),
                rows.step(),
                rows.isLastOnly());
        assertTrue(other.changes(0));
        assertArrayEquals(changing, other.shortLevels().get(0));
        assertArrayEquals(
                changing,
                CarriedRows.longLevels(List.of(changing), rows.start()).get(0));
    }

    @Test
    void rowsAreEqualIfAllTheirNumbersAre() {
        CarriedRows rows = rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2);
        assertEquals(rows, rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2));
        assertEquals(
                rows.hashCode(), rows(List.of(), List.of(), 0, 0, 1, 3, 1, 2).hashCode());
        assertNotEquals(rows, rows(List.of(), List.of(), 0, 0, 1, 3, 1, 4));
        assertNotEquals(rows, rows(List.of(), List.of(), 1, 0, 1, 3, 1, 2));
        assertNotEquals(rows, new Object());
        assertEquals("5 rows of 2 subjects", rows.toString());
    }
}
