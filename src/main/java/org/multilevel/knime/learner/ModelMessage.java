package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.multilevel.knime.Sentences;

/** Says something of the model that the settings make, while the dialog is open. */
abstract class ModelMessage implements StateProvider<Optional<TextMessage.Message>> {
    private Optional<DialogState> state = Optional.empty();

    @Override
    public final void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        state = Optional.of(DialogState.followedWithResiduals(initializer));
    }

    @Override
    public final Optional<TextMessage.Message> computeState(NodeParametersInput input) {
        Optional<DataTableSpec> table = input.getInTableSpec(0);
        if (table.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        MixedModelLearnerParameters now = state.get().parameters();
        try {
            return of(Sentences.configuring(() -> LearnerModel.of(now, table.get())), table.get());
        } catch (InvalidSettingsException e) {
            return withoutModel(e);
        }
    }

    /** Returns what is said of a model of a table. */
    abstract Optional<TextMessage.Message> of(LearnerModel model, DataTableSpec table);

    /** Returns what is said where the settings make no model. */
    Optional<TextMessage.Message> withoutModel(InvalidSettingsException why) {
        return Optional.empty();
    }
}
