package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.LongValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.KnimeColumns;

/** Shows in the open dialog the formula that the settings make, or the sentence that says why they make none. */
final class FormulaMessage extends ModelMessage {
    @Override
    Optional<TextMessage.Message> of(LearnerModel model, DataTableSpec table) {
        return Optional.of(new TextMessage.Message(
                "Model",
                model.formula() + residuals(model) + note(model.formula().groupColumns(), table),
                MessageType.INFO));
    }

    @Override
    Optional<TextMessage.Message> withoutModel(InvalidSettingsException why) {
        return Optional.of(new TextMessage.Message("No model yet", why.getMessage(), MessageType.WARNING));
    }

    private static String residuals(LearnerModel model) {
        return model.residuals().areIndependent()
                ? ""
                : ", residuals " + model.residuals().text();
    }

    /** Returns what to say of groups that are decimal numbers, of which the specification does not tell how many different ones there are. */
    static String note(Set<String> groups, DataTableSpec table) {
        return table.stream()
                .filter(column -> groups.contains(column.getName()))
                .filter(column ->
                        KnimeColumns.isNumeric(column) && !column.getType().isCompatible(LongValue.class))
                .map(column -> " (" + column.getName() + " holds decimal numbers: every different one is a group)")
                .collect(Collectors.joining());
    }
}
