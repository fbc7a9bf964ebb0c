package org.multilevel.formula;

import java.util.List;
import java.util.function.Predicate;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Token.Kind;

/** A place in a list of tokens, from which parsers read on; it also counts how deeply they are nested. */
final class Tokens {
    /** How many parentheses may enclose one another, so that no text can exhaust the stack. */
    private static final int DEEPEST = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    boolean at(Kind kind) {
        return peek().is(kind);
    }

    /** Returns whether a function's name and its parenthesis come next. */
    boolean atCall() {
        return at(Kind.NAME) && tokens.get(at + 1).is(Kind.OPEN);
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean take(Kind kind) {
        boolean found = at(kind);
        if (found) {
            next();
        }
        return found;
    }

    /** Returns whether the name of an argument and its sign come next. */
    boolean atArgumentName() {
        return at(Kind.NAME) && tokens.get(at + 1).is(Kind.EQUALS);
    }

    /** Returns whether a token that passes stands directly inside the parenthesis that comes next, and not in one within. */
    boolean parenthesisHas(Predicate<Token> test) {
        return parenthesisHas(test, 0);
    }

    /** As {@link #parenthesisHas(Predicate)}, of the parenthesis that opens some places ahead. */
    boolean parenthesisHas(Predicate<Token> test, int places) {
        int level = 0;
        for (int k = at + places; k < tokens.size(); k++) {
            Token token = tokens.get(k);
            level += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            if (level == 0) {
                return false;
            }
            if (level == 1 && test.test(token)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the token some places ahead, or before where the number is negative. */
    Token ahead(int places) {
        return tokens.get(Math.max(0, Math.min(at + places, tokens.size() - 1)));
    }

    /** Reads an opening parenthesis and goes one level down. */
    Token open() {
        down();
        return next();
    }

    /** Goes one level down, at the present token. */
    void down() {
        depth++;
        if (depth > DEEPEST) {
            throw peek().error(", nested more than " + DEEPEST
                    + " levels deep; write it with fewer parentheses or signs.");
        }
    }

    /** Comes some levels up. */
    void up(int levels) {
        depth -= levels;
    }

    /** Reads the parenthesis that closes another one and comes one level up. */
    void close(Token opened) {
        if (at(Kind.END)) {
            throw new FormulaException(
                    "The parenthesis at position " + opened.position() + " is not closed; write ) where it should end.",
                    opened.position());
        }
        if (!at(Kind.CLOSE)) {
            throw unexpected("an operator or ')'");
        }
        next();
        up(1);
    }

    /** Returns the error for a token that cannot follow what was read, to be thrown. */
    FormulaException unexpected(String expected) {
        Token token = peek();
        return switch (token.kind()) {
            case BAR, DOUBLE_BAR ->
                token.error(
                        ", but a bar belongs directly inside the parentheses of a random term, such as (1 | group).");
            case CLOSE -> token.error(" without a '(' that it closes; remove it or write the '(' before it.");
            case COMMA ->
                token.error(
                        " where " + expected + " was expected; commas stand only between the arguments of a function.");
            case COMPARISON, AND, NOT ->
                token.error(
                        " where " + expected + " was expected; a comparison goes inside I(), as in I(x > 0 & z != 1).");
            case ARROW ->
                token.error(" where " + expected
                        + " was expected; write a space between < and - to compare with a negative number.");
            case EQUALS ->
                token.error(" where " + expected
                        + " was expected; write ~ between the response and the terms, == to compare, and = only"
                        + " after the name of a function's argument.");
            case NAME, QUOTED_NAME, NUMBER -> token.error(" where " + expected + " was expected" + joined(token));
            default -> token.error(" where " + expected + " was expected.");
        };
    }

    private String joined(Token token) {
        Token before = tokens.get(Math.max(0, at - 1));
        boolean maybeOneName = before.isColumn() && at > 0;
        return maybeOneName
                ? "; a column name with spaces goes between backticks: `"
                        + Names.shown(before.text() + " " + token.text()) + "`."
                : ".";
    }
}
