package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.HorizontalLayout;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.VerticalLayout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.multilevel.knime.ColumnChoices;

/** One random term as the dialog asks for it: which groups, and what varies over them. */
final class GroupingParameters implements NodeParameters {
    interface GroupRef extends ParameterReference<String> {}

    interface NestedInRef extends ParameterReference<Optional<String>> {}

    /** Says whether more than the intercept varies. */
    static final class SlopesVary implements BooleanReference {}

    /** Puts the groups and what they lie in side by side. */
    @HorizontalLayout
    interface Groups {}

    /** Puts what varies below the groups. */
    @VerticalLayout
    @After(Groups.class)
    interface Varying {}

    @Widget(
            title = "Group column",
            description = "The column that tells the groups apart. Each group gets an intercept of its own.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    @ValueReference(GroupRef.class)
    @Layout(Groups.class)
    String group = "";

    @Widget(
            title = "Nested in",
            description = "The column of the larger groups that these groups lie in, where the same name means another"
                    + " group in another larger group, as with classes 1, 2, 3 in every school. What varies then varies"
                    + " over the larger groups, too.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    @OptionalWidget(defaultProvider = SecondGroup.class)
    @ValueReference(NestedInRef.class)
    @Layout(Groups.class)
    Optional<String> nestedIn = Optional.empty();

    @Widget(
            title = "Slopes vary, too",
            description =
                    "Whether the effects of columns vary from group to group, as well as the intercept; the columns are then chosen"
                            + " below.")
    @ValueReference(SlopesVary.class)
    @Layout(Varying.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean slopesVary = true;

    @Widget(
            title = "Slope columns",
            description = "The columns whose effects vary from group to group. Leave it empty for a random intercept"
                    + " alone.")
    @ColumnFilterWidget(choicesProvider = LearnerColumns.Slopes.class)
    @Effect(predicate = SlopesVary.class, type = EffectType.SHOW)
    @Layout(Varying.class)
    ColumnFilter slopes = new ColumnFilter();

    @Widget(
            title = "Correlated effects",
            description =
                    "Whether the intercepts and slopes of the groups may be correlated. Without correlations there"
                            + " are fewer parameters, which can help where many numeric slopes vary over few groups. The"
                            + " effects of one categorical column stay correlated with one another, as with || in lme4.")
    @Effect(predicate = SlopesVary.class, type = EffectType.SHOW)
    @Layout(Varying.class)
    boolean correlated = true;

    GroupingParameters() {}

    /** Creates a random intercept, which is what a grouping starts with. */
    GroupingParameters(String group) {
        this.slopesVary = false;
        this.group = group;
    }

    /** What a grouping is when it is added in the dialog: never the same as one that is there. */
    static final class Added implements StateProvider<GroupingParameters> {
        private Supplier<GroupingParameters[]> groupings = () -> new GroupingParameters[0];

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            groupings = initializer.computeFromValueSupplier(MixedModelLearnerParameters.GroupingsRef.class);
        }

        @Override
        public GroupingParameters computeState(NodeParametersInput input) {
            Set<String> taken = LearnerColumns.groups(groupings.get());
            Optional<DataTableSpec> spec = input.getInTableSpec(0);
            return new GroupingParameters(
                    taken.isEmpty()
                            ? ColumnChoices.firstGroup(spec, LearnerColumns.response(spec))
                            : ColumnChoices.anotherGroup(spec, taken));
        }
    }

    /** What the larger group is when it is switched on in the dialog. */
    static final class SecondGroup implements OptionalWidget.DefaultValueProvider<String> {
        @Override
        public String computeState(NodeParametersInput input) {
            Optional<DataTableSpec> spec = input.getInTableSpec(0);
            String group = ColumnChoices.firstGroup(spec, LearnerColumns.response(spec));
            return ColumnChoices.firstGroup(spec, group);
        }
    }
}
