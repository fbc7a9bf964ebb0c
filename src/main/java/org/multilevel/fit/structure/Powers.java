package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** Correlation rho between neighbours and its powers further off; the parameter is the inverse hyperbolic tangent of rho. */
final class Powers implements Correlation {
    private static final double FAR = 7;
    private static final double MOST = 9;
    private static final double ELSEWHERE = 0.8;

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
        return List.of(new double[1], new double[] {0.4}, new double[] {1});
    }

    @Override
    public List<double[]> elsewhere() {
        return List.of(new double[] {-ELSEWHERE}, new double[] {ELSEWHERE});
    }

    @Override
    public Evaluated at(double[] phi) {
        double rho = Math.tanh(phi[0]);
        double cosh = Math.cosh(phi[0]);
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return Math.pow(rho, Math.abs(i - j));
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double sum = 0;
                for (int i = 0; i < byCorrelation.length; i++) {
                    for (int j = 0; j < i; j++) {
                        sum += byCorrelation[i][j] * (i - j) * Math.pow(rho, i - j - 1);
                    }
                }
                return new double[] {sum / (cosh * cosh)};
            }
        };
    }

    @Override
    public List<Optional<String>> bounds(double[] phi, ResidualLabels labels) {
        return List.of(
                Math.abs(phi[0]) < FAR
                        ? Optional.empty()
                        : Optional.of("rho is at " + (phi[0] > 0 ? "1" : "-1") + "."));
    }

    @Override
    public List<Named> named(double[] phi) {
        return List.of(new Named("rho", "", Math.tanh(phi[0])));
    }

    @Override
    public int pivot(int named) {
        return 0;
    }

    @Override
    public double pivotAt(int named, double value, double[] turned) {
        return Correlation.atanh(value);
    }

    @Override
    public Sloped estimate(int named, double[] turned) {
        return Correlation.tanhOfFirst(turned);
    }
}
