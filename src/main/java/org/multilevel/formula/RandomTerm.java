package org.multilevel.formula;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One random-effects term after expansion: columns that vary by group, and the structure of their covariance.
 *
 * <p>{@code (x || g)} has become {@code (1 | g)} and {@code (0 + x | g)}; {@code (1 | a/b)} has become {@code (1 | b:a)} and
 * {@code (1 | a)}.
 *
 * @param intercept whether the intercept varies by group
 * @param terms what else varies by group
 * @param group the grouping column, or several whose combinations are the groups, in the order of the name ({@code b:a})
 * @param structure of the covariance
 */
public record RandomTerm(boolean intercept, List<Term> terms, List<Expression.Column> group, Structure structure) {

    /** Copies the lists. */
    public RandomTerm {
        terms = List.copyOf(terms);
        group = List.copyOf(group);
    }

    /** A term with any covariance. */
    public RandomTerm(boolean intercept, List<Term> terms, List<Expression.Column> group) {
        this(intercept, terms, group, Structure.UNSTRUCTURED);
    }

    /** Returns the name of the grouping factor, such as {@code school} or {@code cask:batch}, without backticks. */
    public String groupName() {
        return group.stream().map(Expression.Column::name).collect(Collectors.joining(":"));
    }
}
