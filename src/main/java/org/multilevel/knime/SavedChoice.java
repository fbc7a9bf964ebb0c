package org.multilevel.knime;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.persistence.NodeParametersPersistor;

/**
 * Saves a choice by the name of its constant, and loads a name that this version does not know as no choice at all.
 *
 * <p>KNIME answers settings that do not load by those of a new node, which would run another model without a word. {@link
 * UnknownChoices} keeps the name and refuses it.
 *
 * @param <E> the constants
 */
public abstract class SavedChoice<E extends Enum<E>> implements NodeParametersPersistor<E> {
    private final String key;
    private final String title;
    private final Class<E> constants;

    /**
     * Creates the way to save a choice.
     *
     * @param key the name of the field
     * @param title the title of its widget
     * @param constants what there is to choose from
     */
    protected SavedChoice(String key, String title, Class<E> constants) {
        this.key = key;
        this.title = title;
        this.constants = constants;
    }

    final String key() {
        return key;
    }

    final String title() {
        return title;
    }

    /** Returns the names of all choices, as a flow variable gives them. */
    final String known() {
        return Stream.of(constants.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Returns the saved name; nothing where none is saved. */
    final @Nullable String name(NodeSettingsRO settings) {
        return settings.getString(key, null);
    }

    @Override
    public final @Nullable E load(NodeSettingsRO settings) throws InvalidSettingsException {
        String name = settings.getString(key);
        for (E constant : constants.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    @Override
    public final void save(@Nullable E choice, NodeSettingsWO settings) {
        settings.addString(key, choice == null ? null : choice.name());
    }

    @Override
    public final String[][] getConfigPaths() {
        return new String[][] {{key}};
    }
}
