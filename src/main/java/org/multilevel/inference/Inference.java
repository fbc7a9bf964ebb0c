package org.multilevel.inference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.DfMethod;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;

/**
 * How the uncertainty of a model's estimates is told, asked by everything that shows it; immutable.
 *
 * @param method what distribution the statistics of fixed effects are taken to have
 * @param level confidence level of intervals
 */
public record Inference(Method method, double level) {

    /** The ways to test fixed effects. */
    public enum Method {
        /**
         * The best that the model carries: Kenward and Roger's where the fit was asked for it, else Satterthwaite's where they were quick to
         * find, else the normal distribution.
         */
        STANDARD("standard"),

        /**
         * By the normal distribution: z = estimate / standard error, p = 2 (1 - Phi(|z|)).
         *
         * <p>The approximation is good with many groups. Reference: Wald (1943), Trans. Amer. Math. Soc. 54, 426-482.
         */
        ASYMPTOTIC("asymptotic"),

        /**
         * By Student's t with Satterthwaite's degrees of freedom; least squares has n - p.
         *
         * <p>Reference: Kuznetsova, Brockhoff, Christensen (2017), J. Stat. Software 82(13).
         */
        SATTERTHWAITE("satterthwaite"),

        /**
         * By Student's t with Kenward and Roger's degrees of freedom and adjusted standard errors; least squares has n - p.
         *
         * <p>Reference: Kenward and Roger (1997), Biometrics 53, 983-997.
         */
        KENWARD_ROGER("kenward-roger");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** Returns the word for it that tables and options use, such as {@code kenward-roger}. */
        public String label() {
            return label;
        }

        /** Returns what a fit must be asked for so that its model carries what this method needs. */
        public DfMethod needed() {
            return switch (this) {
                case STANDARD -> DfMethod.AUTOMATIC;
                case ASYMPTOTIC -> DfMethod.ASYMPTOTIC;
                case SATTERTHWAITE -> DfMethod.SATTERTHWAITE;
                case KENWARD_ROGER -> DfMethod.KENWARD_ROGER;
            };
        }

        boolean hasDegreesOfFreedom() {
            return this != ASYMPTOTIC;
        }
    }

    /**
     * Checks the level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Inference {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "The confidence level is " + level + " but must lie between 0 and 1, such as 0.95.");
        }
    }

    /** Returns inference by the best method that a model carries, with 95% intervals. */
    public static Inference standard() {
        return new Inference(Method.STANDARD, 0.95);
    }

    /** Returns inference by the normal distribution, with 95% intervals. */
    public static Inference asymptotic() {
        return new Inference(Method.ASYMPTOTIC, 0.95);
    }

    /** Returns inference by Satterthwaite's degrees of freedom, with 95% intervals. */
    public static Inference satterthwaite() {
        return new Inference(Method.SATTERTHWAITE, 0.95);
    }

    /** Returns inference by Kenward and Roger's method, with 95% intervals. */
    public static Inference kenwardRoger() {
        return new Inference(Method.KENWARD_ROGER, 0.95);
    }

    /** Returns this inference by another method. */
    public Inference withMethod(Method method) {
        return new Inference(method, level);
    }

    /**
     * Returns this inference with intervals of another confidence level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Inference withLevel(double level) {
        return new Inference(method, level);
    }

    /** Returns the method that is used for a model: this one, or what {@link Method#STANDARD} comes to for it. */
    public Method methodFor(MixedModel model) {
        if (model.generalised().isPresent() && method.hasDegreesOfFreedom()) {
            if (method != Method.STANDARD) {
                model.requireLinear("A test with " + method.label() + " degrees of freedom");
            }
            return Method.ASYMPTOTIC;
        }
        if (method != Method.STANDARD) {
            return method;
        }
        if (model.isLeastSquares()) {
            return Method.SATTERTHWAITE;
        }
        return model.information()
                .map(information -> information.kenwardRoger().isPresent()
                        ? Method.KENWARD_ROGER
                        : information.satterthwaite().isPresent() ? Method.SATTERTHWAITE : Method.ASYMPTOTIC)
                .orElse(Method.ASYMPTOTIC);
    }

    /**
     * Returns where the degrees of freedom of a model's tests come from: {@code satterthwaite}, {@code kenward-roger}, {@code residual}
     * (least squares) or {@code asymptotic} (there are none).
     */
    public String source(MixedModel model) {
        return FixedUncertainty.of(model, this).source();
    }

    /**
     * Tests every fixed effect, in the order of the model.
     *
     * @throws org.multilevel.error.ModelException if the model does not carry what the method needs
     */
    public List<CoefficientTest> coefficients(MixedModel model) {
        FixedUncertainty uncertainty = FixedUncertainty.of(model, this);
        List<CoefficientTest> tests = new ArrayList<>();
        for (int i = 0; i < model.fixedEffects().size(); i++) {
            tests.add(test(model.fixedEffects(), i, uncertainty));
        }
        return List.copyOf(tests);
    }

    /**
     * Tests the fixed effect of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     * @throws org.multilevel.error.ModelException if the model does not carry what the method needs
     */
    public CoefficientTest coefficient(MixedModel model, String name) {
        FixedEffects fixed = model.fixedEffects();
        return test(fixed, fixed.position(name), FixedUncertainty.of(model, this));
    }

    private CoefficientTest test(FixedEffects fixed, int i, FixedUncertainty uncertainty) {
        double[] unit = new double[fixed.size()];
        unit[i] = 1;
        double estimate = fixed.estimate(i);
        double error = Math.sqrt(uncertainty.variance(unit));
        double df = uncertainty.degreesOfFreedom(unit);
        double half = Distributions.tReach(level, df) * error;
        return new CoefficientTest(
                fixed.name(i),
                estimate,
                error,
                estimate / error,
                Double.isInfinite(df) ? Double.NaN : df,
                Distributions.tTwoSided(estimate / error, df),
                estimate - half,
                estimate + half);
    }

    /**
     * Returns how many standard deviations a normal interval of this level reaches to either side; so those of group effects, whose
     * distribution given the variances is normal with any method.
     */
    public double normalQuantile() {
        return Distributions.normalReach(level);
    }

    /** Returns the level as people write it, such as {@code 95%}. */
    public String percent() {
        BigDecimal percent = BigDecimal.valueOf(level).movePointRight(2).setScale(4, RoundingMode.HALF_UP);
        return percent.stripTrailingZeros().toPlainString() + "%";
    }
}
