package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.design.FixedTerm;
import org.multilevel.inference.equation.Atom.Variable;
import org.multilevel.inference.equation.Placement.Place;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Takes columns apart into the variables that they multiply, sorted by the level on which these vary. */
final class Predictors {
    private final FixedEffects fixed;
    private final List<FixedTerm> terms;
    private final List<Integer> kept;
    private final Placement placement;

    Predictors(MixedModel model, Placement placement) {
        this.fixed = model.fixedEffects();
        this.terms = model.fixedTerms();
        this.kept = IntStream.of(model.dependence().kept()).boxed().toList();
        this.placement = placement;
    }

    /** Returns for each level the variables that a fixed effect's column multiplies; none anywhere for the intercept. */
    List<List<Variable>> ofFixed(int coefficient) {
        List<List<Variable>> byLevel = nothing();
        if (!fixed.isIntercept(coefficient)) {
            for (int part : parts(coefficient)) {
                Place place = placement.place(part);
                byLevel.get(place.level() - 1).add(new Variable(fixed.name(part), place.index()));
            }
        }
        return byLevel;
    }

    /** Returns the same of a factor's column; one that is not among the fixed effects counts as varying from row to row. */
    List<List<Variable>> ofRandom(GroupingFactor factor, int column) {
        int position = fixed.indexOf(factor.column(column));
        if (position >= 0) {
            return ofFixed(position);
        }
        List<List<Variable>> byLevel = nothing();
        if (!factor.isIntercept(column)) {
            byLevel.get(0).add(new Variable(factor.column(column), placement.rowIndex()));
        }
        return byLevel;
    }

    private List<List<Variable>> nothing() {
        List<List<Variable>> byLevel = new ArrayList<>();
        for (int level = 0; level < placement.count(); level++) {
            byLevel.add(new ArrayList<>());
        }
        return byLevel;
    }

    /** Returns the coefficients of the columns whose product a column is; itself unless all of them are in the model. */
    private List<Integer> parts(int coefficient) {
        int column = kept.get(coefficient);
        return terms.stream()
                .filter(term -> term.variables().size() > 1)
                .filter(term -> term.first() <= column && column < term.first() + term.width())
                .findFirst()
                .flatMap(term -> parts(term, column - term.first()))
                .orElse(List.of(coefficient));
    }

    private Optional<List<Integer>> parts(FixedTerm term, int within) {
        List<Integer> parts = new ArrayList<>();
        int rest = within;
        for (FixedTerm.Coding variable : term.variables()) {
            parts.add(mainEffect(variable, rest % variable.width()));
            rest /= variable.width();
        }
        return Collections.min(parts) < 0 ? Optional.empty() : Optional.of(parts);
    }

    /** Returns the coefficient of a variable's column alone, or -1 if it was not estimated. */
    private int mainEffect(FixedTerm.Coding variable, int column) {
        return terms.stream()
                .filter(term -> term.variables().size() == 1)
                .filter(term -> term.variables().get(0).name().equals(variable.name()))
                .filter(term -> term.width() == variable.width())
                .mapToInt(term -> kept.indexOf(term.first() + column))
                .findFirst()
                .orElse(-1);
    }
}
