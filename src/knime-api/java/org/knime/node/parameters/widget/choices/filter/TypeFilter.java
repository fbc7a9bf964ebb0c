package org.knime.node.parameters.widget.choices.filter;

import org.knime.node.parameters.persistence.Persistable;

/** Columns of chosen types; a stand-in with the signatures of KNIME's. */
public abstract class TypeFilter implements Persistable {
    public String[] m_selectedTypes;

    protected TypeFilter() {
        this(new String[0]);
    }

    protected TypeFilter(String[] selectedTypes) {
        m_selectedTypes = selectedTypes;
    }
}
