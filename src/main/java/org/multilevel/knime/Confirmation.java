package org.multilevel.knime;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/**
 * Ends the time in which a node warns of the columns that it has guessed: an open dialog says that they are confirmed, which is saved
 * when its user applies it.
 */
public final class Confirmation implements StateProvider<Boolean> {
    /** The title of the setting. */
    public static final String TITLE = "Columns are confirmed";

    /** What the setting means. */
    public static final String DESCRIPTION =
            "A new node guesses its columns from its input, and its warning names them until the dialog was confirmed once. Opening"
                    + " the dialog switches this on.";

    /** The title of the setting of a node whose input is a model, which has predictors where a table has columns. */
    public static final String TITLE_OF_PREDICTORS = "Predictors are confirmed";

    /** What the setting of such a node means. */
    public static final String DESCRIPTION_OF_PREDICTORS =
            "A new node guesses its predictors from its model, and its warning names them until the dialog was confirmed once. Opening"
                    + " the dialog switches this on.";

    /** Creates the provider, as KNIME does. */
    public Confirmation() {}

    /** After the dialog is open: only then is a change something to apply, and the button for it alive. */
    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeAfterOpenDialog();
    }

    @Override
    public Boolean computeState(NodeParametersInput input) {
        return true;
    }

    /**
     * Returns the warning of a node whose columns nobody has confirmed.
     *
     * @param guessed what was guessed, as in {@code the groups "school"}
     */
    public static String warning(String guessed) {
        return "Guessed from the table: " + guessed + ". Open the dialog and confirm it, or choose other columns.";
    }

    /**
     * Returns the warning of a node whose predictors of a model nobody has confirmed.
     *
     * @param guessed what was guessed, as in {@code the means of Sex}
     */
    public static String warningOfModel(String guessed) {
        return "Guessed from the model: " + guessed + ". Open the dialog and confirm it, or choose other predictors.";
    }
}
