package org.multilevel.exact;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** A table with two predictors, a factor, crossed and nested groups, weights and an offset; and models of many kinds for it. */
public final class Scenarios {
    private static final int ROWS = 300;

    private Scenarios() {}

    /**
     * A kind of model.
     *
     * @param name what is special about it
     * @param shiftable whether another zero of x leaves the model the same
     */
    public record Scenario(
            String name, String formula, Optional<String> weights, EstimationMethod method, boolean shiftable) {

        /** Returns the model before it meets data. */
        public LinearMixedModel model() {
            LinearMixedModel model = LinearMixedModel.of(formula).withMethod(method);
            return weights.map(model::withWeights).orElse(model);
        }

        /** Returns what a design must know beside the formula. */
        public DesignOptions designOptions() {
            return weights.map(DesignOptions.DEFAULT::withWeights).orElse(DesignOptions.DEFAULT);
        }

        /** Fits the model. */
        public MixedModel fit(Frame frame) {
            return model().fit(frame.table());
        }

        @Override
        public String toString() {
            return name + ", " + method;
        }
    }

    /** Returns every kind of model, by REML and by ML. */
    public static Stream<Scenario> all() {
        return Arrays.stream(EstimationMethod.values())
                .flatMap(method -> Stream.of(
                        scenario("one factor with a slope", "y ~ x + (x | g)", method, true),
                        scenario("crossed factors", "y ~ x + f + (1 | g) + (1 | h)", method, true),
                        scenario("crossed factors with slopes", "y ~ x + (x | g) + (x | h)", method, true),
                        scenario("nested factors", "y ~ x + (1 | h/k)", method, true),
                        scenario("uncorrelated slope", "y ~ x + (x || g)", method, false),
                        scenario("a variance of zero", "y ~ x + (x | g) + (1 | n)", method, true),
                        scenario("polynomial of years", "y ~ x + t + I(t^2) + I(t^3) + (x | g)", method, true),
                        scenario("slope of a factor", "y ~ x + f + (f | g)", method, true),
                        new Scenario("weights", "y ~ x + f + (1 + x | g)", Optional.of("w"), method, true),
                        scenario("offset", "y ~ x + offset(o) + (1 | g)", method, true)));
    }

    private static Scenario scenario(String name, String formula, EstimationMethod method, boolean shiftable) {
        return new Scenario(name, formula, Optional.empty(), method, shiftable);
    }

    /** Returns the table: x, o, t, w, y numeric; f, g, h, k, n categorical; n divides the rows into groups that do not differ. */
    public static Frame frame() {
        Random random = new Random(20);
        double[] x = Noise.of(ROWS, 21);
        double[] o = Noise.of(ROWS, 22);
        double[] residual = Noise.of(ROWS, 23);
        int[] g = random.ints(ROWS, 0, 25).toArray();
        int[] h = random.ints(ROWS, 0, 8).toArray();
        int[] k = random.ints(ROWS, 0, 4).toArray();
        int[] f = random.ints(ROWS, 0, 3).toArray();
        double[] ofG = Noise.of(25, 24);
        double[] slopeOfG = Noise.of(25, 25);
        double[] levelOfG = Noise.of(75, 26);
        double[] ofH = Noise.of(8, 27);
        double[] slopeOfH = Noise.of(8, 28);
        double[] ofK = Noise.of(32, 29);
        return Frame.ofRows(ROWS)
                .with("x", x)
                .with("o", o)
                .number("t", i -> 2000 + i * 5 % 21)
                .number("w", i -> 0.5 + (i % 7) / 2.0)
                .number(
                        "y",
                        i -> 3
                                + 0.8 * x[i]
                                + 0.3 * f[i]
                                + o[i]
                                + ofG[g[i]]
                                + (0.3 * ofG[g[i]] + 0.6 * slopeOfG[g[i]]) * x[i]
                                + 0.7 * levelOfG[3 * g[i] + f[i]]
                                + 1.5 * ofH[h[i]]
                                + 0.5 * slopeOfH[h[i]] * x[i]
                                + 0.9 * ofK[4 * h[i] + k[i]]
                                + residual[i])
                .label("f", i -> List.of("low", "mid", "top").get(f[i]))
                .label("g", i -> "g" + g[i])
                .label("h", i -> "h" + h[i])
                .label("k", i -> "k" + k[i])
                .label("n", i -> "n" + i % 10);
    }
}
