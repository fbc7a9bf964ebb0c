package org.multilevel.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.error.FormulaException;

/**
 * Makes a {@link Formula} from raw column names, without quoting; each method returns a new builder.
 *
 * <pre>{@code
 * Formula.response("mathach").fixed("ses", "sex").random("school", "ses").build()
 * }</pre>
 *
 * is the formula {@code mathach ~ ses + sex + (1 + ses | school)}.
 */
public final class FormulaBuilder {
    private final Expression response;
    private final boolean intercept;
    private final List<Node> fixed;
    private final List<Node> random;

    private FormulaBuilder(Expression response, boolean intercept, List<Node> fixed, List<Node> random) {
        this.response = response;
        this.intercept = intercept;
        this.fixed = List.copyOf(fixed);
        this.random = List.copyOf(random);
    }

    static FormulaBuilder of(String response) {
        return new FormulaBuilder(variable(response).expression(), true, List.of(), List.of());
    }

    /**
     * Adds main effects.
     *
     * @param columns numeric or categorical columns
     * @return a builder with these columns after what it had
     * @throws FormulaException if a name is empty
     */
    public FormulaBuilder fixed(String... columns) {
        List<Node> more = new ArrayList<>(fixed);
        more.addAll(variables(columns));
        return new FormulaBuilder(response, intercept, more, random);
    }

    /**
     * Adds one interaction, without the main effects of its columns: {@code interaction("a", "b")} is {@code a:b}.
     *
     * @param columns at least two columns
     * @return a builder with this interaction after what it had
     * @throws FormulaException if a name is empty or there are fewer than two
     */
    public FormulaBuilder interaction(String... columns) {
        List<Node> variables = variables(columns);
        if (variables.size() < 2) {
            throw new FormulaException(
                    "An interaction has " + variables.size() + " of the two columns it needs; name both.", 0);
        }
        return withFixed(new Node.Chain(Node.Operator.INTERACTION, variables));
    }

    /**
     * Adds a column whose values are added to the prediction as they are.
     *
     * @param column a numeric column
     * @return a builder with this offset
     * @throws FormulaException if the name is empty
     */
    public FormulaBuilder offset(String column) {
        List<Expression> argument = List.of(variable(column).expression());
        return withFixed(new Node.Variable(new Expression.Call("offset", argument)));
    }

    /**
     * Adds a dot: main effects of all columns that are neither in the response nor in a grouping nor an offset.
     *
     * @return a builder with a dot
     */
    public FormulaBuilder allOtherColumns() {
        return withFixed(new Node.Dot());
    }

    /**
     * Leaves the fixed intercept out.
     *
     * @return a builder without intercept
     */
    public FormulaBuilder withoutIntercept() {
        return new FormulaBuilder(response, false, fixed, random);
    }

    /**
     * Adds a random intercept and correlated random slopes: {@code random("g", "x")} is {@code (1 + x | g)}.
     *
     * @param group the grouping column
     * @param slopes columns whose effects vary by group; may be none
     * @return a builder with this random term after what it had
     * @throws FormulaException if a name is empty
     */
    public FormulaBuilder random(String group, String... slopes) {
        return random(Grouping.by(group).slopes(slopes));
    }

    /**
     * Adds a random intercept and uncorrelated random slopes: {@code randomUncorrelated("g", "x")} is {@code (1 + x || g)}.
     *
     * @param group the grouping column
     * @param slopes columns whose effects vary by group; may be none
     * @return a builder with this random term after what it had
     * @throws FormulaException if a name is empty
     */
    public FormulaBuilder randomUncorrelated(String group, String... slopes) {
        return random(Grouping.by(group).slopes(slopes).uncorrelated());
    }

    /**
     * Adds a random term of any kind: nested or combined groups, slopes without intercept.
     *
     * @param grouping what varies over which groups
     * @return a builder with this random term after what it had
     */
    public FormulaBuilder random(Grouping grouping) {
        List<Node> more = new ArrayList<>(random);
        more.add(grouping.node());
        return new FormulaBuilder(response, intercept, fixed, more);
    }

    /**
     * Makes a level the reference of a categorical column in all terms so far, fixed and random: {@code ref(column, "level")}.
     *
     * @param column the column
     * @param level the level that the others are compared with
     * @return a builder with the terms changed; the same where none has the column
     * @throws FormulaException if the name is empty
     */
    public FormulaBuilder reference(String column, String level) {
        Expression plain = variable(column).expression();
        Node.Variable changed =
                new Node.Variable(new Expression.Call("ref", List.of(plain, new Expression.Text(level))));
        return new FormulaBuilder(
                response,
                intercept,
                fixed.stream().map(node -> replaced(node, plain, changed)).toList(),
                random.stream().map(node -> replaced(node, plain, changed)).toList());
    }

    /** Returns a node of this builder's kinds with another variable in place of a column; groups stay. */
    private static Node replaced(Node node, Expression column, Node.Variable changed) {
        if (node instanceof Node.Variable variable && variable.expression().equals(column)) {
            return changed;
        }
        if (node instanceof Node.Chain chain) {
            return new Node.Chain(
                    chain.operator(),
                    chain.operands().stream()
                            .map(each -> replaced(each, column, changed))
                            .toList());
        }
        if (node instanceof Node.Sum sum) {
            return new Node.Sum(sum.parts().stream()
                    .map(part -> new Node.Part(part.minus(), replaced(part.node(), column, changed)))
                    .toList());
        }
        return node instanceof Node.Random term ? term.varying(replaced(term.varying(), column, changed)) : node;
    }

    /**
     * Makes the formula.
     *
     * @return the formula, equal to the one that its text is parsed to
     * @throws FormulaException if the same thing varies over the same groups twice, or the response is also a predictor
     */
    public Formula build() {
        List<Node> all = new ArrayList<>();
        if (!intercept || fixed.isEmpty()) {
            all.add(new Node.Intercept(intercept));
        }
        all.addAll(fixed);
        all.addAll(random);
        return Formula.of(response, sum(all));
    }

    private FormulaBuilder withFixed(Node node) {
        List<Node> more = new ArrayList<>(fixed);
        more.add(node);
        return new FormulaBuilder(response, intercept, more, random);
    }

    static Node sum(List<Node> nodes) {
        return nodes.size() == 1
                ? nodes.get(0)
                : new Node.Sum(nodes.stream().map(n -> new Node.Part(false, n)).toList());
    }

    static List<Node> variables(String... columns) {
        return Arrays.stream(columns).<Node>map(FormulaBuilder::variable).toList();
    }

    private static Node.Variable variable(String column) {
        if (column.isEmpty()) {
            throw new FormulaException("A column name is empty; name a column of the table.", 0);
        }
        return new Node.Variable(new Expression.Column(column));
    }
}
