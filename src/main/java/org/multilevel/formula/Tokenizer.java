package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Token.Kind;

/** Cuts a formula's text into tokens. */
final class Tokenizer {
    private final int[] text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text.codePoints().toArray();
    }

    /** Returns the tokens of a text; the last is {@link Kind#END}. */
    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        while (tokenizer.at < tokenizer.text.length) {
            tokenizer.readOne();
        }
        tokenizer.add(Kind.END, 0);
        return List.copyOf(tokenizer.tokens);
    }

    private void readOne() {
        int point = text[at];
        switch (point) {
            case ' ', '\t', '\n', '\r', '\f' -> at++;
            case '~' -> add(Kind.TILDE, 1);
            case '+' -> add(Kind.PLUS, 1);
            case '-' -> add(Kind.MINUS, 1);
            case '/' -> add(Kind.SLASH, 1);
            case ':' -> readColon();
            case '^' -> add(Kind.POWER, 1);
            case '(' -> add(Kind.OPEN, 1);
            case ')' -> add(Kind.CLOSE, 1);
            case ',' -> add(Kind.COMMA, 1);
            case ';' -> add(Kind.SEMICOLON, 1);
            case '#' -> skipComment();
            case '<', '>', '=', '!' -> readComparison(point);
            case '&' -> readAnd();
            case '*' -> {
                boolean doubled = peek(1) == '*';
                add(doubled ? Kind.POWER : Kind.STAR, doubled ? 2 : 1);
            }
            case '|' -> {
                boolean doubled = peek(1) == '|';
                add(doubled ? Kind.DOUBLE_BAR : Kind.BAR, doubled ? 2 : 1);
            }
            case '%' -> readPercent();
            case '`' -> readQuotedName();
            case '"', '\'' -> readText(point);
            default -> readWord(point);
        }
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : -1;
    }

    private void add(Kind kind, int length) {
        tokens.add(new Token(kind, new String(text, at, length), at + 1));
        at += length;
    }

    private int lengthWhile(int from, IntPredicate test) {
        int end = from;
        while (end < text.length && test.test(text[end])) {
            end++;
        }
        return end - at;
    }

    private void readWord(int point) {
        boolean isNumber = isDigit(point) || (point == '.' && isDigit(peek(1)));
        if (isNumber) {
            readNumber();
        } else if (Names.startsName(point)) {
            int length = lengthWhile(at, Names::continuesName);
            add(length == 1 && point == '.' ? Kind.DOT : Kind.NAME, length);
        } else {
            throw stray(point);
        }
    }

    private static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }

    private void readNumber() {
        int end = at + lengthWhile(at, Tokenizer::isDigit);
        if (end < text.length && text[end] == '.') {
            end = at + lengthWhile(end + 1, Tokenizer::isDigit);
        }
        if (end < text.length && (text[end] == 'e' || text[end] == 'E')) {
            int sign = end + 1 < text.length && (text[end + 1] == '+' || text[end + 1] == '-') ? 1 : 0;
            int afterExponent = at + lengthWhile(end + 1 + sign, Tokenizer::isDigit);
            end = afterExponent > end + 1 + sign ? afterExponent : end;
        }
        if (end < text.length && Names.continuesName(text[end])) {
            throw needsBackticks("starts with a digit");
        }
        String number = new String(text, at, end - at);
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw error("Found the number " + Names.shown(number), "; it is too large for a number.");
        }
        add(Kind.NUMBER, end - at);
    }

    private FormulaException needsBackticks(String why) {
        String word = new String(text, at, lengthWhile(at, Names::continuesName));
        return error(
                "Found '" + Names.shown(word) + "'",
                "; a column name that " + why + " goes between backticks: `" + Names.shown(word) + "`.");
    }

    private FormulaException error(String found, String advice) {
        return new FormulaException(found + " at position " + (at + 1) + advice, at + 1);
    }

    private FormulaException stray(int point) {
        if (Names.continuesName(point)) {
            return needsBackticks(point == '_' ? "starts with an underscore" : "does not start with a letter");
        }
        String character = new String(Character.toChars(point));
        if (point > '~' || point < ' ') {
            String name = Character.getName(point);
            String described = String.format("U+%04X", point) + (name == null ? "" : " " + name);
            String visible = LookAlikes.isInvisible(point) ? described : "'" + character + "' (" + described + ")";
            return error(
                    "Found the character " + visible,
                    LookAlikes.advice(point).orElse("; a column name with such a character goes between backticks."));
        }
        return error(
                "Found '" + character + "'",
                ", which is no operator of a formula (they are + - * : / ^ %in% and | in a random term);"
                        + " a column name with such a character goes between backticks.");
    }

    /** Skips a comment of R; one that touches a word may as well be the name of a column. */
    private void skipComment() {
        if (at > 0 && (Names.continuesName(text[at - 1]) || text[at - 1] == '`')) {
            throw stray('#');
        }
        at += lengthWhile(at, point -> point != '\n' && point != '\r');
    }

    private void readComparison(int point) {
        boolean orEqual = peek(1) == '=';
        if (point == '<' && peek(1) == '-') {
            add(Kind.ARROW, 2);
        } else if (orEqual || point == '<' || point == '>') {
            add(Kind.COMPARISON, orEqual ? 2 : 1);
        } else {
            add(point == '!' ? Kind.NOT : Kind.EQUALS, 1);
        }
    }

    private void readAnd() {
        if (peek(1) == '&') {
            throw error("Found '&&'", "; write & where both of two comparisons must hold.");
        }
        add(Kind.AND, 1);
    }

    /** Reads a colon; two of them name the package of a function, which is left out. */
    private void readColon() {
        int last = tokens.size() - 1;
        boolean isPackage = peek(1) == ':' && last >= 0 && tokens.get(last).is(Kind.NAME) && startsNameAt(at + 2);
        if (isPackage) {
            tokens.remove(last);
            at += 2;
        } else {
            add(Kind.COLON, 1);
        }
    }

    private boolean startsNameAt(int place) {
        return place < text.length && Character.isLetter(text[place]);
    }

    private void readPercent() {
        boolean isIn = peek(1) == 'i' && peek(2) == 'n' && peek(3) == '%';
        if (!isIn) {
            throw error(
                    "Found '%'",
                    "; the only operator between percent signs is %in%,"
                            + " and a column name with such a character goes between backticks.");
        }
        add(Kind.WITHIN, 4);
    }

    private void readQuotedName() {
        int start = at;
        StringBuilder name = new StringBuilder();
        int next = at + 1;
        while (next < text.length && !(text[next] == '`' && !(next + 1 < text.length && text[next + 1] == '`'))) {
            name.appendCodePoint(text[next]);
            next += text[next] == '`' ? 2 : 1;
        }
        if (next >= text.length) {
            throw error("The backtick", " is not closed; write another ` after the column name.");
        }
        if (name.length() == 0) {
            throw error("The backticks", " have no column name between them.");
        }
        at = next + 1;
        tokens.add(new Token(Kind.QUOTED_NAME, name.toString(), start + 1));
    }

    private void readText(int quote) {
        int start = at;
        StringBuilder value = new StringBuilder();
        int next = at + 1;
        while (next < text.length && text[next] != quote) {
            boolean escaped = text[next] == '\\' && next + 1 < text.length;
            value.appendCodePoint(escaped ? escape(next) : text[next]);
            next += escaped ? 2 : 1;
        }
        if (next >= text.length) {
            String mark = Character.toString(quote);
            throw error("The quote " + mark, " is not closed; write another " + mark + " after the text.");
        }
        at = next + 1;
        tokens.add(new Token(Kind.TEXT, value.toString(), start + 1));
    }

    private int escape(int backslash) {
        int escaped = text[backslash + 1];
        return switch (escaped) {
            case '\\', '"', '\'' -> escaped;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default ->
                throw new FormulaException(
                        "Found a backslash at position " + (backslash + 1)
                                + "; write two of them for one in a level's name.",
                        backslash + 1);
        };
    }
}
