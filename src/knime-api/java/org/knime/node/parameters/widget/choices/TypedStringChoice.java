package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;

/** A text with a type to choose, such as a column; a stand-in with the signatures of KNIME's. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {
    public static TypedStringChoice fromColSpec(DataColumnSpec colSpec) {
        String name = colSpec.getName();
        String type = colSpec.getType().getPreferredValueClass().getName();
        return new TypedStringChoice(
                name, name, new PossibleTypeValue(type, colSpec.getType().getName()));
    }

    /** The type and its text. */
    public record PossibleTypeValue(String id, String text) {}
}
