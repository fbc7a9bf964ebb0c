package org.knime.node.parameters.widget.choices;

/** Offers texts with types; a stand-in with the signatures of KNIME's. */
public non-sealed interface TypedStringChoicesProvider extends ChoicesStateProvider<TypedStringChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }
}
