package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Any standard deviations and correlations: R^-1 is formed for each pattern of occasions and standard deviations that a subject's rows may
 * have, and subjects of one pattern share it. x'R^-1x is a sum over squares of rows, weighted by the sums of the rows of R^-1, and of
 * differences of two rows, weighted by its elements with the other sign.
 */
final class Patterned implements ResidualStructure {
    private final Deviations deviations;
    private final ResidualLabels labels;
    private final Correlation correlation;
    private final int occasions;
    private final Pieces pieces = new Pieces();
    private final List<Pattern> patterns = new ArrayList<>();
    /** Per subject. */
    private final List<Pattern> known = new ArrayList<>();

    private int classes;

    /**
     * How the rows of some subjects lie: the occasion of each, the class of its standard deviation, and the class of the first row by itself,
     * behind which those of the others and of the differences follow.
     */
    private static final class Pattern {
        private final int[] occasion;
        private final int[] deviation;
        private final int first;
        private long subjects;

        Pattern(int[] occasion, int[] deviation, int first) {
            this.occasion = occasion;
            this.deviation = deviation;
            this.first = first;
        }

        int size() {
            return occasion.length;
        }

        int ofDifference(int i, int j) {
            return first + size() + i * (i - 1) / 2 + j;
        }
    }

    /**
     * @param occasion per row
     * @param occasions how many there are
     */
    Patterned(
            SubjectRows rows,
            Deviations deviations,
            ResidualLabels labels,
            Correlation correlation,
            int[] occasion,
            int occasions) {
        this.deviations = deviations;
        this.labels = labels;
        this.correlation = correlation;
        this.occasions = occasions;
        Map<List<Integer>, Pattern> found = new HashMap<>();
        for (int s = 0; s < rows.subjects(); s++) {
            int n = rows.size(s);
            int from = rows.start[s];
            Integer[] key = new Integer[2 * n];
            for (int i = 0; i < n; i++) {
                key[i] = occasion[from + i];
                key[n + i] = deviations.of(from + i);
            }
            Pattern pattern = found.computeIfAbsent(Arrays.asList(key), this::pattern);
            known.add(pattern);
            pattern.subjects++;
            for (int i = 0; i < n; i++) {
                pieces.addRow(from + i, pattern.first + i);
                for (int j = 0; j < i; j++) {
                    pieces.addDifference(from + i, from + j, pattern.ofDifference(i, j));
                }
            }
        }
    }

    private Pattern pattern(List<Integer> key) {
        int n = key.size() / 2;
        int[] all = key.stream().mapToInt(Integer::intValue).toArray();
        Pattern pattern = new Pattern(Arrays.copyOf(all, n), Arrays.copyOfRange(all, n, 2 * n), classes);
        classes = Math.addExact(classes, n * (n + 1) / 2);
        patterns.add(pattern);
        return pattern;
    }

    @Override
    public int size() {
        return deviations.size() + correlation.size();
    }

    @Override
    public List<Range> ranges() {
        return deviations.ranges(correlation.ranges());
    }

    @Override
    public List<double[]> starts() {
        return ResidualStructure.joined(deviations.starts(), correlation.starts());
    }

