package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.multilevel.design.DesignOptions;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.formula.Structure;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.result.OptionWords;

/** What the learner's dialog asks about residuals, and what that means. */
final class ResidualChoices {
    private ResidualChoices() {}

    /** How the residuals of a subject go together. */
    enum ResidualStructure {
        @Label(value = "Independent", description = OptionWords.INDEPENDENT)
        INDEPENDENT(null),
        @Label(value = "Autoregressive (ar1)", description = OptionWords.AR1)
        AR1(CovarianceKind.AUTOREGRESSIVE),
        @Label(value = "Continuous autoregressive (car1)", description = OptionWords.CAR1)
        CAR1(CovarianceKind.CONTINUOUS_AUTOREGRESSIVE),
        @Label(value = "Compound symmetry (cs)", description = OptionWords.CS)
        CS(CovarianceKind.COMPOUND_SYMMETRY),
        @Label(value = "Toeplitz (toep)", description = OptionWords.TOEP)
        TOEP(CovarianceKind.TOEPLITZ),
        @Label(value = "Unstructured (us)", description = OptionWords.US)
        US(CovarianceKind.UNSTRUCTURED);

        private final @Nullable CovarianceKind kind;

        ResidualStructure(@Nullable CovarianceKind kind) {
            this.kind = kind;
        }

        Optional<CovarianceKind> kind() {
            return Optional.ofNullable(kind);
        }

        /** Returns whether a row has a time or an occasion. */
        boolean hasTime(ResidualVariances variances) {
            return kind != null
                    && (kind != CovarianceKind.COMPOUND_SYMMETRY || variances == ResidualVariances.EACH_OCCASION);
        }
    }

    /** Whether residuals have the same variance at all occasions. */
    enum ResidualVariances {
        @Label(value = "As usual", description = OptionWords.USUAL_VARIANCES)
        USUAL,
        @Label(value = "One", description = OptionWords.ONE_VARIANCE)
        ONE,
        @Label(value = "One for each occasion", description = OptionWords.VARIANCE_OF_OCCASION)
        EACH_OCCASION;

        Structure of(CovarianceKind kind) {
            boolean one = this == USUAL ? kind != CovarianceKind.UNSTRUCTURED : this == ONE;
            return new Structure(kind, one);
        }
    }

    interface StructureRef extends ParameterReference<ResidualStructure> {}

    interface VariancesRef extends ParameterReference<ResidualVariances> {}

    interface SubjectRef extends ParameterReference<String> {}

    interface TimeRef extends ParameterReference<String> {}

    interface StrataRef extends ParameterReference<Optional<String>> {}

    /** Says whether residuals have subjects. */
    static final class Dependent implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer
                    .getEnum(StructureRef.class)
                    .isOneOf(
                            ResidualStructure.AR1,
                            ResidualStructure.CAR1,
                            ResidualStructure.CS,
                            ResidualStructure.TOEP,
                            ResidualStructure.US);
        }
    }

    /** Says whether residuals have times or occasions. */
    static final class Timed implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            EffectPredicate exchangeable =
                    initializer.getEnum(StructureRef.class).isOneOf(ResidualStructure.CS);
            return initializer
                    .getEnum(StructureRef.class)
                    .isOneOf(
                            ResidualStructure.AR1, ResidualStructure.CAR1, ResidualStructure.TOEP, ResidualStructure.US)
                    .or(exchangeable.and(
                            initializer.getEnum(VariancesRef.class).isOneOf(ResidualVariances.EACH_OCCASION)));
        }
    }

    /** The columns that say when a row was taken: numbers, and where only the order counts categories too. */
    static final class Times implements ColumnChoicesProvider {
        private Supplier<ResidualStructure> structure = () -> ResidualStructure.INDEPENDENT;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            structure = initializer.computeFromValueSupplier(StructureRef.class);
        }

        @Override
        public List<DataColumnSpec> columnChoices(NodeParametersInput context) {
            boolean numbers = structure.get() == ResidualStructure.CAR1;
            return context.getInTableSpec(0).stream()
                    .flatMap(table -> table.stream())
                    .filter(column -> numbers ? KnimeColumns.isNumeric(column) : KnimeColumns.isUsable(column))
                    .toList();
        }
    }

    /** What the strata are when they are switched on in the dialog: a column of groups that is not the response at first. */
    static final class SomeGroup implements OptionalWidget.DefaultValueProvider<String> {
        private Supplier<String> response = () -> "";

        @Override
        public void init(StateProviderInitializer initializer) {
            OptionalWidget.DefaultValueProvider.super.init(initializer);
            response = initializer.computeFromValueSupplier(MixedModelLearnerParameters.ResponseRef.class);
        }

        @Override
        public String computeState(NodeParametersInput input) {
            return ColumnChoices.firstGroup(input.getInTableSpec(0), SavedSettings.text(response.get()));
        }
    }

    /** Saves the choice of the structure. */
    static final class SavedStructure extends SavedChoice<ResidualStructure> {
        SavedStructure() {
            super("residualStructure", "Structure of the residuals", ResidualStructure.class);
        }
    }

    /** Saves the choice of the variances. */
    static final class SavedVariances extends SavedChoice<ResidualVariances> {
        SavedVariances() {
            super("residualVariances", "Residual variances", ResidualVariances.class);
        }
    }

    /**
     * Returns options with the residuals that are chosen.
     *
     * @throws InvalidSettingsException if a column is left open
     * @throws org.multilevel.error.FormulaException if one column is to be time and subject
     */
    static DesignOptions applied(MixedModelLearnerParameters parameters, DesignOptions options)
            throws InvalidSettingsException {
        DesignOptions structured = options;
        ResidualStructure structure = parameters.residualStructure;
        if (structure.kind().isPresent()) {
            CovarianceKind kind = structure.kind().get();
            if (parameters.residualSubject.isEmpty()) {
                throw new InvalidSettingsException(
                        "The residuals have the structure " + kind.function()
                                + " and no subject column: choose the column whose rows go together, or the structure Independent.");
            }
            boolean timed = structure.hasTime(parameters.residualVariances);
            if (timed && parameters.residualTime.isEmpty()) {
                throw new InvalidSettingsException(
                        "The residuals have the structure " + kind.function()
                                + " and no time column: choose the column that says when a row was taken, or another structure.");
            }
            Optional<String> time = Optional.of(parameters.residualTime).filter(column -> timed);
            structured = options.withResidual(
                    ResidualTerm.of(parameters.residualVariances.of(kind), time, parameters.residualSubject));
        }
        if (parameters.residualStrata.filter(String::isEmpty).isPresent()) {
            throw new InvalidSettingsException("No column is chosen for the residual variances: choose one, or switch"
                    + " Variance differs by off.");
        }
        return parameters.residualStrata.map(structured::withStrata).orElse(structured);
    }
}
