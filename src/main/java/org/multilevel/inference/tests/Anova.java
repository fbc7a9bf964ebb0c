package org.multilevel.inference.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.design.FixedTerm;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.FTest;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;

/**
 * An analysis of variance: each term of the fixed effects tested by F, or by Wald's chi-squared for a generalised model; a question,
 * immutable.
 *
 * <p>Which hypothesis is a term's is the matter of the type; how sure its estimate is, that of the inference. Reference: Kuznetsova,
 * Brockhoff, Christensen (2017), J. Stat. Software 82(13), section 2.3; Fox (2016), Applied Regression Analysis, section 8.2.
 *
 * @param type which hypotheses
 * @param inference how they are tested
 */
public record Anova(Type type, Inference inference) {
    /** Which hypothesis a term stands for. */
    public enum Type {
        /** Beside the terms before it: sequential, as R's {@code anova}. */
        I,
        /** Beside all terms that do not contain it, as {@code car::Anova}. */
        II,
        /** Beside all others, with the levels of factors weighted alike, as lmerTest's {@code anova} and SAS. */
        III
    }

    /** Returns the analysis of a type by the best method that a model carries. */
    public static Anova of(Type type) {
        return new Anova(type, Inference.standard());
    }

    /** Returns this analysis with another inference. */
    public Anova withInference(Inference inference) {
        return new Anova(type, inference);
    }

    /**
     * Refuses what a generalised model does not have.
     *
     * @throws MethodException for type I
     */
    public void check(Distribution distribution) {
        if (type == Type.I) {
            throw new MethodException(
                    "Type I takes the terms one after the other, which is for linear mixed models, and this"
                            + " model's family is " + distribution.family()
                            + ": ask for type II or III, or compare the models of some terms with one another.");
        }
    }

    /**
     * Tests every term, in the order of the model.
     *
     * @throws ModelException if the model does not carry what this type or the method needs
     */
    public List<AnovaRow> rows(MixedModel model) {
        model.generalised().ifPresent(of -> check(of.distribution()));
        FixedUncertainty uncertainty = FixedUncertainty.of(model, inference);
        TermHypotheses hypotheses = switch (type) {
            case I -> new SequentialHypotheses(model);
            case II -> new MarginalHypotheses(model, uncertainty.covariance());
            case III -> new BalancedHypotheses(model);
        };
        // a sum of squares is a multiple of the residual variance, so that there is none of several
        double sigma = model.generalised().isEmpty() && model.hasOneResidualVariance() ? model.sigma() : Double.NaN;
        List<AnovaRow> rows = new ArrayList<>();
        for (FixedTerm term : model.fixedTerms()) {
            rows.add(row(term, hypotheses.of(term), uncertainty, sigma));
        }
        return rows;
    }

    private static AnovaRow row(FixedTerm term, double[][] l, FixedUncertainty uncertainty, double sigma) {
        boolean nothing = Arrays.stream(l).allMatch(row -> Arrays.stream(row).allMatch(v -> v == 0));
        if (nothing) {
            return new AnovaRow(term.name(), Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN);
        }
        FTest test = uncertainty.fTest(l, new double[l.length]);
        double meanSquare = test.unscaled() * sigma * sigma;
        double df = test.denominatorDf();
        return new AnovaRow(
                term.name(),
                meanSquare * test.numeratorDf(),
                meanSquare,
                test.numeratorDf(),
                Double.isInfinite(df) ? Double.NaN : df,
                test.statistic(),
                test.pValue());
    }
}
