package org.multilevel.formula;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.error.FormulaException;

/**
 * A model as its author wrote it: an immutable syntax tree in lme4's notation.
 *
 * <p>{@code mathach ~ ses * sector + (1 + ses | school)}. The fixed part knows R's operators {@code + - * : / ^ %in% .} and {@code 0}
 * or {@code 1} for the intercept; random terms stand in parentheses, {@code (1 + x | g)}, with {@code ||} for uncorrelated effects,
 * {@code a/b} for groups nested in groups and {@code a:b} for combinations. Numeric functions are {@code I log log2 log10 log1p
 * exp expm1 sqrt abs sign round floor ceiling trunc sin cos tan asin acos atan tanh qlogis plogis pmin pmax ifelse as.numeric
 * as.integer scale center mean median min max sd var}, curves {@code poly ns bs}, categories {@code cut factor as.factor ref
 * relevel C dummy}, and there is {@code offset}; inside functions, and in the response, {@code + - * / ^} are arithmetic and
 * {@code < > <= >= == != & | ! %in%} compare. Column names with unusual characters stand between backticks, where a doubled
 * backtick means one. A line that was pasted from R, {@code m <- lmer(y ~ x + (1 | g), data = d)}, is read as its formula.
 *
 * <p>Two formulas are equal if they are written the same but for spaces and redundant parentheses.
 */
public final class Formula {
    private final Expression response;
    private final Node terms;

    private Formula(Expression response, Node terms) {
        this.response = response;
        this.terms = terms;
    }

    /** Makes a formula whose expansion, dots apart, is known to work. */
    static Formula of(Expression response, Node terms) {
        Formula formula = new Formula(response, terms);
        formula.expand(List.of());
        return formula;
    }

    /**
     * Reads a formula in lme4's notation.
     *
     * @param text for example {@code y ~ x + (1 | group)}
     * @return the formula
     * @throws FormulaException if the text is no formula, with a sentence that says what is wrong where, and what would be right
     */
    public static Formula parse(String text) {
        return Parser.parse(text);
    }

    /**
     * Starts a formula from its parts.
     *
     * @param column the name of the response column, without backticks
     * @return a builder to which fixed columns and groupings are added
     * @throws FormulaException if the name is empty
     */
    public static FormulaBuilder response(String column) {
        return FormulaBuilder.of(column);
    }

    /**
     * Returns the names of all columns that the formula mentions, in the order in which they are first written; what a dot stands
     * for is not known here.
     *
     * @return the names, unmodifiable
     */
    public Set<String> columns() {
        Set<String> names = new LinkedHashSet<>(response.columns());
        collectColumns(terms, names);
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns what stands before the {@code ~}.
     *
     * @return a column, arithmetic, or {@code cbind(successes, failures)} as a call of {@link Expression#COUNTS}
     */
    public Expression response() {
        return response;
    }

    /**
     * Returns this formula with another response.
     *
     * @param other what is to stand before the {@code ~}
     * @return the formula
     */
    public Formula withResponse(Expression other) {
        return new Formula(other, terms);
    }

    /**
     * Returns the names of the columns in the response.
     *
     * @return the names, unmodifiable
     */
    public Set<String> responseColumns() {
        return response.columns();
    }

    /**
     * Returns the names of the columns that the fixed part mentions, offsets included; what a dot stands for is not known here.
     *
     * @return the names, unmodifiable
     */
    public Set<String> fixedColumns() {
        Set<String> names = new LinkedHashSet<>();
        collectFixedColumns(terms, names);
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns the names of the columns in the group parts of random terms.
     *
     * @return the names, unmodifiable
     */
    public Set<String> groupColumns() {
        Set<String> names = new LinkedHashSet<>();
        terms.visit(node -> {
            if (node instanceof Node.Random random) {
                collectColumns(random.group(), names);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns the names of the columns whose effects vary by group.
     *
     * @return the names, unmodifiable
     */
    public Set<String> slopeColumns() {
        Set<String> names = new LinkedHashSet<>();
        terms.visit(node -> {
            if (node instanceof Node.Random random) {
                collectColumns(random.varying(), names);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns whether the covariance of a random term has a structure, as in {@code cs(1 + x | g)}.
     *
     * @return whether some random term is not unstructured
     */
    public boolean hasStructures() {
        Set<Node> found = new HashSet<>();
        terms.visit(node -> {
            if (node instanceof Node.Random random && !random.structure().isUnstructured()) {
                found.add(node);
            }
        });
        return !found.isEmpty();
    }

    /**
     * Returns whether a dot stands for all other columns.
     *
     * @return whether {@link #expand} depends on its argument
     */
    public boolean hasDot() {
        Set<Node> dots = new HashSet<>();
        terms.visit(node -> {
            if (node instanceof Node.Dot) {
                dots.add(node);
            }
        });
        return !dots.isEmpty();
    }

    private static void collectColumns(Node node, Set<String> names) {
        node.visit(each -> {
            if (each instanceof Node.Variable variable) {
                names.addAll(variable.expression().columns());
            }
        });
    }

    private static void collectFixedColumns(Node node, Set<String> names) {
        if (node instanceof Node.Variable variable) {
            names.addAll(variable.expression().columns());
        } else if (!(node instanceof Node.Random)) {
            node.children().forEach(child -> collectFixedColumns(child, names));
        }
    }

    /**
     * Expands operators, nesting, double bars and the dot, as R's {@code terms} and lme4 do.
     *
     * @param otherColumns what a dot stands for before the columns of the response, of group parts and of offsets are taken out;
     *     unused if there is no dot
     * @return the terms of the model
     * @throws FormulaException if the terms are too many, or the response is among them
     */
    public ModelTerms expand(List<String> otherColumns) {
        TermAlgebra algebra = new TermAlgebra(dotColumns(otherColumns));
        List<Term> fixed = algebra.terms(terms);
        for (Term term : fixed) {
            if (term.variables().contains(response)) {
                throw new FormulaException(
                        "The response " + Names.shown(response.toString()) + " is also the fixed term "
                                + Names.shown(term.toString()) + "; remove it from the right of the '~'.",
                        0);
            }
        }
        for (String column : groupColumns()) {
            if (response.columns().contains(column)) {
                throw new FormulaException(
                        "The response column " + Names.shown(column)
                                + " is also a grouping column; group by another column.",
                        0);
            }
        }
        List<RandomTerm> random = RandomTerms.expand(algebra.randoms());
        return new ModelTerms(response, algebra.hasIntercept(), fixed, algebra.offsets(), random);
    }

    private List<String> dotColumns(List<String> otherColumns) {
        Set<String> taken = new HashSet<>(response.columns());
        taken.addAll(groupColumns());
        terms.visit(node -> {
            if (node instanceof Node.Variable variable
                    && variable.expression() instanceof Expression.Call call
                    && Function.OFFSET.makes(call)) {
                taken.addAll(call.columns());
            }
        });
        return otherColumns.stream().filter(name -> !taken.contains(name)).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula f && response.equals(f.response) && terms.equals(f.terms);
    }

    @Override
    public int hashCode() {
        return 31 * response.hashCode() + terms.hashCode();
    }

    /** Returns the formula's text in uniform spacing; {@link #parse} makes an equal formula of it. */
    @Override
    public String toString() {
        return response + " ~ " + terms;
    }
}
