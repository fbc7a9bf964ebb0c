package org.multilevel.knime;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** Keeps a level of intervals below 1 in a dialog: one of level 1 is without end. */
public final class BelowOne extends MaxValidation {
    /** Creates the bound, as KNIME does. */
    public BelowOne() {}

    @Override
    protected double getMax() {
        return 1;
    }

    @Override
    public boolean isExclusive() {
        return true;
    }
}
