package org.multilevel.design.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** The different variables in the terms of a model, numeric ones and factors numbered apart. */
public final class Variables {
    private final VariableTypes types;
    private final List<Expression> numeric = new ArrayList<>();
    private final List<Expression> factors = new ArrayList<>();

    /**
     * Collects and checks the variables.
     *
     * @throws ModelException if one of them mixes up numbers and categories
     */
    public Variables(ModelTerms terms, VariableTypes types) {
        this.types = types;
        for (Expression variable : all(terms)) {
            types.checkVariable(variable);
            (types.isFactor(variable) ? factors : numeric).add(variable);
        }
    }

    private static Set<Expression> all(ModelTerms terms) {
        Set<Expression> all = new LinkedHashSet<>();
        for (Term term : terms.fixed()) {
            all.addAll(term.variables());
        }
        for (RandomTerm random : terms.random()) {
            random.terms().forEach(term -> all.addAll(term.variables()));
        }
        return all;
    }

    public List<Expression> numeric() {
        return numeric;
    }

    public List<Expression> factors() {
        return factors;
    }

    public boolean isFactor(Expression variable) {
        return types.isFactor(variable);
    }

    /** Returns the number of a variable among those of its kind. */
    public int position(Expression variable) {
        return (isFactor(variable) ? factors : numeric).indexOf(variable);
    }
}
