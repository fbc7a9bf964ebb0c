package org.knime.core.webui.node.dialog.defaultdialog;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;

/** Gives the stand-in of KNIME's reading and writing of parameters what tests have for it. */
public final class StandInParameters {
    private StandInParameters() {}

    /** Reads parameters of a class. */
    public interface Reading {
        <S> S load(Class<S> type, NodeSettingsRO settings) throws InvalidSettingsException;
    }

    /**
     * Uses these from now on.
     *
     * @param creating from specifications, null where there are none
     */
    public static void use(
            BiFunction<Class<?>, PortObjectSpec[], Object> creating,
            Reading reading,
            BiConsumer<Object, NodeSettingsWO> writing) {
        NodeParametersUtil.use(new NodeParametersUtil.Persistence() {
            @Override
            public <S extends NodeParameters> S create(Class<S> type) {
                return type.cast(creating.apply(type, null));
            }

            @Override
            public <S extends NodeParameters> S create(Class<S> type, PortObjectSpec[] specs) {
                return type.cast(creating.apply(type, specs));
            }

            @Override
            public <S extends NodeParameters> S load(NodeSettingsRO settings, Class<S> type)
                    throws InvalidSettingsException {
                return reading.load(type, settings);
            }

            @Override
            public void save(NodeParameters parameters, NodeSettingsWO settings) {
                writing.accept(parameters, settings);
            }
        });
    }
}
