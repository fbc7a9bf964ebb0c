package org.multilevel.knime.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.inference.Inference;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportPictures;

/**
 * The pictures of rows for the learner's view, made while the rows are at hand and kept by the node: the view is opened later, without them.
 *
 * <p>They are a table of texts, since a node keeps nothing but tables and ports. A picture is as many rows as it has parts: no cell is
 * longer than a text that every one of KNIME's formats can hold.
 */
final class RowPictures {
    /** In ASCII, as the texts are; the formats' own bound is 65,535 bytes. */
    private static final int LONGEST = 16_000;

    private static final DataTableSpec SPEC = new DataTableSpecCreator()
            .setName("Pictures of the view")
            .addColumns(
                    new DataColumnSpecCreator("picture", LongCell.TYPE).createSpec(),
                    new DataColumnSpecCreator("part", StringCell.TYPE).createSpec())
            .createSpec();

    private RowPictures() {}

    /**
     * Makes the pictures, in one pass over the rows.
     *
     * @param remarks hears why there are none
     */
    static BufferedDataTable of(
            LiveModel live,
            Inference inference,
            Table rows,
            Progress progress,
            ExecutionContext context,
            List<String> remarks) {
        return table(() -> ReportPictures.ofRows(live, inference, () -> rows, progress), context, remarks);
    }

    /** Makes those of a generalised model, of whose fit nothing but the model is left, as for a linear one. */
    static BufferedDataTable of(
            MixedModel model,
            Inference inference,
            Table rows,
            Progress progress,
            ExecutionContext context,
            List<String> remarks) {
        return table(() -> ReportPictures.ofRows(model, inference, () -> rows, progress), context, remarks);
    }

    private static BufferedDataTable table(
            Supplier<List<DescribedPicture>> described, ExecutionContext context, List<String> remarks) {
        List<String> pictures = new ArrayList<>();
        try {
            pictures.addAll(ReportPictures.written(described.get()));
        } catch (ChartException none) {
            remarks.add("The view has no pictures of rows. " + none.getMessage());
        }
        BufferedDataContainer container = context.createDataContainer(SPEC);
        try {
            long row = 0;
            for (int k = 0; k < pictures.size(); k++) {
                String text = pictures.get(k);
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

    /** Returns the pictures that a node keeps beside its model; none of a node that an early version executed. */
    static List<String> kept(PortObject[] internal) {
        return internal.length > 1 && internal[1] instanceof BufferedDataTable table ? read(table) : List.of();
    }

    private static List<String> read(BufferedDataTable table) {
        List<StringBuilder> pictures = new ArrayList<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                if (row.getCell(0) instanceof LongValue picture && row.getCell(1) instanceof StringValue part) {
                    if (picture.getLongValue() == pictures.size()) {
                        pictures.add(new StringBuilder());
                    }
                    pictures.get(pictures.size() - 1).append(part.getStringValue());
                }
            }
        }
        return pictures.stream().map(StringBuilder::toString).toList();
    }
}
