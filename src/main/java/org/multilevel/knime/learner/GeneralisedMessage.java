package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.learner.FamilyChoices.Approximation;
import org.multilevel.knime.learner.FamilyChoices.BinomialLink;
import org.multilevel.knime.learner.FamilyChoices.GammaLink;
import org.multilevel.knime.learner.FamilyChoices.ResponseKind;

/** Shows in the open dialog the formula and the family that the settings make, or the sentence that says why they make no model. */
final class GeneralisedMessage implements StateProvider<Optional<TextMessage.Message>> {
    private Optional<State> state = Optional.empty();

    /** What the dialog says of a generalised model at this moment. */
    private record State(
            DialogState formula,
            Supplier<ResponseKind> family,
            Supplier<BinomialLink> binomialLink,
            Supplier<GammaLink> gammaLink,
            Supplier<Optional<String>> trials,
            Supplier<Optional<String>> event,
            Supplier<Approximation> approximation) {
        /** A dialog may leave any of them open. */
        GeneralisedLearnerParameters parameters() {
            GeneralisedLearnerParameters now = new GeneralisedLearnerParameters();
            now.choose(formula.parameters());
            now.family = or(family.get(), now.family);
            now.binomialLink = or(binomialLink.get(), now.binomialLink);
            now.gammaLink = or(gammaLink.get(), now.gammaLink);
            now.trials = or(trials.get(), now.trials);
            now.event = or(event.get(), now.event);
            now.approximation = or(approximation.get(), now.approximation);
            return now;
        }

        private static <T> T or(@Nullable T value, T fallback) {
            return Optional.ofNullable(value).orElse(fallback);
        }
    }

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        state = Optional.of(new State(
                DialogState.followed(initializer),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.FamilyRef.class),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.BinomialLinkRef.class),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.GammaLinkRef.class),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.TrialsRef.class),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.EventRef.class),
                initializer.computeFromValueSupplier(GeneralisedLearnerParameters.ApproximationRef.class)));
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput input) {
        Optional<DataTableSpec> table = input.getInTableSpec(0);
        if (table.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        GeneralisedLearnerParameters now = state.get().parameters();
        try {
            GeneralisedLearnerModel model = Sentences.configuring(() -> GeneralisedLearnerModel.of(now, table.get()));
            return Optional.of(new TextMessage.Message(
                    "Model",
                    model.formula() + " (" + model.distribution() + ")"
                            + FormulaMessage.note(model.formula().groupColumns(), table.get()),
                    MessageType.INFO));
        } catch (InvalidSettingsException e) {
            return Optional.of(new TextMessage.Message("No model yet", e.getMessage(), MessageType.WARNING));
        }
    }
}
