package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

/** Fills the empty formula box with the formula of the chosen columns when a user turns to it, as something to start from. */
final class FormulaOfColumns implements StateProvider<String> {
    private Optional<DialogState> state = Optional.empty();

    @Override
    public void init(StateProviderInitializer initializer) {
        state = Optional.of(DialogState.whenSwitched(initializer));
    }

    @Override
    public String computeState(NodeParametersInput input) {
        Optional<DataTableSpec> table = input.getInTableSpec(0);
        MixedModelLearnerParameters now =
                state.map(DialogState::parameters).orElseGet(MixedModelLearnerParameters::new);
        if (now.specification != Specification.FORMULA || !now.formula.isBlank() || table.isEmpty()) {
            return now.formula;
        }
        try {
            return Sentences.configuring(
                    () -> ModelChoice.ofColumns(now, table.get()).toString());
        } catch (InvalidSettingsException noFormulaYet) {
            return now.formula;
        }
    }
}
