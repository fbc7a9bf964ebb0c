package org.multilevel.fit.optimum;

import java.util.List;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * The edge of the parameter space: covariances of random terms without full rank.
 *
 * <p>There the gradient in theta vanishes whatever the data say, so the test is on the {@link Multipliers}, the derivative S with respect to
 * the covariance: on the directions that have no variance it must be positive semidefinite. Half of the gradient is S lambda, so
 * where S is not known one evaluation a little inside gives it.
 */
final class Boundary {
    /** A derivative in a variance (in units) that is zero to rounding. */
    private static final double NOTHING = 1e-6;

    /** A standard deviation that is no more than this of its row of lambda is zero: a correlation of 1 but for 5e-13. */
    private static final double ROUNDING = 1e-6;

    private final ThetaLayout layout;
    private final Units units;
    private final RankDrop ranks;

    Boundary(ThetaLayout layout, Units units, RankDrop ranks) {
        this.layout = layout;
        this.units = units;
        this.ranks = ranks;
    }

    /** Returns the sum of the ranks of all terms. */
    int rank(double[] theta) {
        int rank = 0;
        for (Term term : layout.terms()) {
            rank += RankDrop.rank(term.lambda(theta));
        }
        return rank;
    }

    /** Returns whether a term is without full rank. */
    boolean isAt(double[] theta) {
        for (Term term : layout.terms()) {
            if (RankDrop.isSingular(theta, term)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how far apart the covariances of two points are, relative to the second and to their units. */
    double distance(double[] theta, double[] other) {
        double[][] a = layout.lambda(theta);
        double[][] b = layout.lambda(other);
        double difference = 0;
        double size = 1;
        for (int f = 0; f < a.length; f++) {
            int q = layout.width(f);
            double[] g = SmallMatrices.times(a[f], SmallMatrices.transposed(a[f], q, q), q, q, q);
            double[] h = SmallMatrices.times(b[f], SmallMatrices.transposed(b[f], q, q), q, q, q);
            for (int i = 0; i < q * q; i++) {
                double u = units.ofColumn(f, i / q) * units.ofColumn(f, i % q);
                difference += Math.pow((g[i] - h[i]) / u, 2);
                size += Math.pow(h[i] / u, 2);
            }
        }
        return Math.sqrt(difference / size);
    }

    /** Returns theta with a little variance, {@code size} units of standard deviation, in every direction that has none. */
    double[] inside(double[] theta, double size) {
        double[] moved = theta;
        for (Term term : layout.terms()) {
            for (Direction direction : ranks.missing(theta, term)) {
                moved = RankDrop.with(moved, direction, size);
            }
        }
        return moved;
    }

    /** Returns, for each term, the direction of those without variance in which the criterion falls most, if it does. */
    List<Direction> growing(double[] theta, Multipliers multipliers) {
        return multipliers.growing(theta, ranks, NOTHING);
    }

    /** Returns theta without variances so small beside their effects' own that only rounding kept them from the boundary. */
    double[] withoutRounding(double[] theta) {
        double[] result = theta;
        for (Term term : layout.terms()) {
            double[][] triangle = RankDrop.triangle(term.lambda(result));
            boolean changed = false;
            for (int r = 0; r < triangle.length; r++) {
                double unit = units.ofColumn(term.factor(), term.from() + r);
                double size = Math.max(unit, Math.sqrt(SmallMatrices.dot(triangle[r], triangle[r])));
                if (triangle[r][r] != 0 && triangle[r][r] < ROUNDING * size) {
                    triangle[r][r] = 0;
                    changed = true;
                }
            }
            result = changed ? term.with(result, RankDrop.packed(triangle, triangle)) : result;
        }
        return result;
    }

    /** Returns theta with the triangles that are shown: a zero column for each effect that depends on earlier ones. */
    double[] shown(double[] theta) {
        double[] shown = layout.withPositiveDiagonal(theta);
        for (Term term : layout.terms()) {
            if (term.covariance().isBasisFree() && RankDrop.isSingular(shown, term)) {
                shown = term.with(shown, RankDrop.triangle(term.lambda(shown)));
            }
        }
        return layout.withPositiveDiagonal(shown);
    }
}
