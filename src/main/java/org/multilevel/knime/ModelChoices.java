package org.multilevel.knime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.multilevel.data.Column;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** What a dialog offers of the model at the first input port; the first choice is what is usual. */
public abstract class ModelChoices implements StringChoicesProvider {
    /** What the usual choice has for a name: KNIME's lists take an empty one for a choice that is missing. */
    private static final String USUAL = " ";

    private final String usual;

    /**
     * Creates the choices.
     *
     * @param usual what the first choice means, in words
     */
    protected ModelChoices(String usual) {
        this.usual = usual;
    }

    /** Returns the names to choose from, as the port knows them at this moment. */
    protected abstract List<String> names(MixedModelPortObjectSpec model, NodeParametersInput context);

    @Override
    public final List<StringChoice> computeState(NodeParametersInput context) {
        List<StringChoice> choices = new ArrayList<>(List.of(new StringChoice(USUAL, usual)));
        context.getInPortSpec(0)
                .filter(MixedModelPortObjectSpec.class::isInstance)
                .map(MixedModelPortObjectSpec.class::cast)
                .ifPresent(model -> names(model, context).forEach(name -> choices.add(StringChoice.fromId(name))));
        return choices;
    }

    /** Shows in the open dialog what a setting without a name means, in the words of the list. */
    public abstract static class Usual implements StateProvider<String> {
        private final Class<? extends ParameterReference<String>> reference;
        private Supplier<String> chosen = () -> "";

        /**
         * Creates the provider.
         *
         * @param reference refers to the setting
         */
        protected Usual(Class<? extends ParameterReference<String>> reference) {
            this.reference = reference;
        }

        @Override
        public final void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            chosen = initializer.getValueSupplier(reference);
        }

        @Override
        public final String computeState(NodeParametersInput context) {
            String name = SavedSettings.text(chosen.get());
            return name.isBlank() ? USUAL : name;
        }
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

    /** The factors whose levels can be left out. */
    public static final class FactorsToLeaveOut extends ModelChoices {
        /** Creates the choices. */
        public FactorsToLeaveOut() {
            super("(the first of the model)");
        }

        @Override
        protected List<String> names(MixedModelPortObjectSpec model, NodeParametersInput context) {
            return model.factorsToLeaveOut();
        }
    }

    /** The columns that the model reads, but for the response. */
    public abstract static class Predictors extends ModelChoices {
        /**
         * Creates the choices.
         *
         * @param usual what the first choice means, in words
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
