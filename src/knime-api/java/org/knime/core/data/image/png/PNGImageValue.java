package org.knime.core.data.image.png;

import org.knime.core.data.DataValue;

/** What a cell with an image offers; a stand-in with the signatures of KNIME's. */
public interface PNGImageValue extends DataValue {
    PNGImageContent getImageContent();
}
