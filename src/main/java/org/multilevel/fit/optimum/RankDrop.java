package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * The rank of a random term's covariance, and the steps that change it: taking away the direction with the least variance, whatever
 * combination of effects it is, and adding one that has none.
 *
 * <p>The effects are measured in their units, where their variance begins to matter. On the way a covariance of rank r is held as a triangle
 * whose first r columns are not zero ({@link #packed}), so that all of them may move; the triangle of {@link #triangle}, with a zero column
 * for each effect that depends on earlier ones, is only for showing.
 */
final class RankDrop {
    private static final double ROUNDING = 1e-12;
    /** So many directions tell what the effects of many columns have in common. */
    private static final int WIDEST = 4;

    private final Units units;

    RankDrop(Units units) {
        this.units = units;
    }

    /**
     * A direction of a term.
     *
     * @param term the term
     * @param vector the direction times its standard deviation, one entry per column of the term
     * @param weights the same as a combination of the columns of lambda: vector = lambda weights, of unit length; empty where the term has
     *     no variance in it
     * @param size its standard deviation in units
     */
    record Direction(Term term, double[] vector, double[] weights, double size) {}

    /** Returns lambda of a term in units. */
    private double[][] inUnits(double[] theta, Term term) {
        double[][] lambda = term.lambda(theta);
        for (int r = 0; r < lambda.length; r++) {
            for (int c = 0; c < lambda.length; c++) {
                lambda[r][c] /= units.ofColumn(term.factor(), term.from() + r);
            }
        }
        return lambda;
    }

    /** Returns the rank of a lambda: how many of its columns are not zero. */
    static int rank(double[][] lambda) {
        int rank = 0;
        for (int c = 0; c < lambda.length; c++) {
            boolean zero = true;
            for (double[] row : lambda) {
                zero &= row[c] == 0;
            }
            rank += zero ? 0 : 1;
        }
        return rank;
    }

    /** Returns whether a direction of a term is without variance. */
    static boolean isSingular(double[] theta, Term term) {
        return rank(term.lambda(theta)) < term.columns();
    }

    /** Returns the direction of least variance that is not zero in a term, with size zero if the term has no variance. */
    Direction least(double[] theta, Term term) {
        int m = term.columns();
        double[][] l = term.lambda(theta);
        int rank = rank(l);
        if (rank == 0) {
            return new Direction(term, new double[m], new double[m], 0);
        }
        // the eigenvalues come largest first; those behind the rank belong to columns that are zero
        SymmetricEigen eigen = SymmetricEigen.of(gram(inUnits(theta, term)));
        double[] weights = eigen.vector(rank - 1);
        return new Direction(term, times(l, weights), weights, Math.sqrt(Math.max(0, eigen.value(rank - 1))));
    }

    /** Returns which effects go against the others in the widest directions of a term, at most {@link #WIDEST} of them. */
    List<boolean[]> signs(double[] theta, Term term) {
        double[][] l = inUnits(theta, term);
        SymmetricEigen eigen = SymmetricEigen.of(gram(l));
        List<boolean[]> signs = new ArrayList<>();
        for (int e = 0; e < Math.min(WIDEST, rank(l)); e++) {
            double[] direction = times(l, eigen.vector(e));
            boolean[] negative = new boolean[direction.length];
            for (int r = 0; r < negative.length; r++) {
                negative[r] = direction[r] < 0;
            }
            signs.add(negative);
        }
        return signs;
    }

    private static double[][] gram(double[][] l) {
        int m = l.length;
        double[][] gram = SmallMatrices.zeros(m, m);
        for (double[] row : l) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        return gram;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int r = 0; r < product.length; r++) {
            product[r] = SmallMatrices.dot(matrix[r], vector);
        }
        return product;
    }

    /** Returns whether a direction of a term at {@code theta} has turned round, or is gone, where lambda is another. */
    boolean isCrossed(Direction direction, double[][] lambda) {
        double[] then = times(lambda, direction.weights());
        double along = 0;
        for (int r = 0; r < then.length; r++) {
            double u =
                    units.ofColumn(direction.term().factor(), direction.term().from() + r);
            along += then[r] * direction.vector()[r] / (u * u);
        }
        return along <= 0;
    }

    /** Returns a lambda without a combination of its columns. */
    static double[][] without(double[][] lambda, double[] weights) {
        double[][] left = new double[lambda.length][];
        double[] gone = times(lambda, weights);
        for (int r = 0; r < left.length; r++) {
            left[r] = Descent.plus(lambda[r], weights, -gone[r]);
        }
        return left;
    }

    /** Returns theta without a direction that it has. */
    static double[] without(double[] theta, Direction direction) {
        double[][] lambda = direction.term().lambda(theta);
        return direction.term().with(theta, packed(without(lambda, direction.weights()), lambda));
    }

    /** Returns directions, one unit of standard deviation long, that span what has no variance in a term. */
    List<Direction> missing(double[] theta, Term term) {
        double[][] l = inUnits(theta, term);
        int m = l.length;
        double[][] columns = SmallMatrices.zeros(m, m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                columns[c][r] = l[r][c];
            }
        }
        List<double[]> basis = new ArrayList<>();
        for (double[] column : columns) {
            Coordinates.addOrthogonal(column, basis);
        }
        int rank = basis.size();
        while (basis.size() < m) {
            Coordinates.addOrthogonal(furthestAxis(basis, m), basis);
        }
        List<Direction> missing = new ArrayList<>();
        for (double[] v : basis.subList(rank, basis.size())) {
            missing.add(new Direction(term, raw(v, term), new double[0], 1));
        }
        return missing;
    }

    /** Returns the axis of which most is new to a basis. */
    private static double[] furthestAxis(List<double[]> basis, int m) {
        double[] furthest = new double[m];
        double most = -1;
        for (int r = 0; r < m; r++) {
            double[] axis = new double[m];
            axis[r] = 1;
            double[] rest = Coordinates.without(axis, basis);
            double left = SmallMatrices.dot(rest, rest);
            furthest = left > most ? axis : furthest;
            most = Math.max(most, left);
        }
        return furthest;
    }

    private double[] raw(double[] inUnits, Term term) {
        double[] raw = inUnits.clone();
        for (int r = 0; r < raw.length; r++) {
            raw[r] *= units.ofColumn(term.factor(), term.from() + r);
        }
        return raw;
    }

    /** Returns theta with {@code size} times a direction that had no variance as one more column of its term's lambda. */
    static double[] with(double[] theta, Direction direction, double size) {
        double[][] lambda = direction.term().lambda(theta);
        int rank = rank(lambda);
        double[] vector = direction.vector();
        for (int r = 0; r < vector.length; r++) {
            lambda[r][rank] = size * vector[r];
        }
        return direction.term().with(theta, packed(lambda, lambda));
    }

    /** Returns the lower triangle T with TT' = MM' whose first columns, as many as M has rank, are not zero; {@code before} is what M was made of. */
    static double[][] packed(double[][] rows, double[][] before) {
        int m = rows.length;
        double[][] t = SmallMatrices.zeros(m, m);
        List<double[]> basis = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            double[] rest = project(rows[j], basis, t[j]);
            double left = Math.sqrt(SmallMatrices.dot(rest, rest));
            if (left > ROUNDING * Math.sqrt(SmallMatrices.dot(before[j], before[j]))) {
                t[j][basis.size()] = left;
                basis.add(Descent.plus(new double[m], rest, 1 / left));
            }
        }
        return t;
    }

    /** Adds the components of a row along a basis to {@code along}; returns the rest. */
    private static double[] project(double[] row, List<double[]> basis, double[] along) {
        double[] rest = row;
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < basis.size(); k++) {
                double part = SmallMatrices.dot(rest, basis.get(k));
                along[k] += part;
                rest = Descent.plus(rest, basis.get(k), -part);
            }
        }
        return rest;
    }

    /** Returns the lower triangle T with TT' = MM', a column of which is zero where its row depends on earlier ones. */
    static double[][] triangle(double[][] rows) {
        double[][] packed = packed(rows, rows);
        double[][] t = SmallMatrices.zeros(packed.length, packed.length);
        int rank = 0;
        for (int j = 0; j < t.length; j++) {
            if (packed[j][rank] != 0) {
                for (int r = j; r < t.length; r++) {
                    t[r][j] = packed[r][rank];
                }
                rank++;
            }
            if (rank == t.length) {
                break;
            }
        }
        return t;
    }
}
