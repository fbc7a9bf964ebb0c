package org.multilevel.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.multilevel.formula.Token.Kind;

/** Finds the formula in a line that was pasted from R: {@code m <- lmer(y ~ x + (1 | g), data = d)}. */
final class PastedCall {
    private static final Set<String> OTHERS = Set.of(
            "lm",
            "lme",
            "gls",
            "glm",
            "glmer",
            "nlmer",
            "glmmTMB",
            "gamm",
            "gamm4",
            "bam",
            "gam",
            "brm",
            "aov",
            "stan_lmer");

    private final List<Token> tokens;
    private int first;
    /** One past the last token of the formula. */
    private int end;

    private PastedCall(List<Token> tokens) {
        this.tokens = tokens;
        this.end = tokens.size() - 1;
    }

    /** Returns the tokens of the formula alone, with a token for the end. */
    static List<Token> formula(List<Token> tokens) {
        PastedCall pasted = new PastedCall(tokens);
        pasted.unwrap();
        List<Token> formula = new ArrayList<>(tokens.subList(pasted.first, pasted.end));
        Token next = tokens.get(pasted.end);
        formula.add(new Token(Kind.END, "", next.position()));
        return List.copyOf(formula);
    }

    private boolean is(int place, Kind kind) {
        return place < end && tokens.get(place).is(kind);
    }

    private void unwrap() {
        if (end > 0 && is(end - 1, Kind.SEMICOLON)) {
            end--;
        }
        int assigned = is(0, Kind.NAME) && (is(1, Kind.ARROW) || is(1, Kind.EQUALS)) && is(3, Kind.OPEN) ? 2 : 0;
        boolean isCall = is(assigned, Kind.NAME) && is(assigned + 1, Kind.OPEN) && enclosesTilde(assigned + 1);
        if (isCall) {
            unwrapCall(assigned);
        }
        boolean isArgument =
                is(first, Kind.NAME) && tokens.get(first).text().equals("formula") && is(first + 1, Kind.EQUALS);
        first += isArgument ? 2 : 0;
        int comma = firstComma();
        if (comma < end && (isCall || is(comma + 2, Kind.EQUALS))) {
            checkRest(comma);
            end = comma;
        }
    }

    private void unwrapCall(int name) {
        Token function = tokens.get(name);
        if (OTHERS.contains(function.text())) {
            throw function.error(" around the formula, but only linear mixed models, lmer's, are fitted here; write the"
                    + " formula alone, as in y ~ x + (1 | group).");
        }
        if (!function.text().equals("lmer")) {
            return;
        }
        first = name + 2;
        end--;
    }

    /** Returns whether a tilde stands directly inside a parenthesis that the last token closes. */
    private boolean enclosesTilde(int open) {
        int level = 0;
        boolean tilde = false;
        for (int k = open; k < end; k++) {
            Token token = tokens.get(k);
            level += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            tilde |= level == 1 && token.is(Kind.TILDE);
            if (level == 0) {
                return tilde && k == end - 1;
            }
        }
        return false;
    }

    private int firstComma() {
        int level = 0;
        for (int k = first; k < end; k++) {
            Token token = tokens.get(k);
            level += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            if (level == 0 && token.is(Kind.COMMA)) {
                return k;
            }
        }
        return end;
    }

    /** Lets the table pass, which is chosen elsewhere, and refuses what would change the model. */
    private void checkRest(int comma) {
        int place = comma;
        while (place < end) {
            boolean named = is(place + 1, Kind.NAME) && is(place + 2, Kind.EQUALS);
            Token name = tokens.get(place + 1);
            boolean isData = named ? name.text().equals("data") : is(place + 1, Kind.NAME);
            int value = named ? place + 3 : place + 1;
            if (!isData || !is(value, Kind.NAME)) {
                throw name.error(" after the formula, where only data = may stand; " + advice(name.text()));
            }
            place = value + 1;
            if (place < end && !is(place, Kind.COMMA)) {
                throw tokens.get(place).error(" after the name of the table; write the formula alone.");
            }
        }
    }

    private static String advice(String argument) {
        return switch (argument) {
            case "REML", "method" -> "leave it out and choose REML or ML where the model is fitted.";
            case "weights" -> "leave it out and name the column of weights where the model is fitted.";
            case "offset" -> "leave it out and write + offset(x) in the formula.";
            case "random" -> "write it into the formula, as in y ~ x + (1 | group).";
            case "subset" -> "leave it out and filter the table.";
            case "family" -> "only linear models are fitted here.";
            case "contrasts" -> "leave it out and write C(f, Sum) in the formula.";
            default -> "leave it out.";
        };
    }
}
