package org.multilevel.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.multilevel.design.expression.Variables;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/**
 * Comparisons among the predictors, which are numbers here and categories in R: the same model, but where R gives a category all its levels.
 */
final class TruthValues {
    private static final Set<String> OPERATORS = Set.of("<", ">", "<=", ">=", "==", "!=", "&", "|", "!", "%in%");

    private TruthValues() {}

    /** Returns a sentence for each term in which R has a column more, with what gives the same model here. */
    static List<String> concerns(ModelTerms terms, Variables variables) {
        List<String> sentences =
                new ArrayList<>(ofPart(terms.fixed(), terms.intercept() || hasFactor(terms.fixed(), variables)));
        for (RandomTerm term : terms.random()) {
            boolean intercept = terms.random().stream()
                    .anyMatch(other -> other.groupName().equals(term.groupName()) && other.intercept());
            sentences.addAll(ofPart(term.terms(), intercept || hasFactor(term.terms(), variables)));
        }
        return sentences;
    }

    /** Whether the levels of a category stand for the intercept. */
    private static boolean hasFactor(List<Term> terms, Variables variables) {
        return terms.stream()
                .anyMatch(term -> term.variables().size() == 1
                        && variables.isFactor(term.variables().get(0)));
    }

    private static List<String> ofPart(List<Term> terms, boolean intercept) {
        List<String> sentences = new ArrayList<>();
        for (Term term : terms) {
            for (Expression variable : term.variables()) {
                List<Expression> others = term.variables().stream()
                        .filter(other -> !other.equals(variable))
                        .toList();
                boolean byThemselves = others.isEmpty() ? intercept : terms.contains(new Term(others));
                if (isTruth(variable) && !byThemselves) {
                    sentences.add(sentence(term, variable, others));
                }
            }
        }
        return sentences;
    }

    private static String sentence(Term term, Expression variable, List<Expression> others) {
        String missing = others.isEmpty() ? "I(!(" + inside(variable) + "))" : new Term(others).toString();
        return variable + " is a number, 1 where it holds, so " + term
                + " has no column for where it does not, as it has in R: add " + missing + " for R's model.";
    }

    private static Expression inside(Expression variable) {
        return variable instanceof Expression.Call call && call.function().equals("I")
                ? call.arguments().get(0)
                : variable;
    }

    private static boolean isTruth(Expression variable) {
        return inside(variable) instanceof Expression.Call call && OPERATORS.contains(call.function());
    }
}
