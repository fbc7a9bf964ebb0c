package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.design.RandomBlock;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.ResidualEstimates.Named;
import org.multilevel.formula.Structure;

/**
 * What the correlations of a random term's effects make of effects without correlations and with one variance: lambda = s C, with CC' the
 * covariance whose variances have the mean one.
 *
 * <p>C = D L with LL' the correlations and D the standard deviations, which are one or, for each column but the first, have the logarithm of
 * their ratio to the first as a parameter.
 */
final class Shape {
    private static final double FAR = 12;
    /** The farthest out that the logarithm of a ratio is looked for. */
    private static final double MOST = 18;
    /** Logarithm of the ratio of standard deviations of which one is all but nothing. */
    private static final double NOTHING = 4;
    /** A standard deviation is taken to be at least this part of the largest when a search begins. */
    private static final double SMALL = 0.05;

    final Term term;
    private final int m;
    private final boolean homogeneous;
    private final Correlation correlation;

    private Shape(Term term, boolean homogeneous, Correlation correlation) {
        this.term = term;
        this.m = term.columns();
        this.homogeneous = homogeneous;
        this.correlation = correlation;
    }

    /** Returns the shape of a term; empty where its covariance has no parameters but those of theta. */
    static Optional<Shape> of(Term term, RandomBlock block) {
        int m = term.columns();
        Structure structure = block.structure();
        if (m == 1) {
            return Optional.empty();
        }
        boolean homogeneous = structure.homogeneous();
        return switch (structure.kind()) {
            case UNSTRUCTURED, DIAGONAL -> Optional.empty();
            case COMPOUND_SYMMETRY -> Optional.of(new Shape(term, homogeneous, new Equal(m)));
            case AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE -> Optional.of(new Shape(term, homogeneous, new Powers()));
            case TOEPLITZ -> Optional.of(new Shape(term, homogeneous, new ByLag(m - 1)));
        };
    }

