package org.multilevel.knime.harness;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;

/** Gives specifications the domains that KNIME finds when it reads a table: bounds of numbers, and up to sixty texts. */
public final class Domains {
    private static final int MOST_LISTED = 60;

    private Domains() {}

    /** Returns the specification of a table whose rows have been read. */
    public static DataTableSpec of(BufferedDataTable table) {
        DataTableSpec spec = table.getDataTableSpec();
        return new DataTableSpec(spec.stream()
                .map(column -> read(
                        column,
                        Tables.cells(table, column.getName()).stream()
                                .filter(cell -> !cell.isMissing())
                                .collect(Collectors.toCollection(LinkedHashSet::new))))
                .toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec read(DataColumnSpec column, Set<DataCell> values) {
        if (!column.getType().equals(StringCell.TYPE)) {
            return with(
                    column, new DataColumnDomainCreator(extreme(values, true), extreme(values, false)).createDomain());
        }
        return values.size() > MOST_LISTED ? column : with(column, new DataColumnDomainCreator(values).createDomain());
    }

    private static DataCell extreme(Set<DataCell> values, boolean least) {
        return values.stream()
                .reduce((a, b) ->
                        ((Number) Tables.value(a)).doubleValue() < ((Number) Tables.value(b)).doubleValue() == least
                                ? a
                                : b)
                .orElseThrow();
    }

    private static DataColumnSpec with(DataColumnSpec column, DataColumnDomain domain) {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(column);
        creator.setDomain(domain);
        return creator.createSpec();
    }

    /**
     * Returns the specification of a well-known table.
     *
     * @param columns the names in order, each with what KNIME knows: {@code x} a real number, {@code i:1-9} a whole number,
     *     {@code t:5} five texts, {@code t:many} more texts than KNIME lists
     */
    public static DataTableSpec known(String... columns) {
        return new DataTableSpec(IntStream.range(0, columns.length)
                .mapToObj(i -> known(columns[i]))
                .toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec known(String column) {
        String[] parts = column.split(":", -1);
        if (parts.length == 1) {
            return with(
                    Tables.column(parts[0], DoubleCell.TYPE),
                    new DataColumnDomainCreator(new DoubleCell(0.5), new DoubleCell(9.5)).createDomain());
        }
        if (parts[1].contains("-")) {
            String[] bounds = parts[1].split("-", -1);
            return with(
                    Tables.column(parts[0], IntCell.TYPE),
                    new DataColumnDomainCreator(
                                    new IntCell(Integer.parseInt(bounds[0])), new IntCell(Integer.parseInt(bounds[1])))
                            .createDomain());
        }
        DataColumnSpec texts = Tables.column(parts[0], StringCell.TYPE);
        return parts[1].equals("many") ? texts : with(texts, texts(Integer.parseInt(parts[1])));
    }

    private static DataColumnDomain texts(int count) {
        return new DataColumnDomainCreator(IntStream.range(0, count)
                        .mapToObj(i -> new StringCell("v" + i))
                        .toArray(DataCell[]::new))
                .createDomain();
    }

    /** Returns a column without what is known of its values, as before a reader has run. */
    public static DataTableSpec unread(DataTableSpec spec) {
        return new DataTableSpec(spec.stream()
                .map(column -> Tables.column(column.getName(), column.getType()))
                .toArray(DataColumnSpec[]::new));
    }
}
