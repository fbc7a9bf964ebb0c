package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.Sentences;

/** Shows in the open dialog the formula that the settings make, or the sentence that says why they make none. */
final class FormulaMessage implements StateProvider<Optional<TextMessage.Message>> {
    private Optional<DialogState> state = Optional.empty();

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        state = Optional.of(DialogState.followed(initializer));
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput input) {
        Optional<DataTableSpec> table = input.getInTableSpec(0);
        if (table.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        MixedModelLearnerParameters now = state.get().parameters();
        try {
            LearnerModel model = Sentences.configuring(() -> LearnerModel.of(now, table.get()));
            return Optional.of(new TextMessage.Message("Model", model.formula().toString(), MessageType.INFO));
        } catch (InvalidSettingsException e) {
            return Optional.of(new TextMessage.Message("No model yet", e.getMessage(), MessageType.WARNING));
        }
    }
}
