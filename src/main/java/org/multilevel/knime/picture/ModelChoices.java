package org.multilevel.knime.picture;

import java.util.ArrayList;
import java.util.List;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.multilevel.data.Column;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** What a dialog offers of the model at the first input port; the empty choice is what is usual. */
abstract class ModelChoices implements StringChoicesProvider {
    private final String usual;

    ModelChoices(String usual) {
        this.usual = usual;
    }

    abstract List<String> names(MixedModelPortObjectSpec model);

    @Override
    public final List<StringChoice> computeState(NodeParametersInput context) {
        List<StringChoice> choices = new ArrayList<>(List.of(new StringChoice("", usual)));
        context.getInPortSpec(0)
                .filter(MixedModelPortObjectSpec.class::isInstance)
                .map(MixedModelPortObjectSpec.class::cast)
                .ifPresent(model -> names(model).forEach(name -> choices.add(StringChoice.fromId(name))));
        return choices;
    }

    /** The grouping factors. */
    static final class Factors extends ModelChoices {
        Factors() {
            super("(the first of the model)");
        }

        @Override
        List<String> names(MixedModelPortObjectSpec model) {
            return model.groupingFactors();
        }
    }

    /** The columns that the model reads, but for the response. */
    static final class Horizontal extends ModelChoices {
        Horizontal() {
            super("(the first that is a number)");
        }

        @Override
        List<String> names(MixedModelPortObjectSpec model) {
            return model.predictors().stream().map(Column::name).toList();
        }
    }

    /** The same, none of which need be chosen. */
    static final class Colours extends ModelChoices {
        Colours() {
            super("(none)");
        }

        @Override
        List<String> names(MixedModelPortObjectSpec model) {
            return model.predictors().stream().map(Column::name).toList();
        }
    }
}
