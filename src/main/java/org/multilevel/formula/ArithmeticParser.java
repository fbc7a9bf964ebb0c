package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.formula.Token.Kind;

/** Reads variables: columns, function calls, and the arithmetic inside them, with R's precedence. */
final class ArithmeticParser {
    /** How many operations a variable may have, so that walking it cannot exhaust the stack. */
    private static final int MOST_OPERATIONS = 200;

    private final Tokens tokens;
    private int operations;

    ArithmeticParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads a column or a function call that is a whole term. */
    Expression term() {
        operations = 0;
        return tokens.atCall()
                ? call(true)
                : new Expression.Column(tokens.next().text());
    }

    /** Reads the response: any arithmetic. */
    Expression response() {
        operations = 0;
        return sum();
    }

    private Expression sum() {
        Expression result = product();
        while (tokens.at(Kind.PLUS) || tokens.at(Kind.MINUS)) {
            Token operator = tokens.next();
            result = operation(operator, result, product());
        }
        return result;
    }

    private Expression product() {
        Expression result = signed();
        while (tokens.at(Kind.STAR) || tokens.at(Kind.SLASH)) {
            Token operator = tokens.next();
            result = operation(operator, result, signed());
        }
        return result;
    }

    private Expression signed() {
        if (!tokens.at(Kind.MINUS) && !tokens.at(Kind.PLUS)) {
            return power();
        }
        tokens.down();
        Token sign = tokens.next();
        Expression operand = signed();
        tokens.up(1);
        return sign.is(Kind.MINUS) ? operation(sign, operand) : operand;
    }

    private Expression power() {
        Expression base = atom();
        if (!tokens.at(Kind.POWER)) {
            return base;
        }
        tokens.down();
        Token operator = tokens.next();
        Expression exponent = signed();
        tokens.up(1);
        return operation(operator, base, exponent);
    }

    private Expression operation(Token operator, Expression... operands) {
        count(operator);
        String function = operator.is(Kind.POWER) ? "^" : operator.text();
        return new Expression.Call(function, List.of(operands));
    }

    private void count(Token operator) {
        operations++;
        if (operations > MOST_OPERATIONS) {
            throw operator.error(" as operation number " + operations + " of one variable, but " + MOST_OPERATIONS
                    + " is the limit; compute the variable as a column of the table.");
        }
    }

    private Expression atom() {
        if (tokens.atCall()) {
            return call(false);
        }
        Token token = tokens.peek();
        switch (token.kind()) {
            case NAME, QUOTED_NAME -> {
                return new Expression.Column(tokens.next().text());
            }
            case NUMBER -> {
                return new Expression.Constant(Double.parseDouble(tokens.next().text()));
            }
            case OPEN -> {
                tokens.open();
                Expression inner = sum();
                tokens.close(token);
                return inner;
            }
            case TEXT ->
                throw token.error(" where a column or a number was expected; write a column name with unusual"
                        + " characters between backticks.");
            case DOT ->
                throw token.error(" where a column or a number was expected; a dot, which stands for all other"
                        + " columns, is a term of its own.");
            default -> throw token.error(" where a column, a number, a function or '(' was expected.");
        }
    }

    private Expression.Call call(boolean wholeTerm) {
        Token name = tokens.next();
        Function function = Function.named(name);
        if (function.standsAlone() && !wholeTerm) {
            throw name.error(" inside an expression, but " + function.usage()
                    + " can only be a term of its own; take it out of the expression.");
        }
        count(name);
        Token opened = tokens.open();
        List<Function.Argument> arguments = new ArrayList<>();
        if (!tokens.at(Kind.CLOSE)) {
            do {
                arguments.add(argument(function));
            } while (tokens.take(Kind.COMMA));
        }
        tokens.close(opened);
        return function.apply(name, arguments);
    }

    private Function.Argument argument(Function function) {
        Token start = tokens.peek();
        if (start.is(Kind.TEXT)) {
            return new Function.Argument(new Expression.Text(tokens.next().text()), start);
        }
        boolean mayBeFactor =
                function == Function.REF && tokens.atCall() && start.text().equals("factor");
        return new Function.Argument(mayBeFactor ? call(true) : sum(), start);
    }
}
