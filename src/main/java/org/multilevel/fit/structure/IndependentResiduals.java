package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Independent residuals whose variance depends on the stratum: one class of rows for each. */
final class IndependentResiduals implements Uncorrelated {
    private final Deviations deviations;
    private final Pieces pieces = new Pieces();
    private final long[] counts;

    IndependentResiduals(SubjectRows rows, Deviations deviations) {
        this.deviations = deviations;
        this.counts = deviations.counts();
        for (int r = 0; r < rows.count; r++) {
            pieces.addRow(r, deviations.of(r));
        }
    }

    @Override
    public int size() {
        return deviations.size();
    }

    @Override
    public List<Range> ranges() {
        return deviations.ranges(List.of());
    }

    @Override
    public List<double[]> starts() {
        return deviations.starts();
    }

    @Override
    public Pieces pieces() {
        return pieces;
    }

    @Override
    public int classes() {
        return deviations.classes();
    }

    @Override
    public Evaluated at(double[] phi) {
        double[] logs = deviations.logs(phi);
        double[] weights = new double[logs.length];
        double sum = 0;
        for (int c = 0; c < logs.length; c++) {
            weights[c] = Math.exp(-2 * logs[c]);
            sum += 2 * counts[c] * logs[c];
        }
        return new Evaluated(weights, sum, (byWeight, byLogDeterminant) -> {
            double[] byLog = new double[logs.length];
            for (int c = 0; c < logs.length; c++) {
                byLog[c] = -2 * weights[c] * byWeight[c] + 2 * counts[c] * byLogDeterminant;
            }
            double[] gradient = new double[size()];
            deviations.pullBack(byLog, gradient);
            return gradient;
        });
    }

    @Override
    public Optional<Deviations> deviations() {
        return Optional.of(deviations);
    }

    @Override
    public List<Optional<String>> bounds(double[] phi) {
        return deviations.bounds(phi);
    }

    @Override
    public ResidualEstimates estimates(double[] phi) {
        return new ResidualEstimates(deviations.named(phi), List.of());
    }

    @Override
    public double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals) {
        double[] logs = deviations.logs(phi);
        double[] drawn = new double[rows.count];
        for (int r = 0; r < drawn.length; r++) {
            drawn[r] = Math.exp(logs[deviations.of(r)]) * normals.getAsDouble();
        }
        return drawn;
    }

    @Override
    public double[] covariance(double[] phi, SubjectRows rows, int subject) {
        return deviations.covariance(phi, subject, (row, other) -> 0);
    }
}
