package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * Standard deviations of residuals by occasion, by stratum, or by both, when they multiply: parameters are their logarithms relative to the
 * first occasion and the first stratum.
 */
final class Deviations {
    /** Logarithm of a ratio of standard deviations from which on the smaller is none. */
    private static final double FAR = 9;
    /** From which on it is asked whether the likelihood tells the smaller from none. */
    private static final double SUSPECT = 5;
    /** By how much it is made smaller still to find out. */
    private static final double FURTHER = 2;

    private final SubjectRows rows;
    private final ResidualLabels labels;
    /** Per row its occasion; all 0 where occasions have the same. */
    private final int[] occasion;

    private final List<String> occasions;
    private final int strata;
    /** Ratios of the standard deviations of the residuals of least squares. */
    private final double[] found;

    private final List<Family> families;
    /** Per class how many rows it has. */
    private final long[] counts;

    /**
     * @param occasion per row
     * @param occasions their labels; none where all have the same standard deviation
     */
    Deviations(SubjectRows rows, ResidualLabels labels, int[] occasion, List<String> occasions) {
        this.rows = rows;
        this.labels = labels;
        this.occasion = occasions.isEmpty() ? new int[rows.count] : occasion;
        this.occasions = occasions;
        this.strata = Math.max(1, labels.strata().size());
        this.counts = counted();
        this.found = ofLeastSquares();
        this.families = List.of(Family.of(found, 0, ofOccasions()), Family.of(found, ofOccasions(), size()));
    }

    int size() {
        return ofOccasions() + strata - 1;
    }

    /** Returns where their parameters are looked for, and behind them others. */
    List<Range> ranges(List<Range> others) {
        List<Range> ranges = new ArrayList<>(Range.within(size(), FAR));
        ranges.addAll(others);
        return ranges;
    }

    /** Returns the class of a row: all of a class have the same standard deviation. */
    int of(int row) {
        return occasion[row] * strata + rows.stratum[row];
    }

    /** Returns whether occasions differ in their standard deviation. */
    boolean haveOccasions() {
        return !occasions.isEmpty();
    }

    int classes() {
        return Math.max(1, occasions.size()) * strata;
    }

