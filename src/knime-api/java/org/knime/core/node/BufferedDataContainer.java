package org.knime.core.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.DataContainer;

/** Collects the rows of a table; a stand-in with the signatures of KNIME's. */
public class BufferedDataContainer extends DataContainer {
    BufferedDataContainer(DataTableSpec spec) {
        super(spec);
    }

    @Override
    public BufferedDataTable getTable() {
        return new BufferedDataTable(getTableSpec(), size(), super.getTable());
    }
}
