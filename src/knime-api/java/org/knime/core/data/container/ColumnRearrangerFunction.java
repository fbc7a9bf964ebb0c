package org.knime.core.data.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.ColumnRearranger.Target;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.streamable.StreamableFunction;

/** Rearranges row after row. Only the stand-in has it. */
final class ColumnRearrangerFunction extends StreamableFunction {
    private final List<Target> targets;
    private final int width;

    ColumnRearrangerFunction(List<Target> targets, int width) {
        this.targets = targets;
        this.width = width;
    }

    @Override
    public DataRow compute(DataRow input, long rowIndex) {
        if (input.getNumCells() != width) {
            throw new IllegalArgumentException("The input table and the table of the rearranger differ.");
        }
        Map<CellFactory, DataCell[]> made = new HashMap<>();
        DataCell[] cells = new DataCell[targets.size()];
        for (int i = 0; i < cells.length; i++) {
            Target target = targets.get(i);
            cells[i] = target.factory() == null
                    ? input.getCell(target.index())
                    : made.computeIfAbsent(target.factory(), factory -> factory.getCells(input, rowIndex))[
                            target.index()];
        }
        return new DefaultRow(input.getKey(), cells);
    }

    @Override
    public void finish() {
        targets.stream()
                .map(Target::factory)
                .filter(AbstractCellFactory.class::isInstance)
                .distinct()
                .forEach(factory -> ((AbstractCellFactory) factory).afterProcessing());
    }
}
