package org.multilevel.fit.structure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.multilevel.data.NumberLabel;
import org.multilevel.error.Labels;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * Correlation rho to the power of the distance: given the residual before it, a residual does not depend on earlier ones, so R^-1 has
 * products of rows that follow each other only.
 *
 * <p>With r the correlation with the row before, a distance apart, and standard deviations s and t of the two, the pair adds to
 * x'R^-1x the square of x / s - r x' / t over 1 - r^2. That is a sum over squares of rows and of differences of two rows, whose weights depend
 * on the distance and the classes of s and t only; with equal distances there are three and the first row, however many rows there
 * are. Where all distances are multiples of one step rho may be negative there, and the parameter is the inverse hyperbolic tangent of the
 * correlation over a step; otherwise it is log(-log rho), in units of the mean distance.
 */
final class Markov implements ResidualStructure {
    private static final double START = 0.3;
    private static final double ELSEWHERE = 0.8;
    /** log(-log rho) over the mean distance where rho is high. */
    private static final double ALIKE = 2.5;
    /** 1 - rho is exp(-FAR) where it is none. */
    private static final double FAR = 14;
    /** The farthest out that the parameter is looked for. */
    private static final double FURTHEST = 15;
    /** log(-log rho) over the mean distance from which on rho is zero. */
    private static final double NONE = 3;
    /** Digits of a step that is told, and what differs by no more than rounding. */
    private static final int DIGITS = 6;

    private static final double ROUNDING = 1e-6;

    private final Deviations deviations;
    private final ResidualLabels labels;
    private final Distances distances;
    private final boolean continuous;
    /** Whether it is to be told that distances differ, which is plain where they may be any. */
    private final boolean saysSpacing;

    private final Pieces pieces = new Pieces();
    /** Per kind of pair: the distance and the classes of the later and the earlier row. */
    private int[] distance = new int[4];

    private int[] later = new int[4];
    private int[] earlier = new int[4];
    private int pairs;
    /** How many pairs are so far apart. */
    private final double[] apart;

    private final long[] counts;

    /** @param continuous whether correlations are never negative, whatever the distances are */
    Markov(SubjectRows rows, Deviations deviations, ResidualLabels labels, boolean continuous) {
        this.deviations = deviations;
        this.labels = labels;
        this.distances = Distances.of(rows);
        this.continuous = continuous || distances.step() == 0;
        this.saysSpacing = !continuous;
        this.apart = new double[distances.size()];
        this.counts = deviations.counts();
        Map<List<Integer>, Integer> known = new HashMap<>();
        int first = deviations.classes();
        for (int s = 0; s < rows.subjects(); s++) {
            pieces.addRow(rows.start[s], deviations.of(rows.start[s]));
            for (int r = rows.start[s] + 1; r < rows.start[s + 1]; r++) {
                int d = distances.index(rows.position[r] - rows.position[r - 1]);
                apart[d]++;
                int to = deviations.of(r);
                int from = deviations.of(r - 1);
                int k = known.computeIfAbsent(List.of(d, to, from), key -> pair(d, to, from));
                pieces.addRow(r, first + 3 * k);
                pieces.addRow(r - 1, first + 3 * k + 1);
                pieces.addDifference(r, r - 1, first + 3 * k + 2);
            }
        }
    }

    private int pair(int d, int to, int from) {
        if (pairs == distance.length) {
            distance = Arrays.copyOf(distance, 2 * pairs);
            later = Arrays.copyOf(later, 2 * pairs);
            earlier = Arrays.copyOf(earlier, 2 * pairs);
        }
        distance[pairs] = d;
        later[pairs] = to;
        earlier[pairs] = from;
        return pairs++;
    }

    @Override
    public int size() {
        return deviations.size() + 1;
    }

    @Override
    public List<Range> ranges() {
        return deviations.ranges(List.of(range()));
    }

    @Override
    public List<double[]> starts() {
        double low = continuous ? Math.log(-Math.log(START)) : 0;
        double high = continuous
                ? Math.log(-Math.log(0.9))
                : Correlation.atanh(Math.pow(0.9, distances.step() / distances.mean()));
        return ResidualStructure.joined(deviations.starts(), List.of(new double[] {low}, new double[] {high}));
    }

    @Override
    public List<double[]> elsewhere(double[] phi) {
        if (!continuous && !distances.haveSingleSteps()) {
            return List.of();
        }
        double[] other = phi.clone();
        double own = phi[size() - 1];
        double far = Math.max(Math.abs(own), ELSEWHERE);
        other[size() - 1] = continuous ? own > 0 ? -ALIKE : ELSEWHERE : own > 0 ? -far : far;
        return List.of(other);
    }

    private Range range() {
        return continuous ? new Range(-2 * FURTHEST, NONE + 1) : new Range(-FURTHEST, FURTHEST);
    }

