package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.LongCell;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Column;
import org.multilevel.data.RowInput;
import org.multilevel.error.DataException;
import org.multilevel.knime.harness.Tables;

class RowReaderTest {
    private static final BufferedDataTable TABLE = Tables.builder()
            .texts("text")
            .numbers("real")
            .column("id", LongCell.TYPE)
            .row("ä", 1.5, 7L)
            .row(null, null, null)
            .build();

    /** Writes down what it is given. */
    private record Notes(List<Column> columns, List<String> heard, List<Supplier<String>> rowNames)
            implements RowInput {
        static Notes of(String... names) {
            return new Notes(
                    List.of(names).stream().map(Column::categorical).toList(), new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public void nameRows(Supplier<String> current) {
            rowNames.add(current);
        }

        @Override
        public void setNumber(int column, double value) {
            heard.add(column + " number " + value);
        }

        @Override
        public void setLabel(int column, String label) {
            heard.add(column + " label " + label);
        }

        @Override
        public void setMissing(int column) {
            heard.add(column + " missing");
        }
    }

    private static List<String> heard(Notes notes, Set<String> labels, int row) {
        List<DataRow> rows = Tables.rows(TABLE);
        new RowReader(notes, TABLE.getDataTableSpec(), labels).read(rows.get(row));
        return notes.heard();
    }

    @Test
    void valuesAreReadByTheTypesOfTheTableInTheOrderOfTheTarget() {
        assertEquals(
                List.of("0 number 7.0", "1 label ä", "2 number 1.5"),
                heard(Notes.of("id", "text", "real"), Set.of(), 0));
    }

    @Test
    void longIntegersThatTellGroupsApartAreLabels() {
        assertEquals(List.of("0 label 7"), heard(Notes.of("id"), Set.of("id"), 0));
    }

    @Test
    void missingCellsAreMissing() {
        assertEquals(
                List.of("0 missing", "1 missing", "2 missing"), heard(Notes.of("id", "text", "real"), Set.of(), 1));
    }

    @Test
    void theRowReadLastIsNamedByItsId() {
        Notes notes = Notes.of("id");
        RowReader reader = new RowReader(notes, TABLE.getDataTableSpec(), Set.of());
        List<String> names = new ArrayList<>();
        for (DataRow row : Tables.rows(TABLE)) {
            reader.read(row);
            names.add(notes.rowNames().get(0).get());
        }
        assertEquals(List.of("\"Row0\"", "\"Row1\""), names);
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        DataException e = assertThrows(
                DataException.class, () -> new RowReader(Notes.of("other"), TABLE.getDataTableSpec(), Set.of()));
        assertEquals("The table has no column \"other\" that can be used.", e.getMessage());
    }
}
