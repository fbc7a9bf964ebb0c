package org.multilevel.knime.picture;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.knime.ModelChoices;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.picture.MixedModelPlotParameters.Shown;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;

/** Says what the plot's dialog offers for a picture of the model at the port. */
final class PictureChoices {
    private PictureChoices() {}

    /** Returns the model at the first port; none before its learner was executed. */
    static Optional<MixedModel> model(NodeParametersInput context) {
        return context.getInPortObject(0)
                .filter(MixedModelPortObject.class::isInstance)
                .map(port -> ((MixedModelPortObject) port).model());
    }

    /** Returns the factor that is meant, of the model's. */
    static String factor(String chosen, List<String> factors) {
        String named = SavedSettings.text(chosen).strip();
        return named.isEmpty() ? factors.stream().findFirst().orElse("") : named;
    }

    /** For the horizontal axis. */
    static final class Horizontal extends ModelChoices.Predictors {
        Horizontal() {
            super("(the first that is a number)");
        }
    }

    /** For colours. */
    static final class Colours extends ModelChoices.Predictors {
        Colours() {
            super("(none)");
        }
    }

    /** The terms of the factor, or for a profile the parameters: of a fitted model only, since levels of a categorical predictor are among them. */
    static final class Terms extends ModelChoices {
        private Supplier<Shown> shown = () -> Shown.EFFECTS;
        private Supplier<String> group = () -> "";

        Terms() {
            super("(the first)");
        }

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            shown = initializer.computeFromValueSupplier(MixedModelPlotParameters.ShownReference.class);
            group = initializer.computeFromValueSupplier(MixedModelPlotParameters.GroupReference.class);
        }

        @Override
        protected List<String> names(MixedModelPortObjectSpec spec, NodeParametersInput context) {
            Optional<Shown> picture = Optional.ofNullable(shown.get());
            return picture.isEmpty()
                    ? List.of()
                    : model(context)
                            .map(model -> Pictures.of(model)
                                    .terms(
                                            MixedModelPlotParameters.kind(picture.get()),
                                            factor(group.get(), spec.groupingFactors())))
                            .orElse(List.of());
        }
    }
}
