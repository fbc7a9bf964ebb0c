package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * S, the derivative of the criterion with respect to the covariance lambda lambda' of each random term: the multipliers of the
 * constraint that it be positive semidefinite.
 *
 * <p>A single grouping factor knows S. Otherwise an evaluation gives S lambda: where lambda has full rank that determines S; where it has
 * not, the part of S that acts on directions without variance is kept from the point where it was seen last. At a minimum S lambda = 0
 * and S is positive semidefinite.
 */
final class Multipliers {
    private final ThetaLayout layout;
    private final Units units;
    private final Supplier<double[][]> finder;
    private Optional<double[][]> found = Optional.empty();

    private Multipliers(ThetaLayout layout, Units units, Supplier<double[][]> finder) {
        this.layout = layout;
        this.units = units;
        this.finder = finder;
    }

    /** Returns S per factor, q x q, row-major, found when it is first needed; only the blocks of the factor's terms are used. */
    private double[][] s() {
        double[][] s = found.orElseGet(finder);
        found = Optional.of(s);
        return s;
    }

    /** Returns what is known before any evaluation: nothing. */
    static Multipliers none(ThetaLayout layout, Units units) {
        return new Multipliers(layout, units, layout::zeros);
    }

    /** Returns the multipliers at a point, with what it does not tell taken from these. */
    Multipliers at(Point point) {
        if (!point.derivatives().isEmpty()) {
            return new Multipliers(layout, units, () -> {
                double[][] first = new double[layout.factors()][];
                Arrays.setAll(first, f -> point.derivatives().get(f).first());
                return first;
            });
        }
        double[][] next = layout.zeros();
        for (Term term : layout.terms()) {
            double[] block = solve(term, term.lambda(point.theta()), point.half()[term.factor()]);
            write(term, block, next[term.factor()]);
        }
        return new Multipliers(layout, units, () -> next);
    }

    /** Returns X + X'(I - P) + (I - P) S (I - P) in units, with X = S lambda lambda^+, P = lambda lambda^+ and S what was known. */
    private double[] solve(Term term, double[][] lambda, double[] half) {
        int m = lambda.length;
        int q = layout.width(term.factor());
        double[] l = new double[m * m];
        double[] h = new double[m * m];
        for (int r = 0; r < m; r++) {
            double u = unit(term, r);
            for (int c = 0; c < m; c++) {
                l[r * m + c] = lambda[r][c] / u;
                h[r * m + c] = half[(term.from() + r) * q + term.from() + c] * u;
            }
        }
        double[] inverse = pseudoInverse(l, RankDrop.rank(lambda), m);
        double[] x = SmallMatrices.times(h, inverse, m, m, m);
        double[] rest = SmallMatrices.times(l, inverse, m, m, m);
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (i % (m + 1) == 0 ? 1 : 0) - rest[i];
        }
        double[] kept = SmallMatrices.times(rest, SmallMatrices.times(block(term), rest, m, m, m), m, m, m);
        double[] other = SmallMatrices.times(SmallMatrices.transposed(x, m, m), rest, m, m, m);
        for (int i = 0; i < x.length; i++) {
            x[i] += other[i] + kept[i];
        }
        return x;
    }

    private static double[] pseudoInverse(double[] l, int rank, int m) {
        double[] transposed = SmallMatrices.transposed(l, m, m);
        double[] gram = SmallMatrices.times(transposed, l, m, m, m);
        SymmetricEigen eigen = decomposition(gram, m);
        double[] inverse = new double[m * m];
        for (int e = 0; e < rank; e++) {
            double value = eigen.value(e);
            double[] v = eigen.vector(e);
            for (int i = 0; i < m * m && value > 0; i++) {
                inverse[i] += v[i / m] * v[i % m] / value;
            }
        }
        return SmallMatrices.times(inverse, transposed, m, m, m);
    }

    private static SymmetricEigen decomposition(double[] block, int m) {
        double[][] matrix = SmallMatrices.zeros(m, m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                matrix[i][j] = 0.5 * (block[i * m + j] + block[j * m + i]);
            }
        }
        return SymmetricEigen.of(matrix);
    }

    private double unit(Term term, int row) {
        return units.ofColumn(term.factor(), term.from() + row);
    }

    /** Returns S of a term in units, m x m. */
    private double[] block(Term term) {
        int m = term.columns();
        int q = layout.width(term.factor());
        double[] block = new double[m * m];
        for (int i = 0; i < m * m; i++) {
            int r = i / m;
            int c = i % m;
            block[i] = s()[term.factor()][(term.from() + r) * q + term.from() + c] * unit(term, r) * unit(term, c);
        }
        return block;
    }

    private void write(Term term, double[] block, double[] to) {
        int m = term.columns();
        int q = layout.width(term.factor());
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                double mean = 0.5 * (block[r * m + c] + block[c * m + r]);
                to[(term.from() + r) * q + term.from() + c] = mean / (unit(term, r) * unit(term, c));
            }
        }
    }

    /** Returns of S what is positive semidefinite; what is negative says that a variance wants to grow. */
    double[][] positivePart() {
        double[][] positive = layout.zeros();
        for (Term term : layout.terms()) {
            int m = term.columns();
            SymmetricEigen eigen = decomposition(block(term), m);
            double[] part = new double[m * m];
            for (int e = 0; e < m; e++) {
                double value = eigen.value(e);
                double[] v = eigen.vector(e);
                for (int i = 0; i < m * m && value > 0; i++) {
                    part[i] += value * v[i / m] * v[i % m];
                }
            }
            write(term, part, positive[term.factor()]);
        }
        return positive;
    }

    /** Returns S of a factor, q x q; only the blocks of its terms are known. */
    double[] of(int f) {
        return s()[f].clone();
    }

    /** Returns how the criterion grows with the variance in a direction: v'Sv. */
    double along(Direction direction) {
        return along(direction, direction);
    }

    private double along(Direction a, Direction b) {
        int f = a.term().factor();
        int q = layout.width(f);
        int from = a.term().from();
        double sum = 0;
        for (int i = 0; i < a.vector().length; i++) {
            for (int j = 0; j < b.vector().length; j++) {
                sum += a.vector()[i] * s()[f][(from + i) * q + from + j] * b.vector()[j];
            }
        }
        return sum;
    }

    /** Returns the combination of some directions of one term in which the criterion falls most, if it falls by more than {@code nothing}. */
    Optional<Direction> growing(List<Direction> directions, double nothing) {
        int m = directions.size();
        double[] block = new double[m * m];
        for (int i = 0; i < m * m; i++) {
            block[i] = along(directions.get(i / m), directions.get(i % m));
        }
        SymmetricEigen eigen = decomposition(block, m);
        if (!(eigen.value(m - 1) < -nothing)) {
            return Optional.empty();
        }
        double[] weights = eigen.vector(m - 1);
        double[] vector = new double[directions.get(0).vector().length];
        for (int i = 0; i < m; i++) {
            vector = Descent.plus(vector, directions.get(i).vector(), weights[i]);
        }
        return Optional.of(new Direction(directions.get(0).term(), vector, new double[0], 1));
    }

    /** Returns, for each term, the directions without variance in which the criterion falls by more than {@code nothing} per unit. */
    List<Direction> growing(double[] theta, RankDrop ranks, double nothing) {
        List<Direction> growing = new ArrayList<>();
        for (Term term : layout.terms()) {
            if (RankDrop.isSingular(theta, term)) {
                growing(ranks.missing(theta, term), nothing).ifPresent(growing::add);
            }
        }
        return growing;
    }
}