    @Override
    public Optional<String> counts() {
        return occasions < 2
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d levels of %s tell the variances and correlations of %,d values of %s.",
                        known.size(),
                        labels.subject(),
                        occasions,
                        labels.position()));
    }

    @Override
    public Pieces pieces() {
        return pieces;
    }

    @Override
    public int classes() {
        return classes;
    }

    private double[] ofCorrelation(double[] phi) {
        return Arrays.copyOfRange(phi, deviations.size(), size());
    }

    @Override
    public Evaluated at(double[] phi) {
        double[] logs = deviations.logs(phi);
        Correlation.Evaluated correlations = correlation.at(ofCorrelation(phi));
        double[] weights = new double[classes];
        double[][] inverses = new double[patterns.size()][];
        double sum = 0;
        for (int k = 0; k < inverses.length; k++) {
            Pattern pattern = patterns.get(k);
            int n = pattern.size();
            double[] root = correlations(pattern, correlations);
            if (!SmallMatrices.cholesky(root, 0, n)) {
                sum = Double.POSITIVE_INFINITY;
                inverses[k] = new double[n * n];
                continue;
            }
            double[] inverse = new double[n * n];
            SmallMatrices.inverseInto(root, n, inverse);
            double log = 0;
            for (int i = 0; i < n; i++) {
                log += 2 * (Math.log(root[i * n + i]) + logs[pattern.deviation[i]]);
            }
            sum += pattern.subjects * log;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    inverse[i * n + j] *= Math.exp(-logs[pattern.deviation[i]] - logs[pattern.deviation[j]]);
                    weights[pattern.first + i] += inverse[i * n + j];
                    if (j < i) {
                        weights[pattern.ofDifference(i, j)] = -inverse[i * n + j];
                    }
                }
            }
            inverses[k] = inverse;
        }
        return new Evaluated(
                weights,
                sum,
                (byWeight, byLogDeterminant) -> derivative(logs, correlations, inverses, byWeight, byLogDeterminant));
    }

    private static double[] correlations(Pattern pattern, Correlation.Evaluated correlations) {
        int n = pattern.size();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = 1;
            for (int j = 0; j < i; j++) {
                matrix[i * n + j] = correlations.of(pattern.occasion[i], pattern.occasion[j]);
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }

    /** With G the derivative in R^-1 that in R is -R^-1 G R^-1, and R^-1 from the determinant. */
    private double[] derivative(
            double[] logs,
            Correlation.Evaluated correlations,
            double[][] inverses,
            double[] byWeight,
            double byLogDeterminant) {
        double[] byLog = new double[logs.length];
        double[][] byCorrelation = new double[occasions][];
        Arrays.setAll(byCorrelation, i -> new double[i + 1]);
        for (int k = 0; k < inverses.length; k++) {
            Pattern pattern = patterns.get(k);
            int n = pattern.size();
            double[] by = byInverse(pattern, byWeight);
            double[] a = inverses[k];
            double[] product = SmallMatrices.times(SmallMatrices.times(a, by, n, n, n), a, n, n, n);
            double many = pattern.subjects * byLogDeterminant;
            for (int i = 0; i < n; i++) {
                int oi = pattern.occasion[i];
                byLog[pattern.deviation[i]] += 2 * many;
                for (int j = 0; j < n; j++) {
                    byLog[pattern.deviation[i]] -= 2 * by[i * n + j] * a[i * n + j];
                    if (j < i) {
                        double scale = Math.exp(logs[pattern.deviation[i]] + logs[pattern.deviation[j]]);
                        double both = 2 * (many * a[i * n + j] - product[i * n + j]) * scale;
                        int oj = pattern.occasion[j];
                        byCorrelation[Math.max(oi, oj)][Math.min(oi, oj)] += both;
                    }
                }
            }
        }
        double[] gradient = new double[size()];
        deviations.pullBack(byLog, gradient);
        double[] own = correlations.pullBack(byCorrelation);
        System.arraycopy(own, 0, gradient, deviations.size(), own.length);
        return gradient;
    }

    private static double[] byInverse(Pattern pattern, double[] byWeight) {
        int n = pattern.size();
        double[] by = new double[n * n];
        for (int i = 0; i < n; i++) {
            by[i * n + i] = byWeight[pattern.first + i];
            for (int j = 0; j < i; j++) {
                double mean = 0.5
                        * (byWeight[pattern.first + i]
                                + byWeight[pattern.first + j]
                                - byWeight[pattern.ofDifference(i, j)]);
                by[i * n + j] = mean;
                by[j * n + i] = mean;
            }
        }
        return by;
    }

    @Override
    public Optional<Deviations> deviations() {
        return Optional.of(deviations);
    }

    @Override
    public List<Optional<String>> bounds(double[] phi) {
        List<Optional<String>> bounds = new ArrayList<>(deviations.bounds(phi));
        bounds.addAll(correlation.bounds(ofCorrelation(phi), labels));
        return bounds;
    }

    @Override
    public ResidualEstimates estimates(double[] phi) {
        return new ResidualEstimates(deviations.named(phi), correlation.named(ofCorrelation(phi)));
    }

    @Override
    public int pivot(int correlation) {
        return deviations.size() + this.correlation.pivot(correlation);
    }

    @Override
    public double pivotAt(int correlation, double value, double[] turned) {
        return this.correlation.pivotAt(correlation, value, ofCorrelation(turned));
    }

    @Override
    public int correlations() {
        return correlation.size();
    }

    @Override
    public Sloped correlation(int correlation, double[] turned) {
        return this.correlation.estimate(correlation, ofCorrelation(turned)).among(deviations.size(), size());
    }

    @Override
    public double[] turned(int correlation, double[] phi) {
        return withCorrelation(phi, this.correlation.turned(correlation, ofCorrelation(phi)));
    }

    @Override
    public double[] back(int correlation, double[] turned) {
        return withCorrelation(turned, this.correlation.back(correlation, ofCorrelation(turned)));
    }

    private double[] withCorrelation(double[] phi, double[] own) {
        double[] changed = phi.clone();
        System.arraycopy(own, 0, changed, deviations.size(), own.length);
        return changed;
    }

    @Override
    public double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals) {
        double[] logs = deviations.logs(phi);
        Correlation.Evaluated correlations = correlation.at(ofCorrelation(phi));
        double[] drawn = new double[rows.count];
        for (int s = 0; s < rows.subjects(); s++) {
            int from = rows.start[s];
            int n = rows.size(s);
            double[] root = correlations(known.get(s), correlations);
            SmallMatrices.semidefiniteCholesky(root, 0, n);
            double[] u = new double[n];
            for (int i = 0; i < n; i++) {
                u[i] = normals.getAsDouble();
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    sum += root[i * n + j] * u[j];
                }
                drawn[from + i] = Math.exp(logs[deviations.of(from + i)]) * sum;
            }
        }
        return drawn;
    }

    @Override
    public double[] covariance(double[] phi, SubjectRows rows, int subject) {
        Correlation.Evaluated correlations = correlation.at(ofCorrelation(phi));
        int[] occasion = known.get(subject).occasion;
        int from = rows.start[subject];
        return deviations.covariance(
                phi, subject, (row, other) -> correlations.of(occasion[row - from], occasion[other - from]));
    }
}
