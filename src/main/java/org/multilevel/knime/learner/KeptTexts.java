package org.multilevel.knime.learner;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.LongValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;

/**
 * Texts that a node keeps for its view, as a table, since a node keeps nothing but tables and ports. A text is as many rows as it has
 * parts: no cell is longer than a text that every one of KNIME's formats can hold.
 */
final class KeptTexts {
    /** In ASCII, as the texts are; the formats' own bound is 65,535 bytes. */
    private static final int LONGEST = 16_000;

    private KeptTexts() {}

    private static DataTableSpec spec(String name) {
        return new DataTableSpecCreator()
                .setName(name)
                .addColumns(
                        new DataColumnSpecCreator("picture", LongCell.TYPE).createSpec(),
                        new DataColumnSpecCreator("part", StringCell.TYPE).createSpec())
                .createSpec();
    }

    static BufferedDataTable table(String name, List<String> texts, ExecutionContext context) {
        BufferedDataContainer container = context.createDataContainer(spec(name));
        try {
            long row = 0;
            for (int k = 0; k < texts.size(); k++) {
                String text = texts.get(k);
                for (int from = 0; from < text.length(); from += LONGEST) {
                    String part = text.substring(from, Math.min(text.length(), from + LONGEST));
                    container.addRowToTable(
                            new DefaultRow(RowKey.createRowKey(row), new LongCell(k), new StringCell(part)));
                    row++;
                }
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }

    /**
     * Returns what a node keeps beside its model; nothing of a node that an early version executed.
     *
     * @param internal all that it keeps
     * @param place of the table among it
     */
    static List<String> kept(PortObject[] internal, int place) {
        return internal.length > place && internal[place] instanceof BufferedDataTable table ? read(table) : List.of();
    }

    private static List<String> read(BufferedDataTable table) {
        List<StringBuilder> texts = new ArrayList<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                if (row.getCell(0) instanceof LongValue text && row.getCell(1) instanceof StringValue part) {
                    if (text.getLongValue() == texts.size()) {
                        texts.add(new StringBuilder());
                    }
                    texts.get(texts.size() - 1).append(part.getStringValue());
                }
            }
        }
        return texts.stream().map(StringBuilder::toString).toList();
    }
}
