package org.knime.core.data.container;

import java.util.List;

/** Looks into a column rearranger; a stand-in with the signatures of KNIME's. */
public final class ColumnRearrangerUtils {
    private ColumnRearrangerUtils() {}

    public static List<RearrangedColumn> extractRearrangedColumns(ColumnRearranger rearranger) {
        return rearranger.targets().stream().map(RearrangedColumn::new).toList();
    }

    /** A column of the rearranged table. */
    public static final class RearrangedColumn {
        private final ColumnRearranger.Target target;

        RearrangedColumn(ColumnRearranger.Target target) {
            this.target = target;
        }

        public boolean isNewColumn() {
            return target.factory() != null;
        }

        public CellFactory getCellFactory() {
            return target.factory();
        }
    }
}
