package org.multilevel.data;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.multilevel.error.DataException;

/** The rows of a file as text, one after another and in the order of its table's scans, for passing them on. */
public abstract class TextRows implements Iterator<List<String>>, Closeable {
    private boolean fetched;
    private boolean available;

    /** Creates rows of which none was read. */
    protected TextRows() {}

    /** Goes to the next row; false behind the last. */
    protected abstract boolean advance();

    /** Returns the values of the row that {@link #advance} went to, a list of its own. */
    protected abstract List<String> row();

    /** Returns the header as it is passed on. */
    public abstract List<String> header();

    /**
     * Returns whether there is another row.
     *
     * @throws DataException if it cannot be read
     */
    @Override
    public final boolean hasNext() {
        if (!fetched) {
            available = advance();
            fetched = true;
        }
        return available;
    }

    /**
     * Returns the values of the next row.
     *
     * @throws DataException if it cannot be read
     */
    @Override
    public final List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        fetched = false;
        return row();
    }

    @Override
    public abstract void close();
}
