package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.formula.Formula;

/** What has no room in memory is refused with its size before it is begun. */
class RoomTest {
    private static final Room SMALL = new Room(10 << 20);

    /** A factor of so many columns with an unstructured covariance. */
    private static ThetaLayout columns(int columns) {
        MemoryTable.Builder table = MemoryTable.builder()
                .numeric("y", new double[] {1, 2, 4, 3})
                .categorical("g", new String[] {"a", "a", "b", "b"});
        for (int j = 1; j < columns; j++) {
            int own = j;
            table.numeric(
                    "x" + j, IntStream.range(0, 4).mapToDouble(i -> i * own % 5).toArray());
        }
        String slopes = IntStream.range(1, columns).mapToObj(j -> "x" + j).collect(Collectors.joining(" + "));
        Design design = Design.of(
                Formula.parse("y ~ 1 + (" + slopes + " | g)"), table.build(), DesignOptions.DEFAULT, Progress.NONE);
        return new ThetaLayout(design.factors());
    }

    @Test
    void aSearchThatHasNoRoomIsRefusedWithItsSize() {
        ThetaLayout layout = columns(30);
        ModelException refused = assertThrows(ModelException.class, () -> SMALL.checkSearch(layout, true));
        assertEquals(
                "The random terms have 465 variances and covariances, whose estimation takes about 99 MB, and Java may use only 10 MB in"
                        + " all; let fewer columns vary by group, take out correlations (|| in the formula), or allow Java more with"
                        + " -Xmx (in KNIME: in knime.ini).",
                refused.getMessage());
        assertDoesNotThrow(() -> new Room(200L << 20).checkSearch(layout, true));
    }

    @Test
    void crossProductsThatHaveNoRoomWhereTheyAreAddedUpAreRefused() {
        int groups = 20_000;
        MemoryTable table = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 2 * groups).mapToDouble(i -> i % 7).toArray())
                .numeric(
                        "x",
                        IntStream.range(0, 2 * groups).mapToDouble(i -> i % 3).toArray())
                .numeric(
                        "g",
                        IntStream.range(0, 2 * groups)
                                .mapToDouble(i -> Math.floorDiv(i, 2))
                                .toArray())
                .build();
        Design design = Design.of(Formula.parse("y ~ x + (x | g)"), table, DesignOptions.DEFAULT, Progress.NONE);
        ModelException refused = assertThrows(ModelException.class, () -> SMALL.checkProducts(design, new long[0]));
        // 2 (2 + 3) numbers of 8 bytes for each group, five times over
        assertEquals(
                "The cross-products of 20,000 groups take about 8 MB where the model is fitted, and Java may use only 10 MB there;"
                        + " allow it more (on Spark: --driver-memory), let fewer columns vary by group, or where groups lie within one"
                        + " another leave them on the cluster (--spread yes).",
                refused.getMessage());
        assertDoesNotThrow(() -> new Room(12 << 20).checkProducts(design, new long[0]));
    }

    @Test
    void pairsOfCrossedGroupsAreForetold() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3)
                .numeric("g", 1, 2, 1, 2)
                .numeric("h", 1, 1, 2, 2)
                .build();
        Design design =
                Design.of(Formula.parse("y ~ 1 + (1 | g) + (1 | h)"), table, DesignOptions.DEFAULT, Progress.NONE);
        assertDoesNotThrow(() -> SMALL.checkProducts(design, new long[] {4}));
        ModelException refused =
                assertThrows(ModelException.class, () -> SMALL.checkProducts(design, new long[] {50_000}));
        // 1 + 3 numbers of 8 bytes for each pair, five times over
        assertEquals(
                "The cross-products of 4 groups and about 50,000 pairs of them take about 8 MB where the model is fitted, and Java may"
                        + " use only 10 MB there; allow it more (on Spark: --driver-memory), let fewer columns vary by group, or where"
                        + " groups lie within one another leave them on the cluster (--spread yes).",
                refused.getMessage());
    }

    @Test
    void aSearchInTrianglesTakesAQuarterOfTheRoom() {
        ThetaLayout layout = columns(20);
        Room room = new Room(15 << 20);
        assertThrows(ModelException.class, () -> room.checkSearch(layout, true));
        assertDoesNotThrow(() -> room.checkSearch(layout, false));
    }

    @Test
    void degreesOfFreedomThatHaveNoRoomAreRefusedWithTheirSize() {
        assertTrue(SMALL.hasForUncertainty(100, 5));
        assertFalse(SMALL.hasForUncertainty(100, 100));
        MethodException refused = assertThrows(MethodException.class, () -> SMALL.checkUncertainty(100, 100));
        assertEquals(
                "Satterthwaite's degrees of freedom for 100 coefficients with 100 variances and covariances take about 31 MB, and Java may"
                        + " use only 10 MB in all; choose asymptotic, or allow Java more with -Xmx (in KNIME: in knime.ini).",
                refused.getMessage());
        assertDoesNotThrow(() -> SMALL.checkUncertainty(100, 5));
    }

    @Test
    void rowsOfAModelMayTakeAPartOfAllMemory() {
        assertTrue(SMALL.hasForRows(4 << 20));
        assertFalse(SMALL.hasForRows(5 << 20));
    }

    /** 0.4 and 0.7 of all memory, to the byte. */
    @Test
    void whatTakesAllThatItMayIsNotTooMuch() {
        assertTrue(new Room(10).hasForRows(4));
        assertFalse(new Room(10).hasForRows(5));
        assertEquals(7, new Room(80).numbers());
        // 8 * 4 (7 * 7 + 7 * 1) bytes
        assertTrue(new Room(2560).hasForUncertainty(7, 1));
        assertFalse(new Room(2559).hasForUncertainty(7, 1));
    }
}
