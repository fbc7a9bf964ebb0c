package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.Sentences;
import org.multilevel.result.ResidualWords;

/** Says in the open dialog what the structure of the residuals means; nothing where they are independent or there is no model yet. */
final class ResidualMessage implements StateProvider<Optional<TextMessage.Message>> {
    private Optional<DialogState> state = Optional.empty();

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        state = Optional.of(DialogState.followedWithResiduals(initializer));
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput input) {
        Optional<DataTableSpec> table = input.getInTableSpec(0);
        if (table.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        MixedModelLearnerParameters now = state.get().parameters();
        try {
            ResidualWords words = Sentences.configuring(() -> LearnerModel.of(now, table.get()))
                    .residuals();
            return words.areIndependent()
                    ? Optional.empty()
                    : Optional.of(new TextMessage.Message(words.text(), words.meaning(), MessageType.INFO));
        } catch (InvalidSettingsException noModelYet) {
            return Optional.empty();
        }
    }
}
