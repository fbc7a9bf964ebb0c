package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.multilevel.error.FormulaException;

/**
 * What varies over which groups: one random term, made from raw column names.
 *
 * <p>It starts with a random intercept and no slopes: {@code Grouping.by("school").slopes("ses")} is {@code (1 + ses | school)}.
 * Each method returns a new value.
 */
public final class Grouping {
    private final Node group;
    private final List<String> slopes;
    private final boolean intercept;
    private final boolean correlated;

    private Grouping(Node group, List<String> slopes, boolean intercept, boolean correlated) {
        this.group = group;
        this.slopes = slopes;
        this.intercept = intercept;
        this.correlated = correlated;
    }

    /**
     * Groups by the values of one column: {@code (1 | column)}.
     *
     * @param column the grouping column
     * @return a random intercept for each value
     * @throws FormulaException if the name is empty
     */
    public static Grouping by(String column) {
        return of(Node.Operator.NESTED, column);
    }

    /**
     * Groups by columns that are nested in one another: {@code nested("batch", "cask")} is {@code (1 | batch/cask)}.
     *
     * @param outermostFirst the grouping columns, at least one
     * @return a random intercept on every stage of the nesting
     * @throws FormulaException if a name is empty or given twice, or there is none
     */
    public static Grouping nested(String... outermostFirst) {
        return of(Node.Operator.NESTED, outermostFirst);
    }

    /**
     * Groups by the combinations of columns: {@code combined("dept", "service")} is {@code (1 | dept:service)}.
     *
     * @param columns the grouping columns, at least one
     * @return a random intercept for each combination that occurs
     * @throws FormulaException if a name is empty or given twice, or there is none
     */
    public static Grouping combined(String... columns) {
        return of(Node.Operator.INTERACTION, columns);
    }

    private static Grouping of(Node.Operator operator, String... columns) {
        List<Node> variables = FormulaBuilder.variables(columns);
        if (variables.isEmpty()) {
            throw new FormulaException("A grouping has no column; name at least one grouping column.", 0);
        }
        if (variables.stream().distinct().count() < variables.size()) {
            throw new FormulaException(
                    "A grouping names a column twice (" + Names.shown(String.join(", ", columns))
                            + "); name each grouping column once.",
                    0);
        }
        Node group = variables.size() == 1 ? variables.get(0) : new Node.Chain(operator, variables);
        return new Grouping(group, List.of(), true, true);
    }

    /**
     * Lets the effects of more columns vary by group.
     *
     * @param columns the slope columns, numeric or categorical
     * @return a grouping with these slopes after those that it had
     * @throws FormulaException if a name is empty
     */
    public Grouping slopes(String... columns) {
        FormulaBuilder.variables(columns);
        List<String> all = Stream.concat(slopes.stream(), Stream.of(columns)).toList();
        return new Grouping(group, all, intercept, correlated);
    }

    /**
     * Keeps the intercept the same for all groups.
     *
     * @return a grouping of slopes only
     */
    public Grouping withoutIntercept() {
        return new Grouping(group, slopes, false, correlated);
    }

    /**
     * Takes the effects within a group to be uncorrelated, the double bar of lme4.
     *
     * @return a grouping without correlations
     */
    public Grouping uncorrelated() {
        return new Grouping(group, slopes, intercept, false);
    }

    /** Returns the random term that this makes. */
    Node.Random node() {
        List<Node> varying = new ArrayList<>(List.of(new Node.Intercept(intercept)));
        varying.addAll(FormulaBuilder.variables(slopes.toArray(String[]::new)));
        return new Node.Random(FormulaBuilder.sum(varying), correlated, group);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grouping g && node().equals(g.node());
    }

    @Override
    public int hashCode() {
        return node().hashCode();
    }

    /** Returns the random term in lme4's notation. */
    @Override
    public String toString() {
        return node().toString();
    }
}
