package org.multilevel.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.multilevel.formula.Expression.Column;
import org.multilevel.formula.Token.Kind;

/** Reads the group part of a random term: columns joined by {@code :} and {@code /}. */
final class GroupParser {
    private static final int MOST_COLUMNS = 100;

    private final Tokens tokens;
    private int columns;

    GroupParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads a group up to the parenthesis that closes the random term. */
    Node group() {
        Token start = tokens.peek();
        Node group = nested();
        rejectOtherOperator();
        for (List<Column> columns : expand(group)) {
            if (new HashSet<>(columns).size() < columns.size()) {
                throw start.error(" at the start of a group in which a column occurs twice ("
                        + Names.shown(group.toString()) + "); write each grouping column once.");
            }
        }
        return group;
    }

    /**
     * Returns the grouping factors of a group, the finest first: {@code a/b} is {@code b:a} and {@code a}.
     *
     * @param group variables joined by interactions and nestings
     */
    static List<List<Column>> expand(Node group) {
        if (!(group instanceof Node.Chain chain)) {
            return List.of(List.of((Column) ((Node.Variable) group).expression()));
        }
        if (chain.operator() == Node.Operator.INTERACTION) {
            List<Column> together = new ArrayList<>();
            chain.operands().forEach(operand -> together.addAll(expand(operand).get(0)));
            return List.of(together);
        }
        List<List<Column>> factors = new ArrayList<>();
        for (Node operand : chain.operands()) {
            List<Column> outer = factors.isEmpty() ? List.of() : factors.get(0);
            List<List<Column>> finer = new ArrayList<>();
            for (List<Column> inner : expand(operand)) {
                List<Column> columns = new ArrayList<>(inner);
                columns.addAll(outer);
                finer.add(columns);
            }
            factors.addAll(0, finer);
        }
        return factors;
    }

    private Node nested() {
        List<Node> operands = new ArrayList<>();
        do {
            operands.add(together());
        } while (tokens.take(Kind.SLASH));
        return operands.size() == 1 ? operands.get(0) : new Node.Chain(Node.Operator.NESTED, operands);
    }

    private Node together() {
        List<Node> operands = new ArrayList<>();
        do {
            Token start = tokens.peek();
            Node operand = atom();
            boolean inInteraction = tokens.at(Kind.COLON) || !operands.isEmpty();
            boolean isNested = operand instanceof Node.Chain chain && chain.operator() == Node.Operator.NESTED;
            if (inInteraction && isNested) {
                throw start.error(" at the start of a nesting with '/' inside ':'; write the nesting outside, as in"
                        + " (1 | a:b/c).");
            }
            operands.add(operand);
        } while (tokens.take(Kind.COLON));
        return operands.size() == 1 ? operands.get(0) : new Node.Chain(Node.Operator.INTERACTION, operands);
    }

    private Node column() {
        Token token = tokens.peek();
        if (!token.isColumn()) {
            String example = token.is(Kind.TEXT)
                    ? "(1 | " + Names.shown(Names.quote(token.text())) + "), the column without quotes."
                    : "for example (1 | school).";
            throw token.error(" where the grouping column was expected; write " + example);
        }
        columns++;
        if (columns > MOST_COLUMNS) {
            throw token.error(" after " + MOST_COLUMNS + " grouping columns of one random term; write fewer.");
        }
        return new Node.Variable(new Column(tokens.next().text()));
    }

    private Node atom() {
        if (tokens.at(Kind.OPEN)) {
            Token opened = tokens.open();
            Node inner = nested();
            rejectOtherOperator();
            tokens.close(opened);
            return inner;
        }
        return tokens.atCall() ? call() : column();
    }

    /** Reads a function that only says what groups are anyway: categories, and combinations of categories. */
    private Node call() {
        Token name = tokens.next();
        return switch (name.text()) {
            case "factor", "as.factor", "as.character" -> {
                Token opened = tokens.open();
                Node column = category();
                tokens.close(opened);
                yield column;
            }
            case "interaction" -> combination();
            default -> throw name.error(ForeignFunctions.groupAdvice(name.text(), tokens.ahead(1)));
        };
    }

    private Node category() {
        return tokens.atCall() ? call() : column();
    }

    /** Reads {@code interaction(a, b)} as {@code a:b}; how R would join the labels does not matter. */
    private Node combination() {
        Token opened = tokens.open();
        List<Node> operands = new ArrayList<>();
        do {
            if (tokens.atArgumentName()) {
                tokens.next();
                tokens.next();
                tokens.next();
            } else {
                operands.add(category());
            }
        } while (tokens.take(Kind.COMMA));
        tokens.close(opened);
        return operands.size() == 1 ? operands.get(0) : new Node.Chain(Node.Operator.INTERACTION, operands);
    }

    private void rejectOtherOperator() {
        Token token = tokens.peek();
        switch (token.kind()) {
            case PLUS ->
                throw token.error(
                        " in the group of a random term; write a term for each group, as in (1 | a) + (1 | b).");
            case STAR ->
                throw token.error(
                        " in the group of a random term; write (1 | a) + (1 | b) + (1 | a:b) instead of (1 | a * b).");
            case BAR, DOUBLE_BAR ->
                throw token.error(" as a second bar; a random term has one, before its group, as in (1 | group).");
            case MINUS, POWER, WITHIN ->
                throw token.error(" in the group of a random term; write columns joined by ':' or '/' there.");
            default -> {
                return;
            }
        }
    }
}
