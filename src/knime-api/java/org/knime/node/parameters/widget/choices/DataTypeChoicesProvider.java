package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.core.data.DataType;
import org.knime.node.parameters.NodeParametersInput;

/** Offers types; a stand-in with the signatures of KNIME's. */
public non-sealed interface DataTypeChoicesProvider extends ChoicesStateProvider<DataTypeChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<DataType> choices(NodeParametersInput context) {
        throw new IllegalStateException("choices or computeState must be implemented.");
    }

    @Override
    default List<DataTypeChoice> computeState(NodeParametersInput context) {
        return choices(context).stream().map(DataTypeChoice::fromDataType).toList();
    }
}
