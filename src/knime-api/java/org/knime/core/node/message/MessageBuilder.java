package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes messages; a stand-in with the signatures of KNIME's. */
public final class MessageBuilder {
    private final List<String> resolutions = new ArrayList<>();
    private String summary;
    private String issue;
    private long issues;

    MessageBuilder() {}

    public Optional<String> getSummary() {
        return Optional.ofNullable(summary);
    }

    public MessageBuilder withSummary(String summary) {
        this.summary = summary;
        return this;
    }

    /** Only the first detail is kept, as in KNIME. */
    public MessageBuilder addTextIssue(String description) {
        if (issues++ == 0) {
            issue = description;
        }
        return this;
    }

    public MessageBuilder addResolutions(String... res) {
        resolutions.addAll(Arrays.asList(res));
        return this;
    }

    public Optional<String> getFirstIssue() {
        return Optional.ofNullable(issue);
    }

    public long getIssueCount() {
        return issues;
    }

    public Optional<Message> build() {
        return Optional.ofNullable(summary).map(text -> new Message(text, issue, resolutions));
    }
}
