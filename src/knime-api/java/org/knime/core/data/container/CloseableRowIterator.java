package org.knime.core.data.container;

import java.io.Closeable;
import java.util.Iterator;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowIterator;

/** Walks over rows and can stop early; a stand-in with the signatures of KNIME's. */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {
    public static CloseableRowIterator wrap(Iterator<? extends DataRow> delegate) {
        return new CloseableRowIterator() {
            private boolean closed;

            @Override
            public boolean hasNext() {
                return !closed && delegate.hasNext();
            }

            @Override
            public DataRow next() {
                return delegate.next();
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public abstract void close();
}