    @Override
    public Pieces pieces() {
        return pieces;
    }

    @Override
    public int classes() {
        return deviations.classes() + 3 * pairs;
    }

    /** Correlations over each distance, 1 less their squares, 1 more than they are, and their derivatives in the parameter. */
    private record Correlations(double[] r, double[] rest, double[] more, double[] slope) {}

    private Correlations correlations(double parameter) {
        int n = distances.size();
        double[] r = new double[n];
        double[] rest = new double[n];
        double[] more = new double[n];
        double[] slope = new double[n];
        for (int d = 0; d < n; d++) {
            if (continuous) {
                double exponent = Math.exp(parameter) * distances.get(d) / distances.mean();
                r[d] = Math.exp(-exponent);
                rest[d] = -Math.expm1(-2 * exponent);
                slope[d] = -exponent * r[d];
            } else {
                double step = Math.tanh(parameter);
                double multiple = Math.rint(distances.get(d) / distances.step());
                r[d] = Math.pow(step, multiple);
                double cosh = Math.cosh(parameter);
                rest[d] = multiple == 1 ? 1 / (cosh * cosh) : -Math.expm1(2 * multiple * Math.log(Math.abs(step)));
                slope[d] = multiple * Math.pow(step, multiple - 1) / (cosh * cosh);
            }
            // near -1 the sum would have lost its digits
            more[d] = r[d] < -0.5 ? rest[d] / (1 - r[d]) : 1 + r[d];
        }
        return new Correlations(r, rest, more, slope);
    }

    @Override
    public Evaluated at(double[] phi) {
        double[] logs = deviations.logs(phi);
        Correlations c = correlations(phi[size() - 1]);
        int first = deviations.classes();
        double[] weights = new double[classes()];
        double sum = 0;
        for (int k = 0; k < first; k++) {
            weights[k] = Math.exp(-2 * logs[k]);
            sum += 2 * counts[k] * logs[k];
        }
        for (int d = 0; d < distances.size(); d++) {
            sum += apart[d] * Math.log(c.rest[d]);
        }
        for (int k = 0; k < pairs; k++) {
            double r = c.r[distance[k]];
            double rest = c.rest[distance[k]];
            double s = Math.exp(-logs[later[k]]);
            double t = Math.exp(-logs[earlier[k]]);
            int at = first + 3 * k;
            // where s = t these are 1 / (1 + r) and -r / (1 + r), without a difference
            boolean same = later[k] == earlier[k];
            double more = c.more[distance[k]];
            weights[at] = same ? s * s / more : s * (s - r * t) / rest;
            weights[at + 1] = same ? -r * s * s / more : r * t * (r * t - s) / rest;
            weights[at + 2] = r * s * t / rest;
        }
        return new Evaluated(
                weights, sum, (byWeight, byLogDeterminant) -> derivative(logs, c, weights, byWeight, byLogDeterminant));
    }

    private double[] derivative(
            double[] logs, Correlations c, double[] weights, double[] byWeight, double byLogDeterminant) {
        int first = deviations.classes();
        double[] byLog = new double[first];
        for (int k = 0; k < first; k++) {
            byLog[k] = -2 * weights[k] * byWeight[k] + 2 * counts[k] * byLogDeterminant;
        }
        double by = 0;
        for (int d = 0; d < distances.size(); d++) {
            by -= byLogDeterminant * apart[d] * 2 * c.r[d] / c.rest[d] * c.slope[d];
        }
        for (int k = 0; k < pairs; k++) {
            double r = c.r[distance[k]];
            double u = 1 / c.rest[distance[k]];
            double s = Math.exp(-logs[later[k]]);
            double t = Math.exp(-logs[earlier[k]]);
            int at = first + 3 * k;
            if (later[k] == earlier[k]) {
                double sum = 0;
                for (int i = at; i < at + 3; i++) {
                    sum += weights[i] * byWeight[i];
                }
                byLog[later[k]] -= 2 * sum;
                double more = c.more[distance[k]];
                double bySlope =
                        -(byWeight[at] + byWeight[at + 1]) / (more * more) + byWeight[at + 2] * (1 + r * r) * u * u;
                by += bySlope * s * s * c.slope[distance[k]];
                continue;
            }
            double crossed = byWeight[at + 2] - byWeight[at] - byWeight[at + 1];
            double joint = r * u * s * t;
            // the three are ss u, tt r^2 u and st r u, each with its own sum of weights
            byLog[later[k]] += -2 * s * s * u * byWeight[at] - joint * crossed;
            byLog[earlier[k]] += -2 * t * t * r * r * u * byWeight[at + 1] - joint * crossed;
            double bySlope = 2 * r * u * u * s * s * byWeight[at]
                    + (2 * r * u + 2 * r * r * r * u * u) * t * t * byWeight[at + 1]
                    + (u + 2 * r * r * u * u) * s * t * crossed;
            by += bySlope * c.slope[distance[k]];
        }
        double[] gradient = new double[size()];
        deviations.pullBack(byLog, gradient);
        gradient[size() - 1] = by;
        return gradient;
    }

