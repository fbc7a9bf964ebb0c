package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Token.Kind;

/** Reads variables: columns, function calls, and the arithmetic and comparisons inside them, with R's precedence. */
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
        return tokens.atCall() ? call(Place.TERM) : column();
    }

    /** Reads the response: any arithmetic. */
    Expression response() {
        operations = 0;
        if (tokens.atCall() && tokens.peek().text().equals(Expression.COUNTS)) {
            return counts();
        }
        return tokens.peek().isColumn() && tokens.ahead(1).is(Kind.TILDE) ? column() : expression(Names.SUM);
    }

    /** Reads {@code cbind(successes, failures)}. */
    private Expression counts() {
        Token name = tokens.next();
        Token opened = tokens.open();
        Expression successes = expression(Names.SUM);
        if (!tokens.take(Kind.COMMA)) {
            throw name.error(" with one argument; write cbind(successes, failures), two columns of counts.");
        }
        Expression failures = expression(Names.SUM);
        if (tokens.at(Kind.COMMA)) {
            throw name.error(" with more than two arguments; write cbind(successes, failures), two columns of counts.");
        }
        tokens.close(opened);
        return new Expression.Call(Expression.COUNTS, List.of(successes, failures));
    }

    /** Reads a comparison that stands in a parenthesis of its own, as what {@code I()} makes of it. */
    Expression comparisonTerm() {
        operations = 0;
        return new Expression.Call("I", List.of(expression(Names.EITHER)));
    }

    private Expression column() {
        return new Expression.Column(tokens.next().text());
    }

    /** Reads operands and the operators between them that bind at least so tightly; one method, so that nesting needs little stack. */
    private Expression expression(int least) {
        Expression left = operand(least);
        int most = Names.ATOM;
        while (true) {
            Token operator = tokens.peek();
            int priority = priority(operator, left);
            if (priority < least || priority > most) {
                return left;
            }
            tokens.next();
            left = operation(operator, left, right(operator, left, priority));
            most = priority == Names.COMPARISON ? Names.COMPARISON - 1 : most;
        }
    }

    private static int priority(Token operator, Expression left) {
        return switch (operator.kind()) {
            // a bar after anything but a comparison is the one of a random term
            case BAR -> Truths.is(left) ? Names.EITHER : 0;
            case AND -> Names.BOTH;
            case COMPARISON -> Names.COMPARISON;
            case PLUS, MINUS -> Names.SUM;
            case STAR, SLASH -> Names.PRODUCT;
            case WITHIN -> Names.WITHIN;
            case POWER -> Names.POWER;
            default -> 0;
        };
    }

    private Expression right(Token operator, Expression left, int priority) {
        return switch (operator.kind()) {
            case BAR, AND -> {
                truth(operator, left);
                yield truth(operator, expression(priority + 1));
            }
            case COMPARISON -> compared(operator, left);
            case WITHIN -> values(operator);
            case POWER -> deeper(Names.SIGN);
            default -> expression(priority + 1);
        };
    }

    private Expression operand(int least) {
        Token start = tokens.peek();
        if (start.is(Kind.NOT) && least <= Names.NOT) {
            tokens.next();
            return operation(start, truth(start, deeper(Names.NOT)));
        }
        if (start.is(Kind.MINUS) || start.is(Kind.PLUS)) {
            tokens.next();
            Expression operand = deeper(Names.SIGN);
            return start.is(Kind.MINUS) ? operation(start, operand) : operand;
        }
        return start.is(Kind.TEXT) ? text() : atom();
    }

    private Expression deeper(int least) {
        tokens.down();
        Expression expression = expression(least);
        tokens.up(1);
        return expression;
    }

    private static Expression truth(Token operator, Expression operand) {
        if (!Truths.is(operand)) {
            throw operator.error(" beside " + Names.shown(operand.toString())
                    + ", but it joins comparisons; write what the value is compared with, as in x > 0.");
        }
        return operand;
    }

    private Expression compared(Token operator, Expression left) {
        Expression right = expression(Names.SUM);
        boolean equality = operator.text().equals("==") || operator.text().equals("!=");
        boolean texts = left instanceof Expression.Text || right instanceof Expression.Text;
        if (!equality && texts) {
            throw operator.error(" beside a text; only == and != compare texts, and %in% finds one in several.");
        }
        if (left.columns().isEmpty() && right.columns().isEmpty()) {
            throw operator.error(" between two constants; write a column on one side.");
        }
        return right;
    }

    private Expression text() {
        Token text = tokens.peek();
        boolean compared =
                tokens.ahead(1).is(Kind.COMPARISON) || tokens.ahead(-1).is(Kind.COMPARISON);
        if (!compared) {
            throw quotedColumn(text);
        }
        return new Expression.Text(tokens.next().text());
    }

    private Expression values(Token operator) {
        if (!atVector()) {
            throw operator.error(" without c() after it; write the values there, as in f %in% c(\"a\", \"b\").");
        }
        return vector();
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
            return call(Place.EXPRESSION);
        }
        Token token = tokens.peek();
        switch (token.kind()) {
            case NAME, QUOTED_NAME -> {
                tokens.next();
                boolean isPi = token.is(Kind.NAME) && token.text().equals(Names.PI);
                return isPi ? new Expression.Constant(Math.PI) : new Expression.Column(token.text());
            }
            case NUMBER -> {
                return new Expression.Constant(Double.parseDouble(tokens.next().text()));
            }
            case OPEN -> {
                tokens.open();
                Expression inner = expression(Names.EITHER);
                tokens.close(token);
                return inner;
            }
            case TEXT -> throw quotedColumn(token);
            case DOT ->
                throw token.error(" where a column or a number was expected; a dot, which stands for all other"
                        + " columns, is a term of its own.");
            default -> throw token.error(" where a column, a number, a function or '(' was expected.");
        }
    }

    private static FormulaException quotedColumn(Token text) {
        return text.error(" where a column or a number was expected; write a column without quotes, "
                + Names.shown(Names.quote(text.text())) + ".");
    }

    /** Where a call stands. */
    private enum Place {
        TERM,
        CATEGORY,
        EXPRESSION
    }

    private Expression.Call call(Place place) {
        Token name = tokens.next();
        Function function = Function.named(name, tokens.ahead(1));
        if (place == Place.EXPRESSION && function.standsAlone()) {
            throw name.error(" inside an expression, but " + function.usage()
                    + " can only be a term of its own; take it out of the expression.");
        }
        if (place == Place.TERM && function.isAggregate()) {
            throw name.error(" as a term, but it is one number for the whole table; use it inside an expression, as in "
                    + function.usage() + ".");
        }
        count(name);
        Token opened = tokens.open();
        List<Arguments.Argument> arguments = new ArrayList<>();
        if (!tokens.at(Kind.CLOSE)) {
            do {
                arguments.add(argument(function, arguments.size()));
            } while (tokens.take(Kind.COMMA));
        }
        tokens.close(opened);
        return new Expression.Call(name.text(), new Arguments(function, name).checked(arguments));
    }

    private Arguments.Argument argument(Function function, int place) {
        Optional<Token> name = Optional.empty();
        if (tokens.atArgumentName()) {
            name = Optional.of(tokens.next());
            tokens.next();
        }
        Token start = tokens.peek();
        return new Arguments.Argument(name, value(function, place), start);
    }

    private Expression value(Function function, int place) {
        Token start = tokens.peek();
        boolean whole = tokens.ahead(1).is(Kind.COMMA) || tokens.ahead(1).is(Kind.CLOSE);
        if (whole && start.is(Kind.TEXT)) {
            return new Expression.Text(tokens.next().text());
        }
        if (whole && start.is(Kind.NAME) && Arguments.isWord(start.text())) {
            return new Expression.Word(tokens.next().text());
        }
        boolean isPi = start.is(Kind.NAME) && start.text().equals(Names.PI) && !function.takesColumn();
        if (whole && start.isColumn() && !isPi) {
            return column();
        }
        if (atVector()) {
            return vector();
        }
        if (function == Function.C && place > 0 && tokens.atCall()) {
            return coding();
        }
        boolean category = function.takesCategory()
                && place == 0
                && tokens.atCall()
                && Function.exact(start.text()).filter(Function::makesCategory).isPresent();
        return category ? call(Place.CATEGORY) : expression(Names.EITHER);
    }

    private boolean atVector() {
        return tokens.atCall() && tokens.peek().text().equals(Expression.VECTOR);
    }

    private Expression vector() {
        tokens.next();
        Token opened = tokens.open();
        List<Expression> values = new ArrayList<>();
        do {
            Token start = tokens.peek();
            Expression value = start.is(Kind.TEXT)
                    ? new Expression.Text(tokens.next().text())
                    : atInfinity() ? infinity() : expression(Names.SUM);
            count(start);
            values.add(Parameter.constant(value)
                    .orElseThrow(() -> start.error(" inside c(), which takes numbers or texts; write the values out,"
                            + " as in c(1, 2.5) or c(\"a\", \"b\").")));
        } while (tokens.take(Kind.COMMA));
        tokens.close(opened);
        return new Expression.Call(Expression.VECTOR, values);
    }

    private boolean atInfinity() {
        Token token = tokens.at(Kind.MINUS) ? tokens.ahead(1) : tokens.peek();
        return token.is(Kind.NAME) && token.text().equals(Names.INFINITY);
    }

    private Expression infinity() {
        boolean isNegative = tokens.take(Kind.MINUS);
        tokens.next();
        return new Expression.Constant(isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }

    /** Reads {@code Treatment("level")}, the coding of {@code C()} that has an argument. */
    private Expression coding() {
        Token name = tokens.next();
        if (!name.text().equals("Treatment")) {
            throw name.error(
                    " as a coding with arguments, but only Treatment has one; write C(f, Treatment(\"level\")),"
                            + " C(f, Sum), C(f, Helmert) or C(f, Poly).");
        }
        Token opened = tokens.open();
        if (tokens.atArgumentName() && tokens.peek().text().equals("reference")) {
            tokens.next();
            tokens.next();
        }
        Token level = tokens.peek();
        if (!level.is(Kind.TEXT)) {
            throw level.error(" as the level of Treatment; write it between quotes, as in C(f, Treatment(\"level\")).");
        }
        Expression text = new Expression.Text(tokens.next().text());
        tokens.close(opened);
        return new Expression.Call("Treatment", List.of(text));
    }
}
