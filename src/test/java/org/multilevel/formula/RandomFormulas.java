package org.multilevel.formula;

import java.util.Random;

/** Draws valid formulas with every construct of the notation. */
final class RandomFormulas {
    private static final String[] COLUMNS = {"a", "b", "c2", "x.y", "`exam score`", "`a``b`", "größe", "log", "`1`"};
    private static final String[] FUNCTIONS = {"I", "log", "log2", "log10", "exp", "sqrt", "abs", "log1p", "sin"};
    private static final String[] OPERATORS = {"+", "-", "*", "/", "^"};
    private static final String[] NUMBERS = {"1", "2.5", "1e-7", ".5", "300000"};
    private static final String[] TERM_OPERATORS = {" + ", " + ", "-", "*", "/", ":", " %in% "};

    private final Random random;
    private int groups;

    RandomFormulas(Random random) {
        this.random = random;
    }

    String next() {
        groups = 0;
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "y ~ " : "log(y + 1) ~");
        text.append(random.nextInt(4) == 0 ? "0 + " : "").append(terms(3));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(" + ").append(randomTerm());
        }
        return text.append(random.nextInt(5) == 0 ? " + offset(" + arithmetic(2) + "* a)" : "")
                .toString();
    }

    private String terms(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf();
        }
        String joined = terms(depth - 1) + pick(TERM_OPERATORS) + terms(depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + joined + ")";
            case 1 -> "(" + joined + " + a)^" + (1 + random.nextInt(3));
            default -> joined;
        };
    }

    private String leaf() {
        return switch (random.nextInt(16)) {
            case 10 -> "ns(" + arithmetic(1) + " + a, df=" + (1 + random.nextInt(5)) + ", Boundary.knots = c(-1, 2.5))";
            case 11 -> "cut(x.y, c(-Inf, 0, " + pick("1", "2.5", "Inf") + "), right=F)";
            case 12 -> "I(" + condition(2) + ")";
            case 13 -> "ifelse(" + condition(1) + ", " + arithmetic(1) + " + b, 2*pi)";
            case 14 ->
                "C(" + pick(COLUMNS) + ", " + pick("Sum", "'contr.sum'", "Treatment('B')", "contr.treatment, base = 2")
                        + ")";
            case 15 -> "scale(" + pick(COLUMNS) + ", center = -1, scale = FALSE)";
            case 0 -> ".";
            case 1 -> "factor(" + pick(COLUMNS) + ")";
            case 2 -> "ref(" + pick(COLUMNS) + ", 'it\\'s \"')";
            case 3 -> "poly(" + pick(COLUMNS) + ", 2)";
            case 4 -> (random.nextBoolean() ? "scale(" : "center(") + pick(COLUMNS) + ")";
            case 5, 6 -> pick(FUNCTIONS) + "(a +" + arithmetic(3) + ")";
            default -> pick(COLUMNS);
        };
    }

    private String arithmetic(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? pick(COLUMNS) : pick(NUMBERS);
        }
        return switch (random.nextInt(4)) {
            case 0 -> "-" + arithmetic(depth - 1);
            case 1 -> "(" + arithmetic(depth - 1) + ")" + pick(OPERATORS) + arithmetic(depth - 1);
            case 2 -> "exp(b*" + arithmetic(depth - 1) + ")";
            default -> arithmetic(depth - 1) + pick(OPERATORS) + "(" + arithmetic(depth - 1) + ")";
        };
    }

    private String condition(int depth) {
        if (depth == 0) {
            return pick(
                    "f == \"x\"",
                    "'x' != f",
                    "a %in% c(1, -2)",
                    "f %in% c('a', \"b\")",
                    "a + " + arithmetic(1) + " <= b");
        }
        return switch (random.nextInt(4)) {
            case 0 -> "!" + condition(depth - 1);
            case 1 -> "(" + condition(depth - 1) + ") & " + condition(depth - 1);
            case 2 -> condition(depth - 1) + " | !(" + condition(depth - 1) + ")";
            default -> condition(depth - 1);
        };
    }

    private String randomTerm() {
        String varying = random.nextBoolean() ? "1" : pick(COLUMNS) + (random.nextBoolean() ? "*" : "+") + "z";
        if (random.nextInt(3) == 0) {
            String structure = pick("us", "diag", "cs", "ar1", "toep");
            String choice = structure.equals("us") ? pick("", ", hom=F") : pick("", ", hom = TRUE", ",hom=FALSE");
            return structure + "(" + varying + "|" + group() + choice + ")";
        }
        return "(" + varying + (random.nextBoolean() ? "|" : " || ") + group() + ")";
    }

    private String group() {
        return switch (random.nextInt(4)) {
            case 0 -> newGroup() + "/" + newGroup();
            case 1 -> newGroup() + ":" + newGroup();
            case 2 -> "factor(" + newGroup() + ")/(" + newGroup() + "/" + newGroup() + ":" + newGroup() + ")";
            default -> newGroup();
        };
    }

    private String newGroup() {
        groups++;
        return "`group " + groups + "`";
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
