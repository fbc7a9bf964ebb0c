package org.multilevel.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A part of the right-hand side of a formula, as written; its text can be parsed back to an equal node. */
sealed interface Node {
    int SUM = 1;
    int CROSS = 2;
    int WITHIN = 3;
    int INTERACT = 4;
    int POWER = 5;
    int ATOM = 6;

    /** Returns how tightly the node's own operator binds. */
    default int priority() {
        return ATOM;
    }

    /** Returns the parts that operators and bars join. */
    default List<Node> children() {
        return List.of();
    }

    /** Returns the terms that this stands for, each as the sorted numbers of its variables. */
    Set<List<Integer>> expand(TermAlgebra algebra);

    /** Shows this node and all below it, left to right. */
    default void visit(Consumer<Node> visitor) {
        visitor.accept(this);
        children().forEach(child -> child.visit(visitor));
    }

    private static String enclosed(Node node, int outerPriority) {
        return node.priority() <= outerPriority ? "(" + node + ")" : node.toString();
    }

    /** A column or a function of columns. */
    record Variable(Expression expression) implements Node {
        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.variable(expression);
        }

        @Override
        public String toString() {
            return expression.toString();
        }
    }

    /** The intercept, {@code 1}, or its absence, {@code 0}. */
    record Intercept(boolean present) implements Node {
        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.intercept(present);
        }

        @Override
        public String toString() {
            return present ? "1" : "0";
        }
    }

    /** R's {@code NULL}, which adds no term. */
    record Nothing() implements Node {
        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return new LinkedHashSet<>();
        }

        @Override
        public String toString() {
            return Names.NULL;
        }
    }

    /** All other columns. */
    record Dot() implements Node {
        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.dot();
        }

        @Override
        public String toString() {
            return ".";
        }
    }

    /** A summand and its sign. */
    record Part(boolean minus, Node node) {}

    /** Terms put in and taken out, from left to right. */
    record Sum(List<Part> parts) implements Node {
        public Sum {
            parts = List.copyOf(parts);
        }

        @Override
        public int priority() {
            return SUM;
        }

        @Override
        public List<Node> children() {
            return parts.stream().map(Part::node).toList();
        }

        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.sum(parts);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (Part part : parts) {
                if (text.length() > 0) {
                    text.append(part.minus() ? " - " : " + ");
                } else if (part.minus()) {
                    text.append('-');
                }
                text.append(enclosed(part.node(), SUM));
            }
            return text.toString();
        }
    }

    /** What joins the operands of a {@link Chain}. */
    enum Operator {
        CROSSED(" * ", CROSS),
        NESTED("/", CROSS),
        WITHIN(" %in% ", Node.WITHIN),
        INTERACTION(":", INTERACT);

        private final String text;
        private final int priority;

        Operator(String text, int priority) {
            this.text = text;
            this.priority = priority;
        }
    }

    /** Two or more operands of the same operator, which is applied from left to right. */
    record Chain(Operator operator, List<Node> operands) implements Node {
        public Chain {
            operands = List.copyOf(operands);
        }

        @Override
        public int priority() {
            return operator.priority;
        }

        @Override
        public List<Node> children() {
            return operands;
        }

        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.chain(operator, operands);
        }

        @Override
        public String toString() {
            return operands.stream()
                    .map(operand -> enclosed(operand, priority()))
                    .collect(Collectors.joining(operator.text));
        }
    }

    /** All interactions up to an order. */
    record Power(Node base, int exponent) implements Node {
        @Override
        public int priority() {
            return POWER;
        }

        @Override
        public List<Node> children() {
            return List.of(base);
        }

        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.power(base, exponent);
        }

        @Override
        public String toString() {
            return enclosed(base, POWER) + "^" + exponent;
        }
    }

    /**
     * A random-effects term.
     *
     * @param varying what varies by group
     * @param correlated whether by one bar, not two
     * @param group variables that are columns, joined by {@code :} and {@code /}
     * @param structure of the covariance
     * @param called whether the structure was written, as a function in front of the parenthesis
     */
    record Random(Node varying, boolean correlated, Node group, Structure structure, boolean called) implements Node {
        Random(Node varying, boolean correlated, Node group) {
            this(varying, correlated, group, Structure.UNSTRUCTURED, false);
        }

        /** Returns this term with other columns. */
        Random varying(Node other) {
            return new Random(other, correlated, group, structure, called);
        }

        @Override
        public List<Node> children() {
            return List.of(varying, group);
        }

        @Override
        public Set<List<Integer>> expand(TermAlgebra algebra) {
            return algebra.random(this);
        }

        @Override
        public String toString() {
            return (called ? structure.kind().function() : "") + "(" + varying + (correlated ? " | " : " || ") + group
                    + structure.choice() + ")";
        }
    }
}
