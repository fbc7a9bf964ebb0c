package org.knime.node.parameters.updates;

import java.util.function.BooleanSupplier;

/** Makes and asks conditions, whose values are not public. */
public final class StandInEffects {
    private StandInEffects() {}

    public static EffectPredicate of(BooleanSupplier test) {
        return Condition.of(test);
    }

    public static boolean holds(EffectPredicate predicate) {
        return Condition.holds(predicate);
    }
}
