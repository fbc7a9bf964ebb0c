package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

/** What an open dialog says about the model at this moment. */
final class DialogState {
    private final Supplier<Specification> specification;
    private final Supplier<String> response;
    private final Supplier<ColumnFilter> fixedEffects;
    private final Supplier<GroupingParameters[]> groupings;
    private final Supplier<InteractionParameters[]> interactions;
    private final Supplier<Optional<String>> offset;
    private final Supplier<ReferenceParameters[]> references;
    private final Supplier<String> formula;
    /** Only of linear models. */
    private final Optional<ResidualState> residuals;

    private DialogState(
            Supplier<Specification> specification,
            Supplier<String> response,
            Supplier<ColumnFilter> fixedEffects,
            Supplier<GroupingParameters[]> groupings,
            Supplier<InteractionParameters[]> interactions,
            Supplier<Optional<String>> offset,
            Supplier<ReferenceParameters[]> references,
            Supplier<String> formula,
            Optional<ResidualState> residuals) {
        this.specification = specification;
        this.response = response;
        this.fixedEffects = fixedEffects;
        this.groupings = groupings;
        this.interactions = interactions;
        this.offset = offset;
        this.references = references;
        this.formula = formula;
        this.residuals = residuals;
    }

    /** Returns the state of the dialog; every change of the model triggers a new computation. */
    static DialogState followed(StateProviderInitializer initializer) {
        return followed(initializer, Optional.empty());
    }

    /** Returns the state of a linear model's dialog, its residuals included; every change of the model triggers a new computation. */
    static DialogState followedWithResiduals(StateProviderInitializer initializer) {
        return followed(initializer, Optional.of(new ResidualState(initializer)));
    }

    private static DialogState followed(StateProviderInitializer initializer, Optional<ResidualState> residuals) {
        return new DialogState(
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.SpecificationRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.ResponseRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.FixedEffectsRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.GroupingsRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.InteractionsRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.OffsetRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.ReferencesRef.class),
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.FormulaRef.class),
                residuals);
    }

    /** Returns the state of the dialog; only the switch between columns and formula triggers a new computation. */
    static DialogState whenSwitched(StateProviderInitializer initializer) {
        return new DialogState(
                initializer.computeFromValueSupplier(MixedModelLearnerParameters.SpecificationRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.ResponseRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.FixedEffectsRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.GroupingsRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.InteractionsRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.OffsetRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.ReferencesRef.class),
                initializer.getValueSupplier(MixedModelLearnerParameters.FormulaRef.class),
                Optional.empty());
    }

    /** Returns the model's part of the settings as they are now; a dialog may leave any of them open. */
    MixedModelLearnerParameters parameters() {
        MixedModelLearnerParameters now = new MixedModelLearnerParameters();
        now.specification = or(specification.get(), now.specification);
        now.response = or(response.get(), now.response);
        now.fixedEffects = or(fixedEffects.get(), now.fixedEffects);
        now.groupings = or(groupings.get(), now.groupings);
        now.interactions = or(interactions.get(), now.interactions);
        now.offset = or(offset.get(), now.offset);
        now.references = or(references.get(), now.references);
        now.formula = or(formula.get(), now.formula);
        residuals.ifPresent(chosen -> chosen.applyTo(now));
        now.fillTexts();
        return now;
    }

    private static <T> T or(@Nullable T value, T fallback) {
        return Optional.ofNullable(value).orElse(fallback);
    }
}
