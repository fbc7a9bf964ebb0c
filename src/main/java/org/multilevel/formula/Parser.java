package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Token.Kind;

/** Reads a whole formula by recursive descent. */
final class Parser {
    private static final String EXAMPLE = "for example y ~ x + (1 | group)";

    private final Tokens tokens;
    private final ArithmeticParser arithmetic;

    private Parser(List<Token> tokens) {
        this.tokens = new Tokens(tokens);
        this.arithmetic = new ArithmeticParser(this.tokens);
    }

    /** Returns the formula of a text, or throws a {@link FormulaException}. */
    static Formula parse(String text) {
        List<Token> tokens = PastedCall.formula(Tokenizer.tokens(text));
        checkOutline(tokens);
        return new Parser(tokens).formula();
    }

    private static void checkOutline(List<Token> tokens) {
        List<Token> tildes = tokens.stream().filter(t -> t.is(Kind.TILDE)).toList();
        if (tokens.size() == 1) {
            throw new FormulaException("The formula is empty; write response ~ terms, " + EXAMPLE + ".", 1);
        }
        if (tildes.isEmpty()) {
            Optional<Token> equals =
                    tokens.stream().filter(token -> token.is(Kind.EQUALS)).findFirst();
            if (equals.isPresent()) {
                throw equals.get().error("; write ~ between the response and the terms, " + EXAMPLE + ".");
            }
            throw new FormulaException("The formula has no '~'; write response ~ terms, " + EXAMPLE + ".", 1);
        }
        if (tildes.size() > 1) {
            int position = tildes.get(1).position();
            throw new FormulaException(
                    "Found a second '~' at position " + position + "; write one, between the response and the terms;"
                            + " what varies by group goes into parentheses, as in (1 | group).",
                    position);
        }
        if (tokens.get(0).is(Kind.TILDE)) {
            throw tokens.get(0).error(" without a response before it; write response ~ terms, " + EXAMPLE + ".");
        }
    }

    private Formula formula() {
        Token start = tokens.peek();
        Expression response = arithmetic.response();
        if (!tokens.at(Kind.TILDE)) {
            throw tokens.unexpected("an operator or '~'");
        }
        if (response.columns().isEmpty()) {
            throw start.error(" as the response, which has no column; write the response's name before the '~'.");
        }
        Token tilde = tokens.next();
        if (tokens.at(Kind.END)) {
            throw tilde.error(
                    " without terms after it; write 1 after it for an intercept alone, or the terms, " + EXAMPLE + ".");
        }
        Node terms = sum();
        if (!tokens.at(Kind.END)) {
            throw tokens.unexpected("an operator such as +");
        }
        return Formula.of(response, terms);
    }

    private Node sum() {
        List<Node.Part> parts = new ArrayList<>();
        do {
            parts.add(part(parts.isEmpty()));
        } while (tokens.at(Kind.PLUS) || tokens.at(Kind.MINUS));
        boolean single = parts.size() == 1 && !parts.get(0).minus();
        return single ? parts.get(0).node() : new Node.Sum(parts);
    }

    private Node.Part part(boolean isFirst) {
        Token sign = tokens.peek();
        boolean minus = tokens.take(Kind.MINUS);
        boolean plus = !minus && tokens.take(Kind.PLUS);
        if (plus && !isFirst && tokens.at(Kind.MINUS)) {
            sign = tokens.next();
            minus = true;
        }
        Node node = crossed();
        if (minus) {
            checkOnlyAdded(node, sign);
        }
        return new Node.Part(minus, node);
    }

    private Node crossed() {
        Node result = within();
        int chains = 0;
        while (tokens.at(Kind.STAR) || tokens.at(Kind.SLASH)) {
            tokens.down();
            chains++;
            Kind kind = tokens.peek().kind();
            result = chain(kind == Kind.STAR ? Node.Operator.CROSSED : Node.Operator.NESTED, kind, result);
        }
        tokens.up(chains);
        return result;
    }

    private Node within() {
        Node first = interaction();
        return tokens.at(Kind.WITHIN) ? chain(Node.Operator.WITHIN, Kind.WITHIN, first) : first;
    }

    private Node interaction() {
        Node first = power();
        return tokens.at(Kind.COLON) ? chain(Node.Operator.INTERACTION, Kind.COLON, first) : first;
    }

    /** Reads on while the same operator follows, so that a chain of any length is one flat node. */
    private Node chain(Node.Operator operator, Kind sign, Node first) {
        List<Node> operands = new ArrayList<>(List.of(first));
        while (tokens.at(sign)) {
            Token token = tokens.peek();
            checkOperand(operands.get(operands.size() - 1), token);
            tokens.next();
            Node operand = operandAfter(operator);
            checkOperand(operand, token);
            operands.add(operand);
        }
        return new Node.Chain(operator, operands);
    }

    private Node operandAfter(Node.Operator operator) {
        return switch (operator) {
            case CROSSED, NESTED -> within();
            case WITHIN -> interaction();
            case INTERACTION -> power();
        };
    }

    private Node power() {
        Node base = atom();
        if (!tokens.at(Kind.POWER)) {
            return base;
        }
        Token operator = tokens.peek();
        checkOperand(base, operator);
        tokens.next();
        if (base instanceof Node.Variable) {
            boolean hasExponent = tokens.at(Kind.NUMBER) || tokens.at(Kind.NAME);
            String power = Names.shown(base + "^" + (hasExponent ? tokens.peek().text() : "2"));
            throw operator.error(" after " + Names.shown(base.toString())
                    + ", where it would mean interactions; write I(" + power + ") for a power.");
        }
        Token exponent = tokens.peek();
        double value = exponent.is(Kind.NUMBER) ? Double.parseDouble(exponent.text()) : 0;
        if (value < 1 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
            throw exponent.error(
                    " where the order of the interactions was expected; write a whole number from 1 up, as in"
                            + " (a + b)^2.");
        }
        tokens.next();
        return new Node.Power(base, (int) value);
    }

