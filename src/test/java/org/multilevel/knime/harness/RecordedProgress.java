package org.multilevel.knime.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.NodeProgressMonitor;

/** Remembers what a node reports, and cancels it when told to. */
public final class RecordedProgress implements NodeProgressMonitor {
    private final List<String> messages = new ArrayList<>();
    private final List<Double> fractions = new ArrayList<>();
    private long checks;
    private long lastCheck = Long.MAX_VALUE;
    private Optional<String> lastMessage = Optional.empty();
    private boolean cancelled;

    /** Cancels at the n-th time that the node asks. */
    public RecordedProgress cancelledAtCheck(long n) {
        lastCheck = n;
        return this;
    }

    /** Cancels as soon as a message has this part. */
    public RecordedProgress cancelledAtMessage(String part) {
        lastMessage = Optional.of(part);
        return this;
    }

    /** Returns the messages in order, each once where it is repeated. */
    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    public synchronized List<Double> fractions() {
        return List.copyOf(fractions);
    }

    /** Returns how often the node has asked whether it is cancelled. */
    public synchronized long checks() {
        return checks;
    }

    @Override
    public synchronized void checkCanceled() throws CanceledExecutionException {
        checks++;
        if (cancelled || checks >= lastCheck) {
            throw new CanceledExecutionException();
        }
    }

    @Override
    public synchronized void setProgress(double progress) {
        fractions.add(progress);
    }

    @Override
    public synchronized Double getProgress() {
        return fractions.isEmpty() ? null : fractions.get(fractions.size() - 1);
    }

    @Override
    public void setProgress(double progress, String message) {
        setProgress(progress);
        setMessage(message);
    }

    @Override
    public synchronized void setMessage(String message) {
        if (message != null && !message.equals(getMessage())) {
            messages.add(message);
            cancelled |= lastMessage.filter(message::contains).isPresent();
        }
    }

    @Override
    public void setProgress(String message) {
        setMessage(message);
    }

    @Override
    public synchronized String getMessage() {
        return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }

    @Override
    public synchronized void setExecuteCanceled() {
        cancelled = true;
    }

    @Override
    public synchronized void reset() {
        messages.clear();
        fractions.clear();
    }
}
