package org.multilevel.fit.structure;

import java.util.List;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** One correlation for all pairs of up to n, between -1 / (n - 1) and 1; the parameter is the logit of its place between them. */
final class Equal implements Correlation {
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
    public List<double[]> starts() {
        return List.of(new double[] {Math.log(-least)}, new double[1]);
    }

    private double rho(double parameter) {
        return least + (1 - least) / (1 + Math.exp(-parameter));
    }

    @Override
    public Evaluated at(double[] phi) {
        double rho = rho(phi[0]);
        double slope = (1 - least) / (1 + Math.exp(-phi[0])) / (1 + Math.exp(phi[0]));
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return rho;
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double sum = 0;
                for (double[] row : byCorrelation) {
                    for (double element : row) {
                        sum += element;
                    }
                }
                return new double[] {sum * slope};
            }
        };
    }

    @Override
    public List<Named> named(double[] phi) {
        return List.of(new Named("rho", "", rho(phi[0])));
    }
}
