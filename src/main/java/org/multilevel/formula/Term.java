package org.multilevel.formula;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A main effect (one variable) or an interaction (several) of a model; {@code a:b} equals {@code b:a}.
 *
 * @param variables the variables, in the order in which they were first written; at least one, all different
 */
public record Term(List<Expression> variables) {

    /** Copies the variables. */
    public Term {
        variables = List.copyOf(variables);
    }

    /** Returns how many variables interact; 1 for a main effect. */
    public int order() {
        return variables.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Term t && new HashSet<>(variables).equals(new HashSet<>(t.variables));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(variables).hashCode();
    }

    /** Returns the variables joined by colons. */
    @Override
    public String toString() {
        return variables.stream().map(Expression::toString).collect(Collectors.joining(":"));
    }
}