    int size() {
        return correlation.size() + (homogeneous ? 0 : m - 1);
    }

    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(Range.within(ratios(), MOST));
        ranges.addAll(correlation.ranges());
        return ranges;
    }

    private int ratios() {
        return homogeneous ? 0 : m - 1;
    }

    /** @param deviations of the columns where they are taken to be independent */
    List<double[]> starts(double[] deviations) {
        double most = Arrays.stream(deviations).max().orElse(0);
        List<double[]> ratios = new ArrayList<>(List.of(new double[ratios()]));
        if (!homogeneous && most > 0) {
            double[] found = new double[m - 1];
            for (int j = 1; j < m; j++) {
                found[j - 1] = Math.log(Math.max(SMALL * most, deviations[j]) / Math.max(SMALL * most, deviations[0]));
            }
            ratios.add(found);
        }
        return ResidualStructure.joined(ratios, correlation.starts());
    }

    /**
     * Returns points to one of which a search may have to go for the best of several optima: one column without variance, or other correlations, with
     * variances that are otherwise those of an optimum, or equal.
     */
    List<double[]> elsewhere(double[] psi) {
        double[] equal = psi.clone();
        Arrays.fill(equal, 0, ratios(), 0);
        List<double[]> elsewhere = new ArrayList<>(beside(psi));
        if (!homogeneous) {
            elsewhere.addAll(beside(equal));
        }
        return elsewhere;
    }

    private List<double[]> beside(double[] psi) {
        List<double[]> beside = new ArrayList<>();
        for (int column = 0; column < m && !homogeneous; column++) {
            beside.add(without(column, psi));
        }
        for (double[] own : correlation.elsewhere()) {
            double[] other = psi.clone();
            System.arraycopy(own, 0, other, ratios(), own.length);
            beside.add(other);
        }
        return beside;
    }

    /** Returns a point where a column has all but no variance. */
    private double[] without(int column, double[] psi) {
        double most = column == 0 ? Double.NEGATIVE_INFINITY : 0;
        for (int j = 1; j < m; j++) {
            most = j == column ? most : Math.max(most, psi[j - 1]);
        }
        double[] without = psi.clone();
        for (int j = 1; j < m && column == 0; j++) {
            without[j - 1] += NOTHING - most;
        }
        if (column > 0) {
            without[column - 1] = most - NOTHING;
        }
        return without;
    }

    private double[] ofCorrelation(double[] psi) {
        return Arrays.copyOfRange(psi, ratios(), size());
    }

    /** Returns each column's share of the sum of the variances. */
    private double[] shares(double[] psi) {
        double[] shares = new double[m];
        double most = 0;
        for (int j = 1; j < m && !homogeneous; j++) {
            most = Math.max(most, psi[j - 1]);
        }
        double sum = 0;
        for (int j = 0; j < m; j++) {
            shares[j] = homogeneous ? 1 : Math.exp(2 * ((j > 0 ? psi[j - 1] : 0) - most));
            sum += shares[j];
        }
        for (int j = 0; j < m; j++) {
            shares[j] /= sum;
        }
        return shares;
    }

    /** Returns the logarithm of the length of a row of C, and writes its derivative. */
    double logDeviation(int column, double[] psi, double[] slope) {
        double[] shares = shares(psi);
        for (int j = 1; j < m && !homogeneous; j++) {
            slope[j - 1] = (j == column ? 1 : 0) - shares[j];
        }
        return 0.5 * Math.log(m * shares[column]);
    }

    /** C at some parameters. */
    final class At {
        private final double[] shares;
        private final Correlation.Evaluated correlations;
        private final double[] root;
        /** C, m x m. */
        final double[] matrix;

        private At(double[] psi) {
            shares = shares(psi);
            correlations = correlation.at(ofCorrelation(psi));
            root = new double[m * m];
            for (int i = 0; i < m; i++) {
                root[i * m + i] = 1;
                for (int j = 0; j < i; j++) {
                    root[i * m + j] = correlations.of(i, j);
                    root[j * m + i] = root[i * m + j];
                }
            }
            SmallMatrices.semidefiniteCholesky(root, 0, m);
            matrix = new double[m * m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= i; j++) {
                    matrix[i * m + j] = root[i * m + j] * Math.sqrt(m * shares[i]);
                }
            }
        }

        /** Returns the derivative in the parameters, given that in the elements of C, m x m. */
        double[] pullBack(double[] byMatrix) {
            double[] gradient = new double[size()];
            double total = 0;
            double[] byLog = new double[m];
            double[] byRoot = new double[m * m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= i; j++) {
                    byLog[i] += byMatrix[i * m + j] * matrix[i * m + j];
                    byRoot[i * m + j] = byMatrix[i * m + j] * Math.sqrt(m * shares[i]);
                }
                total += byLog[i];
            }
            for (int j = 1; j < m && !homogeneous; j++) {
                gradient[j - 1] = byLog[j] - shares[j] * total;
            }
            double[] own = correlations.pullBack(byCorrelation(byRoot));
            System.arraycopy(own, 0, gradient, ratios(), own.length);
            return gradient;
        }

        /** Goes back through the Cholesky factorisation: Murray (2016), "Differentiation of the Cholesky decomposition", equation 10. */
        private double[][] byCorrelation(double[] byRoot) {
            double[] product = SmallMatrices.times(SmallMatrices.transposed(root, m, m), byRoot, m, m, m);
            for (int i = 0; i < m; i++) {
                product[i * m + i] /= 2;
                for (int j = i + 1; j < m; j++) {
                    product[i * m + j] = 0;
                }
            }
            SmallMatrices.solveLowerTransposed(root, 0, m, product, 0, m);
            double[] turned = SmallMatrices.transposed(product, m, m);
            SmallMatrices.solveLowerTransposed(root, 0, m, turned, 0, m);
            double[][] by = new double[m][];
            for (int i = 0; i < m; i++) {
                by[i] = new double[i + 1];
                for (int j = 0; j < i; j++) {
                    by[i][j] = turned[i * m + j] + turned[j * m + i];
                }
            }
            return by;
        }
    }

    At at(double[] psi) {
        return new At(psi);
    }

    /** Returns which parameters are at a bound, each with what that says. */
    List<Optional<String>> bounds(double[] psi, String group) {
        List<Optional<String>> bounds = new ArrayList<>();
        for (int j = 0; j < ratios(); j++) {
            bounds.add(
                    Math.abs(psi[j]) < FAR
                            ? Optional.empty()
                            : Optional.of("The variance of one of the effects of " + group
                                    + " is zero beside those of the others."));
        }
        ResidualLabels labels = new ResidualLabels(Optional.empty(), group, "", List.of(), "", List.of());
        for (Optional<String> bound : correlation.bounds(ofCorrelation(psi), labels)) {
            bounds.add(bound.map(sentence -> "The correlations between the effects of " + group + " are at a bound: "
                    + sentence.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + sentence.substring(1)));
        }
        return bounds;
    }

    /** Returns the parameter that one of those named is an increasing function of, whatever the others are. */
    int pivot(int named) {
        return ratios() + correlation.pivot(named);
    }

    /** Returns what the pivot must be for one of those named to have a value; NaN where the others leave no room for it. */
    double pivotAt(int named, double value, double[] psi) {
        return correlation.pivotAt(named, value, ofCorrelation(psi));
    }

    /** Returns the number of those named. */
    int correlations() {
        return correlation.size();
    }

    /** Returns one of those named with its derivative in the parameters, whose coordinates have its pivot as they are. */
    Sloped estimate(int named, double[] psi) {
        return correlation.estimate(named, ofCorrelation(psi)).among(ratios(), size());
    }

    /** Returns the number of different variances. */
    int variances() {
        return homogeneous ? 1 : m;
    }

    /** Returns whether the correlations, times a variance, are parameters of their own and not powers of one. */
    boolean isLinear() {
        return !(correlation instanceof Powers);
    }

    List<Named> named(double[] psi) {
        return correlation.named(ofCorrelation(psi));
    }
}
