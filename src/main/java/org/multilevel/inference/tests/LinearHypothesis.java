package org.multilevel.inference.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.inference.FTest;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.numeric.Dense;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * A claim about the fixed effects, L beta = c, in words of the coefficients; immutable.
 *
 * <p>One row is a sum of coefficients times numbers and what it equals ({@code "minority + female = 0"}, {@code "2*x - f[B] = 1"}; without
 * an equals sign, 0). Several rows stand between semicolons, or as a chain ({@code "f[B] = f[C] = 0"}), and are tested together by F. A
 * name may stand between backticks.
 */
public final class LinearHypothesis {
    private static final String INTERCEPT = "(Intercept)";

    private final String text;

    private LinearHypothesis(String text) {
        this.text = text;
    }

    /** Returns the hypothesis that a text says; it is understood when a model is asked. */
    public static LinearHypothesis of(String text) {
        return new LinearHypothesis(text.strip());
    }

    /**
     * Refuses a text without end, which is no hypothesis about any model.
     *
     * @throws ModelException saying what is missing
     */
    public void check() {
        if (text.isEmpty() || "=+-*/".indexOf(text.charAt(text.length() - 1)) >= 0) {
            throw new ModelException("The hypothesis " + Labels.quoted(text)
                    + " has its end where a coefficient or a number should be; write, for example, \"x + f[B] = 0\".");
        }
    }

    /**
     * Refuses, before a model is fitted, what can be no hypothesis about the coefficients of a formula: a text without end, and one that names
     * none of the columns of which coefficients are made. Whether a level or a column of a spline exists, only the model tells.
     *
     * @param columns the names of the columns of its table
     * @throws ModelException naming what the formula has
     */
    public void check(Formula formula, List<String> columns) {
        check();
        List<String> known = new ArrayList<>(List.of(INTERCEPT));
        formula.expand(columns)
                .fixed()
                .forEach(term -> term.variables().forEach(variable -> known.addAll(variable.columns())));
        if (known.stream().noneMatch(text::contains)) {
            throw new ModelException("The hypothesis " + Labels.quoted(text)
                    + " names no coefficient of the model, of which there are only those of "
                    + Labels.list(known.stream().distinct().toList())
                    + "; a name with spaces stands between backticks, as in \"`x y` = 0\".");
        }
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /**
     * Tests the hypothesis.
     *
     * @throws ModelException if the text is no hypothesis about the coefficients of this model, its rows contradict each other or say
     *     nothing, or the model does not carry what the method needs
     */
    public HypothesisTest test(MixedModel model, Inference inference) {
        List<HypothesisRow> rows = new HypothesisParser(text, model.fixedEffects()).rows();
        FixedUncertainty uncertainty = FixedUncertainty.of(model, inference);
        double[][] l = rows.stream().map(HypothesisRow::coefficients).toArray(double[][]::new);
        double[] c = rows.stream().mapToDouble(HypothesisRow::value).toArray();
        if (Arrays.stream(l).anyMatch(uncertainty::losesDigits)) {
            throw new ModelException("The hypothesis " + text
                    + " cannot be tested: a predictor lies so far from 0 beside its spread that the"
                    + " digits of the standard error cancel; subtract its mean before the fit.");
        }
        FTest test = uncertainty.fTest(l, c);
        double df = Double.isInfinite(test.denominatorDf()) ? Double.NaN : test.denominatorDf();
        if (rows.size() > 1) {
            return new HypothesisTest(
                    text, Double.NaN, Double.NaN, test.numeratorDf(), df, test.statistic(), test.pValue());
        }
        double estimate = Dense.dot(l[0], model.fixedEffects().estimates()) - c[0];
        double error = Math.sqrt(uncertainty.variance(l[0]));
        double t = estimate / error;
        return new HypothesisTest(text, estimate, error, 1, df, t, Distributions.tTwoSided(t, test.denominatorDf()));
    }

    /**
     * Returns L beta - c as a function of the coefficients; empty where the hypothesis has several rows, which have no common estimate.
     *
     * @throws ModelException if the text is no hypothesis about the coefficients of this model
     */
    public Optional<LinearFunction> function(MixedModel model) {
        List<HypothesisRow> rows = new HypothesisParser(text, model.fixedEffects()).rows();
        return rows.size() > 1
                ? Optional.empty()
                : Optional.of(new LinearFunction(
                        text,
                        Arrays.stream(rows.get(0).coefficients()).boxed().toList(),
                        rows.get(0).value()));
    }

    @Override
    public String toString() {
        return text;
    }
}
