package org.multilevel.formula;

import java.util.Map;
import java.util.Optional;

/** Knows functions that formulas of other programs have, and what is written here in their place. */
final class ForeignFunctions {
    private static final String SMOOTH =
            ", which is a smooth of mgcv; write ns({}, 3), bs({}, 5) or poly({}, 2) for a curve.";
    private static final String STRUCTURE =
            ", which is the covariance of a random term; write the bar and the group, as in cs(1 + x | group).";
    private static final String COVARIANCE =
            ", but that covariance is not known here; write us, diag, cs, ar1 or toep, as in" + " cs(1 + x | group).";
    private static final String ROWS = ", which looks at other rows; compute it as a column of the table.";
    private static final String ORDERED =
            ", but no category is ordered here; write C(factor({}), Poly) for polynomial contrasts, or factor({}).";
    private static final String COMBINED = " as a term; write a:b for the combinations of two columns.";
    private static final String POINTS = "; write the numbers out, as in c(0, 5, 10).";
    private static final String TEXTS =
            ", which makes texts; write cut(x, c(0, 5, 10)) for categories of numbers, or factor({}).";

    /** What follows the name in a sentence; {@code {}} stands for the first argument. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry(
                    "cbind",
                    ", which is a response: write cbind(successes, failures) alone before the ~, for a binomial model."),
            Map.entry("Error", ", which is a stratum of aov; write (1 | {}) for it."),
            Map.entry("s", SMOOTH),
            Map.entry("te", SMOOTH),
            Map.entry("ti", SMOOTH),
            Map.entry("t2", SMOOTH),
            Map.entry("lo", SMOOTH),
            Map.entry("rcs", SMOOTH.replace("a smooth of mgcv", "a spline of rms")),
            Map.entry("pspline", SMOOTH.replace("mgcv", "survival")),
            Map.entry("weights", ", but prior weights are no term; name their column ({}) as the weights of the fit."),
            Map.entry("mo", ", which is a monotonic effect of brms; write factor({}) or C(factor({}), Poly)."),
            Map.entry("ar1", STRUCTURE),
            Map.entry("cs", STRUCTURE),
            Map.entry("us", STRUCTURE),
            Map.entry("diag", STRUCTURE),
            Map.entry("toep", STRUCTURE),
            Map.entry("ou", COVARIANCE),
            Map.entry("homcs", COVARIANCE),
            Map.entry("rr", COVARIANCE),
            Map.entry("lag", ROWS),
            Map.entry("lead", ROWS),
            Map.entry("diff", ROWS),
            Map.entry("cumsum", ROWS),
            Map.entry("rank", ROWS),
            Map.entry("ave", ROWS),
            Map.entry("ordered", ORDERED),
            Map.entry("as.ordered", ORDERED),
            Map.entry("interaction", COMBINED),
            Map.entry("paste", COMBINED),
            Map.entry("paste0", COMBINED),
            Map.entry("seq", POINTS),
            Map.entry("quantile", POINTS),
            Map.entry("range", POINTS),
            Map.entry("as.character", TEXTS),
            Map.entry("case_when", ", but a choice has two ways here; write ifelse(x > 5, 1, 0), one inside another."),
            Map.entry("cut2", "; write cut({}, c(0, 5, 10)) with the breaks between the categories."),
            Map.entry("mm", " outside of a random term; write the columns of the groups, as in (1 | a) + (1 | b)."),
            Map.entry("gr", " outside of a random term; write (1 | {})."),
            Map.entry("as.vector", "; leave it out, since scale({}) is a column of numbers here."));

    private ForeignFunctions() {}

    /**
     * Returns how the sentence about a function goes on after its name and place, if there is advice; a name before something
     * else than a column may as well be a column whose operator was forgotten.
     */
    static Optional<String> advice(String function, Token argument) {
        String first = argument.isColumn() ? Names.shown(Names.quote(argument.text())) : "x";
        return Optional.ofNullable(ADVICE.get(function))
                .filter(advice -> argument.isColumn() || !advice.contains("{}"))
                .map(advice -> advice.replace("{}", first));
    }

    /** Returns the advice for a function in the group of a random term. */
    static String groupAdvice(String function, Token argument) {
        String column = argument.isColumn() ? Names.shown(Names.quote(argument.text())) : "a";
        return switch (function) {
            case "mm" ->
                ", which is a multiple membership of brms; groups are columns here, so write a term for each of"
                        + " them, as in (1 | a) + (1 | b), where each row belongs to one group of each.";
            case "gr" ->
                ", which is brms; write (1 | " + column + "), and (0 + dummy(f, \"level\") | " + column
                        + ") for each level of f that has a variance of its own.";
            case "paste", "paste0" ->
                " as a function in the group of a random term; write a:b for the combinations of" + " two columns.";
            default ->
                " as a function in the group of a random term; groups are columns, so compute this one as a"
                        + " column of the table.";
        };
    }
}
