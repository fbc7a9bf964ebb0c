package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.result.ResidualWords;

/** Says in the open dialog what the structure of the residuals means; nothing where they are independent or there is no model yet. */
final class ResidualMessage extends ModelMessage {
    @Override
    Optional<TextMessage.Message> of(LearnerModel model, DataTableSpec table) {
        ResidualWords words = model.residuals();
        return words.areIndependent()
                ? Optional.empty()
                : Optional.of(new TextMessage.Message(words.text(), words.meaning(), MessageType.INFO));
    }
}