    private Node atom() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME, QUOTED_NAME -> {
                if (token.is(Kind.NAME) && token.text().equals(Names.NULL)) {
                    tokens.next();
                    yield new Node.Nothing();
                }
                Optional<CovarianceKind> structure = structure();
                yield structure.isPresent() ? structured(structure.get()) : new Node.Variable(arithmetic.term());
            }
            case NUMBER -> intercept();
            case DOT -> {
                tokens.next();
                yield new Node.Dot();
            }
            case OPEN -> parenthesis();
            case TEXT ->
                throw token.error("; quotes are for levels, so write the column without them, "
                        + Names.shown(Names.quote(token.text())) + ".");
            default -> throw token.error(" where a column, a function or '(' was expected.");
        };
    }

    private Node intercept() {
        Token number = tokens.peek();
        double value = Double.parseDouble(number.text());
        if (value != 0 && value != 1) {
            throw number.error(
                    " as a term, but only 0 and 1 (the intercept) stand alone; write I(2 * x) for arithmetic.");
        }
        tokens.next();
        return new Node.Intercept(value == 1);
    }

    private Node parenthesis() {
        boolean isComparison = tokens.parenthesisHas(Parser::compares)
                && !tokens.parenthesisHas(token -> token.is(Kind.BAR) || token.is(Kind.DOUBLE_BAR));
        Token opened = tokens.open();
        if (isComparison) {
            Node comparison = new Node.Variable(arithmetic.comparisonTerm());
            tokens.close(opened);
            return comparison;
        }
        if (tokens.at(Kind.BAR) || tokens.at(Kind.DOUBLE_BAR)) {
            throw tokens.peek().error(" with nothing before it; write what varies by group there, as in (1 | group).");
        }
        Node inner = sum();
        Node result = inner;
        if (tokens.at(Kind.BAR) || tokens.at(Kind.DOUBLE_BAR)) {
            checkVarying(inner, opened);
            boolean correlated = tokens.next().is(Kind.BAR);
            result = new Node.Random(inner, correlated, new GroupParser(tokens).group());
        }
        tokens.close(opened);
        return result;
    }

    /** Returns the structure of the random term that comes next, if it has one in front of it. */
    private Optional<CovarianceKind> structure() {
        return tokens.atCall() && tokens.parenthesisHas(token -> token.is(Kind.BAR) || token.is(Kind.DOUBLE_BAR), 1)
                ? CovarianceKind.of(tokens.peek().text())
                : Optional.empty();
    }

    private Node structured(CovarianceKind kind) {
        Token name = tokens.next();
        if (kind == CovarianceKind.CONTINUOUS_AUTOREGRESSIVE) {
            throw name.error(
                    ", which is a structure of residuals; choose it for the residuals, or write ar1(...) here.");
        }
        Token opened = tokens.open();
        if (tokens.at(Kind.BAR) || tokens.at(Kind.DOUBLE_BAR)) {
            throw tokens.peek()
                    .error(" with nothing before it; write what varies by group there, as in " + kind.function()
                            + "(1 + x | group).");
        }
        Node varying = sum();
        if (tokens.at(Kind.DOUBLE_BAR)) {
            throw tokens.peek()
                    .error(" in " + kind.function() + "(...), which says what is correlated; write one bar.");
        }
        checkVarying(varying, opened);
        tokens.next();
        Node group = new GroupParser(tokens).group();
        boolean homogeneous = ResidualTerm.homogeneous(tokens, kind, kind.isHomogeneousByDefault());
        if (homogeneous && !kind.hasChoice()) {
            throw name.error(
                    " with hom = TRUE, but an unstructured covariance has a variance for each column; write hom = FALSE, or"
                            + " cs(...) or toep(...).");
        }
        tokens.close(opened);
        return new Node.Random(varying, true, group, new Structure(kind, homogeneous), true);
    }

    private static boolean compares(Token token) {
        return token.is(Kind.COMPARISON) || token.is(Kind.NOT) || token.is(Kind.AND);
    }

    private static void checkVarying(Node varying, Token opened) {
        String where = "The random term at position " + opened.position();
        if (contains(varying, Node.Random.class::isInstance)) {
            throw new FormulaException(where + " has another one in it; write one after the other.", opened.position());
        }
        if (contains(varying, Node.Dot.class::isInstance)) {
            throw new FormulaException(
                    where + " has a dot in it; write the names of the columns that vary by group.", opened.position());
        }
        if (contains(varying, Parser::isOffset)) {
            throw new FormulaException(
                    where + " has an offset in it; write the offset outside the parentheses.", opened.position());
        }
    }

    private static void checkOnlyAdded(Node operand, Token operator) {
        boolean added = contains(operand, node -> node instanceof Node.Random || isOffset(node));
        if (added) {
            throw operator.error(" beside " + Names.shown(operand.toString())
                    + ", but random terms and offsets can only be added with +.");
        }
    }

    private static void checkOperand(Node operand, Token operator) {
        checkOnlyAdded(operand, operator);
        if (operand instanceof Node.Intercept) {
            throw operator.error(" beside " + operand
                    + ", which stands for the intercept; only + and - apply to it (arithmetic goes inside I()).");
        }
    }

    private static boolean isOffset(Node node) {
        return node instanceof Node.Variable variable
                && variable.expression() instanceof Expression.Call call
                && Function.OFFSET.makes(call);
    }

    private static boolean contains(Node node, Predicate<Node> test) {
        return test.test(node) || node.children().stream().anyMatch(child -> contains(child, test));
    }
}
