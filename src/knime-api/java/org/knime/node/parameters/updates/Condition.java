package org.knime.node.parameters.updates;

import java.util.function.BooleanSupplier;

/** A condition that can be asked at once. Only the stand-in has it. */
record Condition(BooleanSupplier test) implements EffectPredicate {
    static EffectPredicate of(BooleanSupplier test) {
        return new Condition(test);
    }

    static boolean holds(EffectPredicate predicate) {
        return ((Condition) predicate).test.getAsBoolean();
    }
}