    /** Returns whether every subject has rows of one class only. */
    boolean areConstantWithin() {
        for (int s = 0; s < rows.subjects(); s++) {
            for (int r = rows.start[s] + 1; r < rows.start[s + 1]; r++) {
                if (of(r) != of(r - 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the logarithm of the standard deviation of each class. */
    double[] logs(double[] phi) {
        double[] logs = new double[classes()];
        int ofOccasions = ofOccasions();
        for (int c = 0; c < logs.length; c++) {
            int o = c / strata;
            int s = c % strata;
            logs[c] = (o > 0 ? phi[o - 1] : 0) + (s > 0 ? phi[ofOccasions + s - 1] : 0);
        }
        return logs;
    }

    /** Returns the covariance of a subject's rows, given their correlations. */
    double[] covariance(double[] phi, int subject, OfRows correlation) {
        double[] logs = logs(phi);
        int from = rows.start[subject];
        int n = rows.size(subject);
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double both = Math.exp(logs[of(from + i)] + logs[of(from + j)]);
                covariance[i * n + j] = i == j ? both : both * correlation.of(from + i, from + j);
            }
        }
        return covariance;
    }

    /** The correlation of two rows. */
    @FunctionalInterface
    interface OfRows {
        double of(int row, int other);
    }

    /** Adds the derivative in the parameters, given that in the logarithms of the classes. */
    void pullBack(double[] byLog, double[] gradient) {
        int ofOccasions = ofOccasions();
        for (int c = 0; c < byLog.length; c++) {
            int o = c / strata;
            int s = c % strata;
            if (o > 0) {
                gradient[o - 1] += byLog[c];
            }
            if (s > 0) {
                gradient[ofOccasions + s - 1] += byLog[c];
            }
        }
    }

    /** Returns how many rows each class has. */
    long[] counts() {
        return counts.clone();
    }

    private long[] counted() {
        long[] counts = new long[classes()];
        for (int r = 0; r < rows.count; r++) {
            counts[of(r)]++;
        }
        return counts;
    }

    /** Returns the standard deviations of the classes that occur. */
    List<Named> named(double[] phi) {
        double[] logs = logs(phi);
        List<Named> named = new ArrayList<>();
        for (int c : occurring()) {
            String stratum = labels.strata().isEmpty() ? "" : labels.strata().get(c % strata);
            String at = occasions.isEmpty() ? "" : occasions.get(c / strata);
            String name = stratum.isEmpty() || at.isEmpty() ? stratum + at : stratum + ":" + at;
            named.add(new Named(name, "", Math.exp(logs[c])));
        }
        return named;
    }

    /** Returns the classes that occur, stratum by stratum. */
    private int[] occurring() {
        return IntStream.range(0, classes())
                .map(k -> k % (classes() / strata) * strata + k / (classes() / strata))
                .filter(c -> counts[c] > 0)
                .toArray();
    }

    /** Returns one of those named with its derivative in all parameters. */
    Sloped estimate(int named, double[] phi) {
        int c = occurring()[named];
        double[] byLog = new double[classes()];
        byLog[c] = Math.exp(logs(phi)[c]);
        double[] slope = new double[phi.length];
        pullBack(byLog, slope);
        return new Sloped(byLog[c], slope);
    }

    /** Returns which ratios have gone to zero or beyond all others, each with what that says. */
    List<Optional<String>> bounds(double[] phi) {
        List<Optional<String>> bounds = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            bounds.add(
                    Math.abs(phi[k]) < FAR
                            ? Optional.empty()
                            : Optional.of("The residual variance of " + smaller(phi, k)
                                    + " goes to zero: its rows are fitted exactly."));
        }
        return bounds;
    }

    /** Returns the column and the label of which a ratio says that the standard deviation is the smaller one. */
    private String smaller(double[] phi, int k) {
        boolean isOccasion = k < ofOccasions();
        int own = isOccasion ? k + 1 : k - ofOccasions() + 1;
        String column = isOccasion ? labels.position() : labels.stratum();
        return column + " " + (isOccasion ? occasions : labels.strata()).get(phi[k] < 0 ? own : 0);
    }

    private int ofOccasions() {
        return Math.max(0, occasions.size() - 1);
    }

    /** Returns a point for each standard deviation that is far smaller than the one it is relative to. */
    List<SmallerDeviation> smaller(double[] theta, double[] parameters) {
        List<SmallerDeviation> points = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            if (Math.abs(parameters[k]) >= SUSPECT) {
                double[] moved = parameters.clone();
                double[] turned = theta.clone();
                if (parameters[k] < 0) {
                    moved[k] -= FURTHER;
                } else {
                    // the first is the small one: all others are larger beside it, and so are the effects
                    int from = k < ofOccasions() ? 0 : ofOccasions();
                    int to = k < ofOccasions() ? ofOccasions() : size();
                    for (int i = from; i < to; i++) {
                        moved[i] += FURTHER;
                    }
                    for (int i = 0; i < turned.length; i++) {
                        turned[i] *= Math.exp(FURTHER);
                    }
                }
                points.add(new SmallerDeviation(
                        turned,
                        moved,
                        k,
                        "The residual variance of " + smaller(parameters, k)
                                + " is estimated as zero: the random effects take up all that its rows differ by."));
            }
        }
        return points;
    }

    /**
     * Standard deviations that are relative to the same.
     *
     * @param from the first of their parameters
     * @param to behind the last
     * @param largest the parameter of the largest among the residuals of least squares; -1 where that is the one to which the others are relative
     */
    record Family(int from, int to, int largest) {
        private static Family of(double[] found, int from, int to) {
            int largest = -1;
            for (int k = from; k < to; k++) {
                largest = found[k] > (largest < 0 ? 0 : found[largest]) ? k : largest;
            }
            return new Family(from, to, largest);
        }
    }

    /** Returns those of the occasions and those of the strata. */
    List<Family> families() {
        return families;
    }

    /** Returns the number of rows. */
    int rows() {
        return rows.count;
    }

    /** Returns equal standard deviations, and where they differ those of the residuals of least squares. */
    List<double[]> starts() {
        return found.length == 0 ? List.of(found) : List.of(new double[size()], found.clone());
    }

    private double[] ofLeastSquares() {
        double[] found = new double[size()];
        int ofOccasions = ofOccasions();
        double[] byOccasion = logs(Math.max(1, occasions.size()), row -> occasion[row]);
        double[] byStratum = logs(strata, row -> rows.stratum[row]);
        for (int k = 0; k < found.length; k++) {
            found[k] =
                    k < ofOccasions ? byOccasion[k + 1] - byOccasion[0] : byStratum[k - ofOccasions + 1] - byStratum[0];
        }
        return found;
    }

    /** Returns the logarithm of the root mean square of the residuals of least squares in each of some classes. */
    private double[] logs(int count, IntUnaryOperator ofRow) {
        double[] squares = new double[count];
        double[] numbers = new double[count];
        double total = 0;
        for (int r = 0; r < rows.count; r++) {
            double square = rows.residual[r] * rows.residual[r];
            squares[ofRow.applyAsInt(r)] += square;
            numbers[ofRow.applyAsInt(r)]++;
            total += square;
        }
        double[] logs = new double[count];
        for (int c = 0; c < count; c++) {
            // a class that is fitted nearly exactly begins somewhat below the others
            double least = 1e-4 * total / rows.count;
            logs[c] = 0.5 * Math.log(Math.max(least, squares[c] / Math.max(1, numbers[c])) + 1e-300);
        }
        return logs;
    }
}
