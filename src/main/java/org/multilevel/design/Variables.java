package org.multilevel.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** The different variables in the terms of a model, numeric ones and factors numbered apart. */
final class Variables {
    private final Kinds kinds;
    private final List<Expression> numeric = new ArrayList<>();
    private final List<Expression> factors = new ArrayList<>();

    /**
     * Collects and checks the variables.
     *
     * @throws ModelException if one of them mixes up numbers and categories
     */
    Variables(ModelTerms terms, Kinds kinds) {
        this.kinds = kinds;
        for (Expression variable : all(terms)) {
            kinds.checkVariable(variable);
            (kinds.isFactor(variable) ? factors : numeric).add(variable);
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

    List<Expression> numeric() {
        return numeric;
    }

    List<Expression> factors() {
        return factors;
    }

    boolean isFactor(Expression variable) {
        return kinds.isFactor(variable);
    }

    /** Returns the number of a variable among those of its kind. */
    int position(Expression variable) {
        return (isFactor(variable) ? factors : numeric).indexOf(variable);
    }
}
