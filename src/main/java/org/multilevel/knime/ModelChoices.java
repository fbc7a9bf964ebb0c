package org.multilevel.knime;

import java.util.ArrayList;
import java.util.List;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.multilevel.data.Column;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** What a dialog offers of the model at the first input port; the empty choice is what is usual. */
public abstract class ModelChoices implements StringChoicesProvider {
    private final String usual;

    /**
     * Creates the choices.
     *
     * @param usual what the empty choice means, in words
     */
    protected ModelChoices(String usual) {
        this.usual = usual;
    }

    /** Returns the names to choose from, as the port knows them at this moment. */
    protected abstract List<String> names(MixedModelPortObjectSpec model, NodeParametersInput context);

    @Override
    public final List<StringChoice> computeState(NodeParametersInput context) {
        List<StringChoice> choices = new ArrayList<>(List.of(new StringChoice("", usual)));
        context.getInPortSpec(0)
                .filter(MixedModelPortObjectSpec.class::isInstance)
                .map(MixedModelPortObjectSpec.class::cast)
                .ifPresent(model -> names(model, context).forEach(name -> choices.add(StringChoice.fromId(name))));
        return choices;
    }

    /** The grouping factors. */
    public static final class Factors extends ModelChoices {
        /** Creates the choices. */
        public Factors() {
            super("(the first of the model)");
        }

        @Override
        protected List<String> names(MixedModelPortObjectSpec model, NodeParametersInput context) {
            return model.groupingFactors();
        }
    }

    /** The columns that the model reads, but for the response. */
    public abstract static class Predictors extends ModelChoices {
        /**
         * Creates the choices.
         *
         * @param usual what the empty choice means, in words
         */
        protected Predictors(String usual) {
            super(usual);
        }

        @Override
        protected final List<String> names(MixedModelPortObjectSpec model, NodeParametersInput context) {
            return model.predictors().stream().map(Column::name).toList();
        }
    }
}
