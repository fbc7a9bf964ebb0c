package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

/** Makes learners with settings for tests. */
final class Learners {
    private Learners() {}

    static NodeRun node() {
        return NodeRun.of(new MixedModelLearnerNodeFactory());
    }

    static NodeRun node(MixedModelLearnerParameters parameters) {
        return node().with(parameters);
    }

    static MixedModelLearnerParameters formula(String text) {
        MixedModelLearnerParameters parameters = new MixedModelLearnerParameters();
        parameters.specification = Specification.FORMULA;
        parameters.formula = text;
        return parameters;
    }

    static MixedModelLearnerParameters columns(String response, List<String> fixed, GroupingParameters... groupings) {
        MixedModelLearnerParameters parameters = new MixedModelLearnerParameters();
        parameters.response = response;
        parameters.fixedEffects = new ColumnFilter(fixed.toArray(String[]::new));
        parameters.groupings = groupings;
        return parameters;
    }

    static GroupingParameters by(String group, String... slopes) {
        GroupingParameters grouping = new GroupingParameters();
        grouping.group = group;
        grouping.slopes = new ColumnFilter(slopes);
        return grouping;
    }

    static GroupingParameters nested(String outer, String group, String... slopes) {
        GroupingParameters grouping = by(group, slopes);
        grouping.nestedIn = Optional.of(outer);
        return grouping;
    }

    static GroupingParameters uncorrelated(GroupingParameters grouping) {
        grouping.correlated = false;
        return grouping;
    }

    static InteractionParameters pair(String first, String second) {
        InteractionParameters pair = new InteractionParameters();
        pair.first = first;
        pair.second = second;
        return pair;
    }
}
