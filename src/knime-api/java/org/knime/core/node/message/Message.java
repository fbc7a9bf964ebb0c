package org.knime.core.node.message;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** What a node tells the user: a summary, a detail and what to do; a stand-in with the signatures of KNIME's. */
public final class Message {
    private final String summary;
    private final String issue;
    private final List<String> resolutions;

    Message(String summary, String issue, List<String> resolutions) {
        this.summary = Objects.requireNonNull(summary, "Summary must not be null");
        this.issue = issue;
        this.resolutions = List.copyOf(resolutions);
    }

    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    public static Message fromSummary(String summary) {
        return new Message(summary, null, List.of());
    }

    public static Message fromSummaryWithResolution(String summary, String... res) {
        return new Message(summary, null, List.of(res));
    }

    public String getSummary() {
        return summary;
    }

    Optional<String> issue() {
        return Optional.ofNullable(issue);
    }

    public List<String> getResolutions() {
        return resolutions;
    }

    public InvalidSettingsException toInvalidSettingsException() {
        return toInvalidSettingsException(null);
    }

    public InvalidSettingsException toInvalidSettingsException(Throwable cause) {
        return new InvalidSettingsException(summary, cause);
    }

    public KNIMEException toKNIMEException() {
        return KNIMEException.of(this);
    }

    public KNIMEException toKNIMEException(Throwable cause) {
        return KNIMEException.of(this, cause);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && summary.equals(message.summary)
                && Objects.equals(issue, message.issue)
                && resolutions.equals(message.resolutions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(summary, issue, resolutions);
    }

    @Override
    public String toString() {
        return "Message[summary=" + summary + ",issue=" + issue + ",resolutions=" + resolutions + "]";
    }
}
