package org.knime.core.data;

import java.util.Iterator;

/** Walks over the rows of a table; a stand-in with the signatures of KNIME's. */
public abstract class RowIterator implements Iterator<DataRow> {
    @Override
    public abstract boolean hasNext();

    @Override
    public abstract DataRow next();

    @Override
    public final void remove() {
        throw new UnsupportedOperationException("Rows cannot be removed while they are read.");
    }
}