    @Override
    public Optional<Deviations> deviations() {
        return Optional.of(deviations);
    }

    @Override
    public List<Optional<String>> bounds(double[] phi) {
        List<Optional<String>> bounds = new ArrayList<>(deviations.bounds(phi));
        double parameter = phi[size() - 1];
        String subject = labels.subject();
        Optional<String> one = Optional.of("rho is at 1: an intercept for each " + subject
                + " is what the data ask for, as in (1 | " + subject + "), rather than a correlation that dies away.");
        if (continuous) {
            bounds.add(
                    parameter < -FAR
                            ? one
                            : parameter > NONE
                                    ? Optional.of(
                                            "rho is at 0: residuals that follow each other are not correlated, so the structure"
                                                    + " can be left out.")
                                    : Optional.empty());
        } else if (parameter > FAR / 2) {
            bounds.add(one);
        } else {
            bounds.add(
                    parameter < -FAR / 2
                            ? Optional.of("rho is at -1, where each residual is the one before it with the other sign.")
                            : Optional.empty());
        }
        return bounds;
    }

    /** Says over which distance rho is where that is not plain: a negative one is over a step, having no powers but whole ones. */
    @Override
    public List<String> notes(double[] phi) {
        boolean isOverStep = !continuous && phi[size() - 1] < 0 && Math.abs(distances.step() - 1) > ROUNDING;
        String step = "a step of "
                + NumberLabel.of(new BigDecimal(distances.step())
                        .round(new MathContext(DIGITS))
                        .doubleValue());
        if (saysSpacing && !distances.areEqual()) {
            return List.of("The rows of " + Labels.oneOf(labels.subject()) + " are not equally spaced in "
                    + labels.position()
                    + ": their correlation is rho to the power of the distance, rho being that over "
                    + (isOverStep ? step + ", since it is negative." : "one unit of " + labels.position() + "."));
        }
        return isOverStep
                ? List.of("rho is negative, and so that over " + step + " in " + labels.position()
                        + " rather than over one unit of it.")
                : List.of();
    }

    @Override
    public ResidualEstimates estimates(double[] phi) {
        return new ResidualEstimates(
                deviations.named(phi),
                List.of(new Named("rho", "", rho(phi[size() - 1]).value())));
    }

    /** Returns the correlation over one unit of the positions, or over one step where it is negative and a unit is not a multiple of the step. */
    private Sloped rho(double parameter) {
        double rho;
        double slope;
        if (continuous) {
            double exponent = Math.exp(parameter) / distances.mean();
            rho = Math.exp(-exponent);
            slope = -exponent * rho;
        } else {
            double step = Math.tanh(parameter);
            double cosh = Math.cosh(parameter);
            double power = step >= 0 ? 1 / distances.step() : 1;
            rho = Math.pow(step, power);
            slope = power * Math.pow(step, power - 1) / (cosh * cosh);
        }
        return new Sloped(rho, new double[] {slope});
    }

    @Override
    public int pivot(int correlation) {
        return size() - 1;
    }

    @Override
    public double pivotAt(int correlation, double value, double[] turned) {
        if (continuous) {
            return Math.log(-distances.mean() * Math.log(value));
        }
        return Correlation.atanh(value >= 0 ? Math.pow(value, distances.step()) : value);
    }

    @Override
    public int correlations() {
        return 1;
    }

    @Override
    public Sloped correlation(int correlation, double[] turned) {
        return rho(turned[size() - 1]).among(size() - 1, size());
    }

    @Override
    public double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals) {
        double[] logs = deviations.logs(phi);
        Correlations c = correlations(phi[size() - 1]);
        double[] drawn = new double[rows.count];
        for (int s = 0; s < rows.subjects(); s++) {
            double last = 0;
            for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                if (r == rows.start[s]) {
                    last = normals.getAsDouble();
                } else {
                    int d = distances.index(rows.position[r] - rows.position[r - 1]);
                    last = c.r[d] * last + Math.sqrt(c.rest[d]) * normals.getAsDouble();
                }
                drawn[r] = Math.exp(logs[deviations.of(r)]) * last;
            }
        }
        return drawn;
    }

    @Override
    public double step() {
        return continuous ? 0 : distances.step();
    }

    @Override
    public double[] covariance(double[] phi, SubjectRows rows, int subject) {
        Correlations c = correlations(phi[size() - 1]);
        return deviations.covariance(phi, subject, (row, other) -> {
            double product = 1;
            for (int r = Math.min(row, other) + 1; r <= Math.max(row, other); r++) {
                product *= c.r[distances.index(rows.position[r] - rows.position[r - 1])];
            }
            return product;
        });
    }
}
