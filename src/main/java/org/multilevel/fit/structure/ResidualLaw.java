package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.NumberLabel;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.formula.ResidualTerm;

/** The covariance of any two residuals of one subject, as the estimates of a model have it; not safe for use by several threads. */
public final class ResidualLaw {
    private final ResidualTerm term;
    private final CarriedRows rows;
    private final Map<String, Double> deviations = new HashMap<>();
    private final Map<List<String>, Double> correlations = new HashMap<>();
    /** By subject the Cholesky factor of R, empty where it has none. */
    private final Map<Integer, double[]> roots = new HashMap<>();

    /**
     * @param estimates of the structures, of which those of random terms come first
     * @param rows that tell occasions, strata and steps
     */
    public ResidualLaw(ResidualTerm term, List<StructureEstimate> estimates, CarriedRows rows) {
        this.term = term;
        this.rows = rows;
        for (StructureEstimate estimate : estimates) {
            if (estimate.kind() == StructureEstimate.Kind.RESIDUAL) {
                deviations.put(estimate.first(), estimate.value());
            } else if (estimate.group().equals(term.subjectName())) {
                // those of residuals come behind those of a random term of the same group
                correlations.put(List.of(estimate.first(), estimate.second()), estimate.value());
            }
        }
    }

    private boolean several() {
        return !term.structure().homogeneous();
    }

    private String label(double position) {
        if (rows.positions().isEmpty()) {
            return NumberLabel.of(position);
        }
        int place = (int) position;
        return place < rows.positions().size() ? rows.positions().get(place) : "";
    }

    /** Returns the standard deviation of a residual of weight 1; NaN where it was not estimated. */
    public double deviation(double position, int stratum) {
        String own = rows.strata().isEmpty() ? "" : rows.strata().get(stratum);
        String at = several() ? label(position) : "";
        return deviations.getOrDefault(own.isEmpty() || at.isEmpty() ? own + at : own + ":" + at, Double.NaN);
    }

    /** Returns the correlation of two residuals; NaN where it was not estimated. */
    public double correlation(double position, double other) {
        return switch (term.structure().kind()) {
            case AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE -> power(Math.abs(position - other));
            case COMPOUND_SYMMETRY -> named("rho", "");
            case TOEPLITZ -> lag(occasion(position), occasion(other));
            case UNSTRUCTURED, DIAGONAL -> pair(position, other);
        };
    }

    private double named(String first, String second) {
        return correlations.getOrDefault(List.of(first, second), Double.NaN);
    }

    /** A negative correlation is that over a step, and is known over multiples of it only. */
    private double power(double distance) {
        double rho = named("rho", "");
        if (!(rho < 0)) {
            return Math.pow(rho, distance);
        }
        double multiple = distance / rows.step();
        double whole = Math.rint(multiple);
        return Math.abs(multiple - whole) < 1e-6 ? Math.pow(rho, whole) : Double.NaN;
    }

    private int occasion(double position) {
        return Arrays.binarySearch(rows.occasions(), position);
    }

    private double lag(int occasion, int other) {
        return occasion < 0 || other < 0 ? Double.NaN : named("lag " + Math.abs(occasion - other), "");
    }

    private double pair(double position, double other) {
        return named(label(Math.min(position, other)), label(Math.max(position, other)));
    }

    /**
     * How residuals of a subject's rows tell of another.
     *
     * @param weights R^-1 c
     * @param variance what is left of its variance
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once
    public record Carry(double[] weights, double variance) {}

    /** Returns how the rows of a subject tell of a residual of weight 1 at another position; nothing where its covariances were not estimated. */
    public Optional<Carry> carry(int subject, double position, int stratum) {
        int from = rows.start()[subject];
        int n = rows.start()[subject + 1] - from;
        double own = deviation(position, stratum);
        double[] c = new double[n];
        for (int k = 0; k < n; k++) {
            c[k] = own * deviation(from + k) * correlation(position, rows.position()[from + k]);
        }
        double[] root = roots.computeIfAbsent(subject, this::root);
        if (root.length == 0 || !Arrays.stream(c).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        SmallMatrices.solveLower(root, 0, n, c, 0, 1);
        double left = own * own - SmallMatrices.dot(c, c);
        SmallMatrices.solveLowerTransposed(root, 0, n, c, 0, 1);
        return left >= 0 ? Optional.of(new Carry(c, left)) : Optional.empty();
    }

    private double deviation(int row) {
        return deviation(rows.position()[row], rows.stratum()[row]) / Math.sqrt(rows.weight()[row]);
    }

    private double[] root(int subject) {
        int from = rows.start()[subject];
        int n = rows.start()[subject + 1] - from;
        double[] root = new double[n * n];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                double correlation = k == l ? 1 : correlation(rows.position()[from + k], rows.position()[from + l]);
                root[k * n + l] = deviation(from + k) * deviation(from + l) * correlation;
            }
        }
        boolean finite = Arrays.stream(root).allMatch(Double::isFinite);
        return finite && SmallMatrices.cholesky(root, 0, n) ? root : new double[0];
    }
}
