package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.inference.advice.Finding;
import org.multilevel.knime.Sentences;

/** Shows in the open dialog what speaks against the model for the rows of the table, where these are there and few enough to read while somebody waits. */
final class AdviceMessage implements StateProvider<Optional<TextMessage.Message>> {
    /** Read in a tenth of a second or so, at every change. */
    private static final long MOST_ROWS = 20_000;

    private static final int MOST_FINDINGS = 3;

    private Optional<DialogState> state = Optional.empty();

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeAfterOpenDialog();
        state = Optional.of(DialogState.followedWithResiduals(initializer));
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput input) {
        Optional<BufferedDataTable> rows = input.getInTable(0);
        return rows.isEmpty() || state.isEmpty()
                ? Optional.empty()
                : of(state.get().parameters(), rows.get());
    }

    /** Returns the message for a table; none where there is no model yet, no finding, or the rows are too many. */
    static Optional<TextMessage.Message> of(MixedModelLearnerParameters now, BufferedDataTable rows) {
        if (rows.size() > MOST_ROWS) {
            return Optional.empty();
        }
        try {
            List<Finding> findings = Sentences.configuring(
                    () -> LearnerModel.of(now, rows.getDataTableSpec()).findings(rows));
            return findings.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TextMessage.Message("Before the fit", text(findings), MessageType.WARNING));
        } catch (InvalidSettingsException noModelYet) {
            return Optional.empty();
        }
    }

    private static String text(List<Finding> findings) {
        return findings.stream().limit(MOST_FINDINGS).map(Finding::text).collect(Collectors.joining(" "));
    }
}
