package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * The same correlation rho between all residuals of a subject, whose standard deviation is one: for a subject of n rows R^-1 is that of the
 * deviations from its mean over 1 - rho plus that of the mean over 1 + (n - 1) rho.
 *
 * <p>rho is between -1 / (n - 1) of the largest subject, where R is singular, and 1; the parameter is the logit of its place between them.
 */
final class Exchangeable implements ResidualStructure {
    /** The farthest out that the parameter of rho is looked for towards 1, where what lies within subjects keeps its digits. */
    private static final double FURTHEST = 30;
    /**
     * The same towards the lowest rho: there means of subjects weigh so much that a random intercept beside them, which takes their place, leaves
     * the difference of two large numbers. At this one seven digits are left.
     */
    private static final double LOWEST = 20;

    private final Deviations deviations;
    private final ResidualLabels labels;
    private final Pieces pieces = new Pieces();
    private final double least;
    private final int largest;
    /** Per class of pieces: the standard deviation's class, the rows of a subject (0 for deviations), and how many dimensions it has. */
    private final int[] sdClass;

    private final int[] rowsOf;
    private final double[] dimensions;

    /** @param rows as {@link SubjectRows#centred} makes them */
    Exchangeable(SubjectRows rows, Deviations deviations, ResidualLabels labels) {
        this.deviations = deviations;
        this.labels = labels;
        this.largest = rows.largest();
        this.least = -1.0 / (largest - 1);
        TreeMap<Long, Integer> known = new TreeMap<>();
        for (int s = 0; s < rows.subjects(); s++) {
            long sd = deviations.of(rows.start[s]);
            known.putIfAbsent(sd << 32, known.size());
            known.putIfAbsent(sd << 32 | rows.size(s), known.size());
        }
        sdClass = new int[known.size()];
        rowsOf = new int[known.size()];
        dimensions = new double[known.size()];
        known.forEach((key, k) -> {
            sdClass[k] = (int) (key >> 32);
            rowsOf[k] = (int) (long) key;
        });
        for (int s = 0; s < rows.subjects(); s++) {
            long sd = deviations.of(rows.start[s]);
            int within = known.getOrDefault(sd << 32, -1);
            int between = known.getOrDefault(sd << 32 | rows.size(s), -1);
            for (int r = rows.start[s]; r < rows.start[s + 1] && rows.size(s) > 1; r++) {
                pieces.addRow(r, within);
            }
            pieces.addRow(rows.count + s, between);
            dimensions[within] += rows.size(s) - 1;
            dimensions[between]++;
        }
    }

    @Override
    public int size() {
        return deviations.size() + 1;
    }

    @Override
    public List<Range> ranges() {
        return deviations.ranges(List.of(new Range(-LOWEST, FURTHEST)));
    }

    @Override
    public List<double[]> starts() {
        return ResidualStructure.joined(
                deviations.starts(), List.of(new double[] {-Math.log(largest - 1.0)}, new double[1]));
    }

    @Override
    public Pieces pieces() {
        return pieces;
    }

    @Override
    public int classes() {
        return sdClass.length;
    }

    private double rho(double[] phi) {
        return Equal.estimate(phi[size() - 1], least).value();
    }

    @Override
    public Evaluated at(double[] phi) {
        double[] logs = deviations.logs(phi);
        double part = 1 / (1 + Math.exp(-phi[size() - 1]));
        double rest = 1 / (1 + Math.exp(phi[size() - 1]));
        double[] variance = new double[sdClass.length];
        double[] slope = new double[sdClass.length];
        double[] weights = new double[sdClass.length];
        double sum = 0;
        for (int k = 0; k < variance.length; k++) {
            // 1 - rho, or 1 + (n - 1) rho, each without a difference
            int n = rowsOf[k];
            variance[k] = n == 0 ? (1 - least) * rest : 1 + (n - 1) * least + (n - 1) * (1 - least) * part;
            slope[k] = (n == 0 ? -1 : n - 1) * (1 - least) * part * rest;
            weights[k] = Math.exp(-2 * logs[sdClass[k]]) / variance[k];
            sum += dimensions[k] * (Math.log(variance[k]) + 2 * logs[sdClass[k]]);
        }
        return new Evaluated(weights, sum, (byWeight, byLogDeterminant) -> {
            double[] byLog = new double[logs.length];
            double byRho = 0;
            for (int k = 0; k < weights.length; k++) {
                byLog[sdClass[k]] += -2 * weights[k] * byWeight[k] + 2 * dimensions[k] * byLogDeterminant;
                byRho += (dimensions[k] * byLogDeterminant - weights[k] * byWeight[k]) / variance[k] * slope[k];
            }
            double[] gradient = new double[size()];
            deviations.pullBack(byLog, gradient);
            gradient[size() - 1] = byRho;
            return gradient;
        });
    }

    @Override
    public Optional<Deviations> deviations() {
        return Optional.of(deviations);
    }

    @Override
    public List<Optional<String>> bounds(double[] phi) {
        List<Optional<String>> bounds = new ArrayList<>(deviations.bounds(phi));
        bounds.add(Equal.bound(phi[size() - 1], least, labels));
        return bounds;
    }

    @Override
    public ResidualEstimates estimates(double[] phi) {
        return new ResidualEstimates(deviations.named(phi), List.of(new Named("rho", "", rho(phi))));
    }

    @Override
    public int pivot(int correlation) {
        return size() - 1;
    }

    @Override
    public double pivotAt(int correlation, double value, double[] turned) {
        return Equal.pivotAt(value, least);
    }

    @Override
    public int correlations() {
        return 1;
    }

    @Override
    public Sloped correlation(int correlation, double[] turned) {
        return Equal.estimate(turned[size() - 1], least).among(size() - 1, size());
    }

    @Override
    public boolean isOfCentredRows() {
        return true;
    }

    /** A mean of n independent numbers has the variance 1 / n, and their deviations from it do not depend on it. */
    @Override
    public double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals) {
        double[] logs = deviations.logs(phi);
        double rho = rho(phi);
        double[] drawn = new double[rows.count];
        for (int s = 0; s < rows.subjects(); s++) {
            int n = rows.size(s);
            double sum = 0;
            for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                drawn[r] = normals.getAsDouble();
                sum += drawn[r];
            }
            double within = Math.sqrt(1 - rho);
            double between = Math.sqrt(Math.max(0, 1 + (n - 1) * rho));
            for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                double whole = within * (drawn[r] - sum / n) + between * sum / n;
                drawn[r] = Math.exp(logs[deviations.of(r)]) * whole;
            }
        }
        return drawn;
    }

    @Override
    public double[] covariance(double[] phi, SubjectRows rows, int subject) {
        double rho = rho(phi);
        return deviations.covariance(phi, subject, (row, other) -> rho);
    }
}
