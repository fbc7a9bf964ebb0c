package org.multilevel.knime.learner;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.HorizontalLayout;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.widget.choices.ChoicesProvider;

/** One interaction as the dialog asks for it: two columns whose effects depend on each other. */
final class InteractionParameters implements NodeParameters {
    /** Puts the two columns side by side. */
    @HorizontalLayout
    interface Pair {}

    @Widget(title = "First column", description = "A column whose effect depends on the second column.")
    @ChoicesProvider(LearnerColumns.FixedEffects.class)
    @Layout(Pair.class)
    String first = "";

    @Widget(title = "Second column", description = "The column that the effect of the first column depends on.")
    @ChoicesProvider(LearnerColumns.FixedEffects.class)
    @Layout(Pair.class)
    String second = "";
}
