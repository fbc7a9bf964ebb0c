package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.LongCell;
import org.multilevel.data.Column;
import org.multilevel.error.DataException;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Tables;

class KnimeColumnsTest {
    /** The type of a column in which KNIME has found cells that have nothing in common. */
    private static final DataType MIXED = DataType.getType(DataCell.class);

    private static final DataTableSpec SPEC = Tables.builder()
            .numbers("x")
            .integers("i")
            .column("l", LongCell.TYPE)
            .column("b", BooleanCell.TYPE)
            .texts("s")
            .column("d", DateCell.TYPE)
            .column("any", MIXED)
            .spec();

    @Test
    void numbersAreNumericAndTextsBooleansAndDatesAreCategorical() {
        assertEquals(
                List.of(
                        Column.numeric("x"),
                        Column.numeric("i"),
                        Column.numeric("l"),
                        Column.categorical("b"),
                        Column.categorical("s"),
                        Column.categorical("d")),
                KnimeColumns.of(SPEC));
    }

    @Test
    void aLongIntegerThatOnlyTellsGroupsApartIsALabel() {
        assertEquals(
                List.of(Column.numeric("i"), Column.categorical("l")),
                KnimeColumns.of(SPEC, Set.of("l", "i")).stream()
                        .filter(column -> Set.of("i", "l").contains(column.name()))
                        .toList());
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedByNameAndType() {
        assertEquals(
                "Column \"any\" is of type " + MIXED.getName()
                        + ", which holds neither numbers nor categories: choose another column.",
                assertThrows(DataException.class, () -> KnimeColumns.checkUsable(SPEC, List.of("x", "any")))
                        .getMessage());
    }

    @Test
    void usableAndUnknownColumnsPassTheCheck() {
        assertDoesNotThrow(() -> KnimeColumns.checkUsable(SPEC, List.of("x", "s", "nowhere")));
    }
}
