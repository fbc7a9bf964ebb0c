package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.function.Supplier;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.multilevel.knime.learner.ResidualChoices.ResidualStructure;
import org.multilevel.knime.learner.ResidualChoices.ResidualVariances;

/** What an open dialog of a linear model says about its residuals at this moment. */
final class ResidualState {
    private final Supplier<ResidualStructure> structure;
    private final Supplier<ResidualVariances> variances;
    private final Supplier<String> subject;
    private final Supplier<String> time;
    private final Supplier<Optional<String>> strata;

    /** Follows the dialog; every change triggers a new computation. */
    ResidualState(StateProviderInitializer initializer) {
        structure = initializer.computeFromValueSupplier(ResidualChoices.StructureRef.class);
        variances = initializer.computeFromValueSupplier(ResidualChoices.VariancesRef.class);
        subject = initializer.computeFromValueSupplier(ResidualChoices.SubjectRef.class);
        time = initializer.computeFromValueSupplier(ResidualChoices.TimeRef.class);
        strata = initializer.computeFromValueSupplier(ResidualChoices.StrataRef.class);
    }

    /** Sets the residuals' part of settings; a dialog may leave any of it open. */
    void applyTo(MixedModelLearnerParameters now) {
        now.residualStructure = Optional.ofNullable(structure.get()).orElse(now.residualStructure);
        now.residualVariances = Optional.ofNullable(variances.get()).orElse(now.residualVariances);
        now.residualSubject = Optional.ofNullable(subject.get()).orElse(now.residualSubject);
        now.residualTime = Optional.ofNullable(time.get()).orElse(now.residualTime);
        now.residualStrata = Optional.ofNullable(strata.get()).orElse(now.residualStrata);
    }
}
