package org.multilevel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Inference;
import org.multilevel.inference.ResponseWords;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Says in plain sentences how many times as large the effects of a generalised model make odds or means. */
record RatioWords(MixedModel model, Inference inference, ResponseWords words) {
    /** More of them are not read; the table has all. */
    private static final int MOST = 4;

    private static final Pattern LEVEL = Pattern.compile("([^:\\[\\]]+)\\[([^:\\[\\]]+)]");

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        List<CoefficientTest> tests = inference.coefficients(model);
        for (int i = 0; i < tests.size() && sentences.size() < MOST; i++) {
            if (!model.fixedEffects().isIntercept(i)) {
                sentence(tests.get(i)).ifPresent(sentences::add);
            }
        }
        model.groupingFactors().forEach(factor -> spread(factor).ifPresent(sentences::add));
        return sentences;
    }

    /** Effects whose interval holds zero are named elsewhere; those of products and functions have no plain reading. */
    private Optional<String> sentence(CoefficientTest test) {
        boolean isClear = test.lower() > 0 || test.upper() < 0;
        if (!isClear || !Double.isFinite(test.lower()) || !Double.isFinite(test.upper())) {
            return Optional.empty();
        }
        String times = ReportWords.rounded(Math.exp(test.estimate())) + " (" + inference.percent() + " interval "
                + ReportWords.rounded(Math.exp(test.lower())) + " to " + ReportWords.rounded(Math.exp(test.upper()))
                + ")";
        if (ModelVariables.of(model).numbers().contains(test.term()) && isAlone(test.term())) {
            return Optional.of("One more unit of " + test.term() + " multiplies " + words.multiplied() + " by " + times
                    + ", all else being equal.");
        }
        Matcher level = LEVEL.matcher(test.term());
        return level.matches() && isAlone(level.group(1))
                ? Optional.of("Where " + level.group(1) + " is " + level.group(2) + ", " + words.multiplied() + verb()
                        + times + " times " + those() + " at its reference level, all else being equal.")
                : Optional.empty();
    }

    private String verb() {
        return words.success().isPresent() ? " are " : " is ";
    }

    private String those() {
        return words.success().isPresent() ? "those" : "that";
    }

    /** Returns whether no other term has the variable, which could not be equal while it changes. */
    private boolean isAlone(String variable) {
        return model.fixedTerms().stream()
                        .filter(term -> term.name().contains(variable))
                        .count()
                == 1;
    }

    /** Says what the intercept's standard deviation comes to: two thirds of normal effects are less than one from zero. */
    private Optional<String> spread(GroupingFactor factor) {
        for (int k = 0; k < factor.width(); k++) {
            if (factor.isIntercept(k) && factor.standardDeviation(k) > 0) {
                double sd = factor.standardDeviation(k);
                return Optional.of("In two thirds of the levels of " + factor.name() + " " + words.multiplied() + verb()
                        + "between " + ReportWords.rounded(Math.exp(-sd)) + " and "
                        + ReportWords.rounded(Math.exp(sd)) + " times " + those() + " of the middle one.");
            }
        }
        return Optional.empty();
    }
}
