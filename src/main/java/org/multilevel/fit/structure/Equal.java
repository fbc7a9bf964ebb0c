package org.multilevel.fit.structure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.error.Labels;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** One correlation for all pairs of up to n, between -1 / (n - 1) and 1; the parameter is the logit of its place between them. */
final class Equal implements Correlation {
    /** A parameter from which on the correlation is at its bound. */
    private static final double FAR = 14;

    private static final double ELSEWHERE = 4;

    /** The farthest out that the parameter is looked for: a matrix nearer to singular has no root to speak of. */
    private static final double MOST = 20;

    private final double least;

    /** @param most n, at least 2 */
    Equal(int most) {
        least = -1.0 / (most - 1);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public List<Range> ranges() {
        return List.of(new Range(-MOST, MOST));
    }

    @Override
    public List<double[]> starts() {
        return List.of(new double[] {Math.log(-least)}, new double[1]);
    }

    @Override
    public List<double[]> elsewhere() {
        return List.of(new double[] {-ELSEWHERE}, new double[] {ELSEWHERE});
    }

    @Override
    public Evaluated at(double[] phi) {
        Sloped rho = estimate(phi[0], least);
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return rho.value();
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double sum = 0;
                for (double[] row : byCorrelation) {
                    for (double element : row) {
                        sum += element;
                    }
                }
                return new double[] {sum * rho.slope()[0]};
            }
        };
    }

    /** Says where the correlation is at its bound. */
    static Optional<String> bound(double parameter, double least, ResidualLabels labels) {
        if (Math.abs(parameter) < FAR) {
            return Optional.empty();
        }
        String within = labels.subject().isEmpty() ? "a group" : Labels.oneOf(labels.subject());
        return Optional.of(
                parameter > 0
                        ? "rho is at 1: the rows of " + within + " differ by nothing but what the model explains."
                        : String.format(
                                Locale.ROOT,
                                "rho is at its lowest, %.4g, where the sum over %s does not vary at all.",
                                least,
                                within));
    }

    @Override
    public List<Optional<String>> bounds(double[] phi, ResidualLabels labels) {
        return List.of(bound(phi[0], least, labels));
    }

    @Override
    public List<Named> named(double[] phi) {
        return List.of(new Named("rho", "", estimate(phi[0], least).value()));
    }

    @Override
    public int pivot(int named) {
        return 0;
    }

    @Override
    public double pivotAt(int named, double value, double[] turned) {
        return pivotAt(value, least);
    }

    @Override
    public Sloped estimate(int named, double[] turned) {
        return estimate(turned[0], least);
    }

    /** Returns the correlation between a least one and 1 that a parameter means, with its derivative in it. */
    static Sloped estimate(double parameter, double least) {
        double part = 1 / (1 + Math.exp(-parameter));
        double rest = 1 / (1 + Math.exp(parameter));
        return new Sloped(least + (1 - least) * part, new double[] {(1 - least) * part * rest});
    }

    /** Returns the parameter of a correlation between a least one and 1. */
    static double pivotAt(double value, double least) {
        return Math.log((value - least) / (1 - value));
    }
}
