package org.multilevel.knime;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;

/**
 * The settings of a node that can be known to be damaged: KNIME gives a node no place to refuse saved settings but its configuration.
 *
 * <p>What is wrong with them is no setting itself, so it is neither saved nor shown in the dialog, and goes once that is confirmed.
 */
public abstract class CheckedParameters implements NodeParameters {
    private String refusal = "";

    /** Keeps why these settings stand in for saved ones that cannot be loaded. */
    final void refuse(String sentence) {
        refusal = sentence;
    }

    /**
     * Refuses settings that stand in for saved ones.
     *
     * @throws InvalidSettingsException with a sentence that names the entry that cannot be loaded
     */
    protected final void checkLoaded() throws InvalidSettingsException {
        if (!refusal.isEmpty()) {
            throw new InvalidSettingsException(refusal);
        }
    }
}
