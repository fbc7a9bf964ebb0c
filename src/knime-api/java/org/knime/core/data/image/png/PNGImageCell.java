package org.knime.core.data.image.png;

import org.knime.core.data.DataCell;

/** An image in a table; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("serial")
public class PNGImageCell extends DataCell implements PNGImageValue {
    private final PNGImageContent content;

    PNGImageCell(PNGImageContent content) {
        this.content = content;
    }

    @Override
    public PNGImageContent getImageContent() {
        return content;
    }

    @Override
    public String toString() {
        return content.getSummary();
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        return dc == this;
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }
}
