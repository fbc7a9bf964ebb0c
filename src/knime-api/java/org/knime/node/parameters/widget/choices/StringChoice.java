package org.knime.node.parameters.widget.choices;

/** A text to choose; a stand-in with the signatures of KNIME's. */
public record StringChoice(String id, String text) {
    public static StringChoice fromId(String id) {
        return new StringChoice(id, id);
    }
}
