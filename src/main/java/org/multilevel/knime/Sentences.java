package org.multilevel.knime;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.multilevel.error.MultilevelException;

/**
 * Hands the core's sentences to KNIME in the exceptions that KNIME shows as they are.
 *
 * <p>KNIME shows any other exception with the name of its class, so nothing else may leave a node.
 */
public final class Sentences {
    private static final long MEGABYTE = 1 << 20;

    private Sentences() {}

    /**
     * Something that the core does for a node.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Task<T> {
        /** Does it, with the exceptions that the core and the node itself have. */
        T run() throws InvalidSettingsException, KNIMEException, CanceledExecutionException;
    }

    /**
     * Does something while a node is configured.
     *
     * @throws InvalidSettingsException with the core's sentence, if it refuses
     */
    public static <T> T configuring(Task<T> task) throws InvalidSettingsException {
        try {
            return task.run();
        } catch (MultilevelException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        } catch (KNIMEException | CanceledExecutionException | RuntimeException e) {
            throw new InvalidSettingsException(unexpected(e), e);
        }
    }

    /**
     * Does something while a node is executed.
     *
     * @throws KNIMEException with the core's sentence, if it refuses
     * @throws CanceledExecutionException if the user has asked to stop
     */
    public static <T> T executing(Task<T> task) throws KNIMEException, CanceledExecutionException {
        try {
            return task.run();
        } catch (MultilevelException | InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        } catch (CancellationException cancelled) {
            throw new CanceledExecutionException();
        } catch (OutOfMemoryError e) {
            throw new KNIMEException(
                    "KNIME may use " + Runtime.getRuntime().maxMemory() / MEGABYTE
                            + " MB of memory, which is too little"
                            + " here: allow more in knime.ini, as in -Xmx8g, or use a smaller random part.",
                    e);
        } catch (RuntimeException e) {
            throw new KNIMEException(unexpected(e), e);
        }
    }

    /** Shows sentences at an executed node, if there are any. */
    public static void warn(ExecuteOutput output, List<String> sentences) {
        warn(output::setWarningMessage, sentences);
    }

    /** Tells sentences to what shows them at a node, if there are any. */
    public static void warn(Consumer<String> warning, List<String> sentences) {
        if (!sentences.isEmpty()) {
            warning.accept(String.join(" ", sentences));
        }
    }

    private static String unexpected(Exception e) {
        return "Something went wrong that should not (" + e + "): please report it, with the details in KNIME's log.";
    }
}
