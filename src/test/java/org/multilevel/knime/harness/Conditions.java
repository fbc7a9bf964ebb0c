package org.multilevel.knime.harness;

import java.util.Arrays;
import java.util.function.Predicate;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StandInEffects;

/** Makes the conditions of a dialog from its values. */
record Conditions(Dialog dialog, NodeParametersInput input) implements PredicateInitializer {
    @Override
    public StringReference getString(Class<? extends ParameterReference<String>> reference) {
        return new StringReference() {
            @Override
            public EffectPredicate isEqualTo(String value) {
                return StandInEffects.of(() -> value.equals(dialog.value(reference)));
            }

            @Override
            public EffectPredicate matchesPattern(String pattern) {
                return StandInEffects.of(() -> ((String) dialog.value(reference)).matches(pattern));
            }
        };
    }

    @Override
    public BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference) {
        return new BooleanReference() {
            @Override
            public EffectPredicate isTrue() {
                return StandInEffects.of(() -> (boolean) dialog.value(reference));
            }

            @Override
            public EffectPredicate isFalse() {
                return isTrue().negate();
            }
        };
    }

    @Override
    public <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> reference) {
        return new ArrayReference() {
            @Override
            public EffectPredicate hasMultipleItems() {
                return StandInEffects.of(() -> ((Object[]) dialog.value(reference)).length > 1);
            }

            @Override
            public EffectPredicate containsElementSatisfying(EffectPredicateProvider elementPredicate) {
                throw new UnsupportedOperationException("No dialog of ours looks into the elements of a list.");
            }
        };
    }

    @Override
    public <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference) {
        return new EnumReference<>() {
            @Override
            @SafeVarargs
            @SuppressWarnings("varargs")
            public final EffectPredicate isOneOf(E... values) {
                return StandInEffects.of(() -> Arrays.asList(values).contains(dialog.value(reference)));
            }
        };
    }

    @Override
    public boolean isMissing(Class<? extends ParameterReference<?>> reference) {
        return false;
    }

    @Override
    public EffectPredicate getConstant(Predicate<NodeParametersInput> predicate) {
        return StandInEffects.of(() -> predicate.test(input));
    }

    @Override
    public EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicateProviderClass) {
        return getPredicate(Instances.of(predicateProviderClass));
    }

    @Override
    public EffectPredicate getPredicate(EffectPredicateProvider predicateProvider) {
        return predicateProvider.init(this);
    }
}
