package org.multilevel.knime.learner;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.HorizontalLayout;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.widget.choices.ChoicesProvider;

/** One reference level as the dialog asks for it: which level of a categorical column the others are compared with. */
final class ReferenceParameters implements NodeParameters {
    /** Puts column and level side by side. */
    @HorizontalLayout
    interface Pair {}

    @Widget(title = "Column", description = "A categorical column among the fixed effects.")
    @ChoicesProvider(LearnerColumns.Categories.class)
    @Layout(Pair.class)
    String column = "";

    @Widget(
            title = "Reference level",
            description = "The value of the column that the others are compared with, such as <tt>control</tt>.")
    @Layout(Pair.class)
    String level = "";
}
