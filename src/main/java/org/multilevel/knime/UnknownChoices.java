package org.multilevel.knime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.persistence.NodeParametersPersistor;

/**
 * Keeps the saved names of choices that this version does not know, so that they are refused by name and saved as they were.
 *
 * <p>A parameters class has one hidden field of them, below the fields of the choices. It has no key of its own in the settings.
 */
public abstract class UnknownChoices implements NodeParametersPersistor<String[]> {
    private final List<SavedChoice<?>> choices;

    /** Creates the keeper of all choices of a parameters class. */
    protected UnknownChoices(SavedChoice<?>... choices) {
        this.choices = List.of(choices);
    }

    /**
     * Refuses choices that are not known.
     *
     * @param names what {@link #load} has returned
     * @param values the choices as they are now, in the order of the constructor
     * @throws InvalidSettingsException naming the first unknown one
     */
    public final void check(String[] names, @Nullable Object... values) throws InvalidSettingsException {
        for (int k = 0; k < values.length; k++) {
            if (values[k] == null) {
                throw new InvalidSettingsException(
                        sentence(choices.get(k).title(), choices.get(k).known(), name(names, k)));
            }
        }
    }

    private static String sentence(String title, String known, String name) {
        String setting = "The setting \"" + title + "\" ";
        return name.isEmpty()
                ? setting + "is empty: choose a value in the dialog."
                : setting + "is \"" + name + "\", which this version does not know: choose one of " + known
                        + ", in the dialog or by the flow variable, or update the Multilevel extension.";
    }

    private static String name(String @Nullable [] names, int index) {
        return names == null || index >= names.length ? "" : SavedSettings.text(names[index]);
    }

    /** Returns for each choice its name if it is not known, else an empty one. */
    @Override
    public final String[] load(NodeSettingsRO settings) throws InvalidSettingsException {
        String[] names = new String[choices.size()];
        for (int k = 0; k < names.length; k++) {
            SavedChoice<?> choice = choices.get(k);
            boolean unknown = settings.containsKey(choice.key()) && choice.load(settings) == null;
            names[k] = unknown ? SavedSettings.text(choice.name(settings)) : "";
        }
        return names;
    }

    /** Puts the names where no choice has been made since; the choices have been saved before. */
    @Override
    public final void save(String[] names, NodeSettingsWO settings) {
        for (int k = 0; k < choices.size(); k++) {
            SavedChoice<?> choice = choices.get(k);
            String name = name(names, k);
            if (!name.isEmpty() && settings instanceof NodeSettingsRO saved && choice.name(saved) == null) {
                settings.addString(choice.key(), name);
            }
        }
    }

    @Override
    public final String[][] getConfigPaths() {
        return choices.stream().map(choice -> new String[] {choice.key()}).toArray(String[][]::new);
    }
}
