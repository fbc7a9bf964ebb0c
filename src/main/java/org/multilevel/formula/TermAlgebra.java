package org.multilevel.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.multilevel.error.FormulaException;

/**
 * Expands the operators of one right-hand side as R's {@code terms.formula} does.
 *
 * <p>A term is the sorted list of the numbers of its variables, which are numbered as they are first met.
 */
final class TermAlgebra {
    private static final int MOST_TERMS = 10_000;
    private static final int LARGEST_TERM = 100;
    private static final int MOST_STEPS = 1_000_000;

    private final List<String> dotColumns;
    private final Map<Expression, Integer> numbers = new LinkedHashMap<>();
    private final Set<Expression> offsets = new LinkedHashSet<>();
    private final List<Node.Random> randoms = new ArrayList<>();
    private boolean intercept = true;
    private boolean adding = true;
    private int steps;

    /** Creates an algebra in which a dot stands for these columns. */
    TermAlgebra(List<String> dotColumns) {
        this.dotColumns = dotColumns;
    }

    /** Returns the terms of a right-hand side by order of interaction, then as first written. */
    List<Term> terms(Node node) {
        Set<List<Integer>> expanded = node.expand(this);
        List<Expression> variables = List.copyOf(numbers.keySet());
        return expanded.stream()
                .sorted(Comparator.comparingInt(List::size))
                .map(term -> new Term(term.stream().map(variables::get).toList()))
                .toList();
    }

    /** Returns whether what was expanded has an intercept. */
    boolean hasIntercept() {
        return intercept;
    }

    /** Returns what was given as an offset. */
    List<Expression> offsets() {
        return List.copyOf(offsets);
    }

    /** Returns the random terms that were met, unexpanded. */
    List<Node.Random> randoms() {
        return randoms;
    }

    Set<List<Integer>> variable(Expression expression) {
        if (expression instanceof Expression.Call call && Function.OFFSET.makes(call)) {
            offsets.addAll(call.arguments());
            return new LinkedHashSet<>();
        }
        Set<List<Integer>> result = new LinkedHashSet<>();
        result.add(List.of(number(expression)));
        return result;
    }

    private int number(Expression expression) {
        int next = numbers.size();
        Integer known = numbers.putIfAbsent(expression, next);
        return known == null ? next : known;
    }

    Set<List<Integer>> intercept(boolean present) {
        intercept = present == adding;
        return new LinkedHashSet<>();
    }

    Set<List<Integer>> dot() {
        Set<List<Integer>> result = new LinkedHashSet<>();
        dotColumns.forEach(column -> result.add(List.of(number(new Expression.Column(column)))));
        return result;
    }

    Set<List<Integer>> random(Node.Random random) {
        randoms.add(random);
        return new LinkedHashSet<>();
    }

    Set<List<Integer>> sum(List<Node.Part> parts) {
        Set<List<Integer>> result = new LinkedHashSet<>();
        for (Node.Part part : parts) {
            if (part.minus()) {
                adding = !adding;
                part.node().expand(this).forEach(result::remove);
                adding = !adding;
            } else {
                result.addAll(part.node().expand(this));
            }
        }
        return result;
    }

    Set<List<Integer>> chain(Node.Operator operator, List<Node> operands) {
        Set<List<Integer>> result = operands.get(0).expand(this);
        for (Node operand : operands.subList(1, operands.size())) {
            Set<List<Integer>> right = operand.expand(this);
            result = switch (operator) {
                case CROSSED -> crossed(result, right);
                case NESTED -> nested(result, right);
                case WITHIN -> products(result, Set.of(union(right)));
                case INTERACTION -> products(result, right);
            };
        }
        return result;
    }

    private Set<List<Integer>> crossed(Set<List<Integer>> left, Set<List<Integer>> right) {
        Set<List<Integer>> result = new LinkedHashSet<>(left);
        result.addAll(right);
        addProducts(left, right, result);
        return result;
    }

    private Set<List<Integer>> nested(Set<List<Integer>> left, Set<List<Integer>> right) {
        Set<List<Integer>> result = new LinkedHashSet<>(left);
        addProducts(Set.of(union(left)), right, result);
        return result;
    }

    Set<List<Integer>> power(Node base, int exponent) {
        Set<List<Integer>> factor = base.expand(this);
        Set<List<Integer>> result = factor;
        for (int i = 1; i < exponent; i++) {
            Set<List<Integer>> next = products(result, factor);
            boolean settled = next.equals(result);
            result = next;
            if (settled) {
                break;
            }
        }
        return result;
    }

    private Set<List<Integer>> products(Set<List<Integer>> left, Set<List<Integer>> right) {
        Set<List<Integer>> result = new LinkedHashSet<>();
        addProducts(left, right, result);
        return result;
    }

    private void addProducts(Set<List<Integer>> left, Set<List<Integer>> right, Set<List<Integer>> result) {
        for (List<Integer> a : left) {
            for (List<Integer> b : right) {
                result.add(product(a, b));
                steps++;
                if (result.size() > MOST_TERMS || steps > MOST_STEPS) {
                    throw new FormulaException(
                            "The formula stands for more than " + MOST_TERMS
                                    + " terms once its operators are multiplied out; write fewer or lower interactions.",
                            0);
                }
            }
        }
    }

    /** Merges two sorted lists; plain index walks, because an expansion may do this a million times. */
    private static List<Integer> product(List<Integer> a, List<Integer> b) {
        List<Integer> merged = new ArrayList<>(a.size() + b.size());
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            int fromA = i < a.size() ? a.get(i) : Integer.MAX_VALUE;
            int fromB = j < b.size() ? b.get(j) : Integer.MAX_VALUE;
            merged.add(Math.min(fromA, fromB));
            i += fromA <= fromB ? 1 : 0;
            j += fromB <= fromA ? 1 : 0;
        }
        return checked(merged);
    }

    private static List<Integer> union(Set<List<Integer>> terms) {
        Set<Integer> variables = new TreeSet<>();
        terms.forEach(variables::addAll);
        return checked(variables);
    }

    private static List<Integer> checked(Collection<Integer> variables) {
        if (variables.size() > LARGEST_TERM) {
            throw new FormulaException(
                    "The formula has an interaction of more than " + LARGEST_TERM
                            + " variables; write interactions of fewer.",
                    0);
        }
        return List.copyOf(variables);
    }
}
