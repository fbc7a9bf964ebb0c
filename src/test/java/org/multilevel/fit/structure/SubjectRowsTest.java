package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** Six rows of two children in a mixed order, whose columns are standardised. */
class SubjectRowsTest {
    private static final double TOLERANCE = 1e-12;
    private static final double[] BETA = {0.5, -0.25};

    private final MemoryTable table = MemoryTable.builder()
            .numeric("y", 1, 2, 4, 8, 16, 3)
            .numeric("x", 3, 1, 4, 1, 5, 9)
            .numeric("w", 1, 4, 1, 0.25, 1, 9)
            .numeric("week", 2, 1, 0, 2, 1, 0)
            .categorical("visit", "post", "mid", "early", "post", "mid", "early")
            .categorical("child", "v", "u", "v", "u", "v", "u")
            .categorical("school", "s", "t", "t", "s", "s", "s")
            .build();
    private final Design design = design("ar1(week | child)");
    private final Standardisation standard = new Standardisation(design, Orthogonalisation.none(2));

    private Design design(String residual) {
        return Design.of(
                Formula.parse("y ~ x + (1 + x | school)"),
                table,
                DesignOptions.DEFAULT.withWeights("w").withResidual(ResidualTerm.parse(residual)),
                Progress.NONE);
    }

    private SubjectRows.Read read(Design of) {
        return SubjectRows.read(of, table, standard, new int[] {0, 1}, BETA, (block, residuals) -> {}, Progress.NONE);
    }

    private final SubjectRows rows = read(design).rows();

    private double standardised(double y) {
        return (y - standard.yCentre) / standard.yScale;
    }

    @Test
    void rowsAreSortedBySubjectAndTime() {
        assertEquals(6, rows.count);
        assertEquals(2, rows.subjects());
        assertEquals(3, rows.size(1));
        assertEquals(3, rows.largest());
        assertArrayEquals(new int[] {0, 3, 6}, rows.start);
        assertArrayEquals(new double[] {0, 1, 2, 0, 1, 2}, rows.position);
        assertArrayEquals(new long[] {2, 4, 0, 5, 1, 3}, rows.row);
        assertArrayEquals(new int[] {1, 0, 0, 0, 1, 0}, rows.level[0]);
        assertEquals(List.of("v", "u"), read(design).subjects());
        assertEquals("child", read(design).labels().subject());
    }

    /** Of the fourth row in this order, which is the last of the table and has the weight nine. */
    @Test
    void columnsAreStandardisedAndWeighted() {
        double x = (9 - standard.xCentre[1]) / standard.xScale[1];
        double y = standardised(3);
        assertArrayEquals(
                new double[] {3, 3 * x, 3 * y}, new double[] {rows.xy[9], rows.xy[10], rows.xy[11]}, TOLERANCE);
        double slope = (9 - standard.zCentre[0][1]) / standard.zScale[0][1];
        assertArrayEquals(new double[] {3, 3 * slope}, new double[] {rows.z[0][6], rows.z[0][7]}, TOLERANCE);
        assertEquals(3 * (y - 0.5 + 0.25 * x), rows.residual[3], TOLERANCE);
    }

    @Test
    void positionsThatAreTextHaveThePlacesOfTheirLabels() {
        SubjectRows.Read text = read(design("us(visit | child)"));
        assertEquals(List.of("early", "mid", "post"), text.labels().positions());
        assertEquals("mid", text.labels().label(1));
        assertArrayEquals(new double[] {0, 1, 2, 0, 1, 2}, text.rows().position);
        assertArrayEquals(rows.row, text.rows().row);
        assertEquals("2", read(design).labels().label(2));
    }

    /** Deviations from the mean, and behind all rows the means times the root of three. */
    @Test
    void centredRowsHaveTheSameSumsOfProducts() {
        SubjectRows centred = rows.centred();
        double sum = 0;
        double products = 0;
        double expected = 0;
        for (int r = 0; r < 3; r++) {
            sum += rows.xy[3 * r + 2];
            expected += rows.xy[3 * r + 1] * rows.xy[3 * r + 2];
            products += centred.xy[3 * r + 1] * centred.xy[3 * r + 2];
        }
        assertEquals(rows.xy[2] - sum / 3, centred.xy[2], TOLERANCE);
        assertEquals(sum / Math.sqrt(3), centred.xy[3 * 6 + 2], TOLERANCE);
        assertEquals(expected, products + centred.xy[3 * 6 + 1] * centred.xy[3 * 6 + 2], 1e-10);
        assertEquals(8, centred.xy.length / centred.p1);
        assertEquals(8, centred.level[0].length);
        assertEquals(rows.level[0][0], centred.level[0][6]);
        assertEquals(rows.level[0][3], centred.level[0][7]);
        assertEquals(6, centred.count);
    }

    @Test
    void columnsMayBeCombined() {
        SubjectRows combined = rows.combined(new double[][] {{1, 2, 0}, {0, 3, 0}, {0, 0, -1}});
        for (int r = 0; r < 6; r++) {
            assertEquals(rows.xy[3 * r] + 2 * rows.xy[3 * r + 1], combined.xy[3 * r], TOLERANCE);
            assertEquals(3 * rows.xy[3 * r + 1], combined.xy[3 * r + 1], TOLERANCE);
            assertEquals(-rows.xy[3 * r + 2], combined.xy[3 * r + 2], TOLERANCE);
        }
    }

    @Test
    void anotherResponseTakesThePlaceOfTheFirst() {
        SubjectRows other = rows.withResponse(new double[] {1, 2, 3, 4, 5, 6});
        for (int r = 0; r < 6; r++) {
            assertEquals(r + 1, other.xy[3 * r + 2]);
            assertEquals(rows.xy[3 * r + 1], other.xy[3 * r + 1]);
        }
    }

    @Test
    void someRowsAndColumnsMayStay() {
        SubjectRows some = rows.only(new int[] {1, 3, 5}, new int[] {1});
        assertEquals(3, some.count);
        assertEquals(2, some.p1);
        assertArrayEquals(new int[] {0, 1, 3}, some.start);
        assertArrayEquals(new double[] {1, 0, 2}, some.position);
        assertArrayEquals(new long[] {4, 5, 3}, some.row);
        assertArrayEquals(
                new double[] {rows.xy[4], rows.xy[5], rows.xy[10], rows.xy[11], rows.xy[16], rows.xy[17]}, some.xy);
        assertEquals(rows.z[0][7], some.z[0][3]);
        assertEquals(rows.residual[5], some.residual[2]);
        assertEquals(rows.level[0][5], some.level[0][2]);
        // of one subject alone
        assertArrayEquals(new int[] {0, 2}, rows.only(new int[] {0, 2}, new int[0]).start);
    }
}
