package org.knime.node.parameters.updates;

/** A condition on the values of a dialog; a stand-in with the signatures of KNIME's. */
public interface EffectPredicate {
    default EffectPredicate and(EffectPredicate other) {
        return Condition.of(() -> Condition.holds(this) && Condition.holds(other));
    }

    default EffectPredicate or(EffectPredicate other) {
        return Condition.of(() -> Condition.holds(this) || Condition.holds(other));
    }

    default EffectPredicate negate() {
        return Condition.of(() -> !Condition.holds(this));
    }
}
