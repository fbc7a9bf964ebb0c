package org.multilevel.knime.harness;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.core.node.message.StandInMessages;

/** What the user reads when a node has failed. */
public record Failure(String sentence, Optional<String> detail, List<String> resolutions) {
    static Failure of(KNIMEException exception) {
        Message message = exception.getKNIMEMessage();
        return new Failure(message.getSummary(), StandInMessages.issue(message), message.getResolutions());
    }
}
