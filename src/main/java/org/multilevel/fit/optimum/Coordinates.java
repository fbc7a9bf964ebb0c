package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * The coordinates in which the search steps from a point, all in {@link Units}.
 *
 * <p>For a term whose structure is the same in any basis they are the elements of a square root of its covariance, lambda or lambda Q with any
 * orthogonal Q: so no effect comes first, and where the first hardly varies the way is not bent. A turn Q changes nothing, so steps are
 * kept orthogonal to {@link #turns}; where the criterion's second derivatives are not known the triangle itself is stepped in instead. For
 * other terms the coordinates are their parameters.
 */
final class Coordinates {
    private static final double KEPT = 0.1;

    private final ThetaLayout layout;
    private final List<Coordinate> all = new ArrayList<>();

    /** An element of the square root of a term, or parameter {@code row} of theta where {@code column} is -1. */
    private record Coordinate(Term term, int row, int column, double unit) {
        boolean isElement() {
            return column >= 0;
        }
    }

    /** @param whole whether square roots may be any, which wants second derivatives; otherwise they are triangles */
    Coordinates(ThetaLayout layout, Units units, boolean whole) {
        this.layout = layout;
        for (Term term : layout.terms()) {
            int m = term.columns();
            if (term.covariance().isBasisFree()) {
                for (int i = 0; i < m * m; i++) {
                    if (whole || i / m >= i % m) {
                        double unit = units.ofColumn(term.factor(), term.from() + i / m);
                        all.add(new Coordinate(term, i / m, i % m, unit));
                    }
                }
            } else {
                int at = term.place().at();
                for (int k = at; k < at + term.covariance().size(); k++) {
                    all.add(new Coordinate(term, k, -1, units.of(k)));
                }
            }
        }
    }

    int size() {
        return all.size();
    }

    /** Returns which coordinates may move: those of columns of lambda that are not zero; all of them or those in the triangle. */
    boolean[] free(double[] theta, boolean whole) {
        boolean[] held = new boolean[theta.length];
        boolean[] free = new boolean[all.size()];
        for (Term term : layout.terms()) {
            term.covariance().hold(term.place(), theta, held);
        }
        double[][] lambda = {};
        int last = -1;
        for (int i = 0; i < free.length; i++) {
            Coordinate c = all.get(i);
            if (c.term().number() != last) {
                lambda = c.term().lambda(theta);
                last = c.term().number();
            }
            free[i] = c.isElement() ? (whole || c.row() >= c.column()) && !isZero(lambda, c.column()) : held[c.row()];
        }
        return free;
    }

    private static boolean isZero(double[][] lambda, int column) {
        for (double[] row : lambda) {
            if (row[column] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns how large the effects are, in units, that each coordinate scales. */
    double[] deviations(double[] theta) {
        double[][] lambda = layout.lambda(theta);
        double[] deviations = new double[all.size()];
        for (int i = 0; i < deviations.length; i++) {
            Coordinate c = all.get(i);
            Term term = c.term();
            if (c.isElement()) {
                int at = (term.from() + c.row()) * layout.width(term.factor()) + term.from();
                double sum = 0;
                for (int k = at; k < at + term.columns(); k++) {
                    sum += lambda[term.factor()][k] * lambda[term.factor()][k];
                }
                deviations[i] = Math.sqrt(sum) / c.unit();
            } else {
                int own = c.row() - term.place().at();
                deviations[i] = term.covariance().deviation(term.place(), theta, own) / c.unit();
            }
        }
        return deviations;
    }

    double[] gradient(Point point) {
        double[] gradient = new double[all.size()];
        for (int i = 0; i < gradient.length; i++) {
            Coordinate c = all.get(i);
            int from = c.term().from();
            int f = c.term().factor();
            double value = c.isElement()
                    ? 2 * point.half()[f][(from + c.row()) * layout.width(f) + from + c.column()]
                    : point.gradient()[c.row()];
            gradient[i] = c.unit() * value;
        }
        return gradient;
    }

    /** Returns for each coordinate which elements of its factor's lambda change with it, and how fast. */
    Elements[] elements(double[] theta) {
        Elements[] elements = new Elements[all.size()];
        for (int i = 0; i < elements.length; i++) {
            Coordinate c = all.get(i);
            Term term = c.term();
            int q = layout.width(term.factor());
            if (c.isElement()) {
                int at = (term.from() + c.row()) * q + term.from() + c.column();
                elements[i] = new Elements(new int[] {at}, new double[] {c.unit()});
            } else {
                double[] d = new double[q * q];
                term.covariance()
                        .derivative(term.place(), theta, c.row() - term.place().at(), d);
                int[] at = IntStream.range(0, d.length).filter(e -> d[e] != 0).toArray();
                elements[i] = new Elements(
                        at, Arrays.stream(at).mapToDouble(e -> c.unit() * d[e]).toArray());
            }
        }
        return elements;
    }

    /**
     * How lambda of a factor changes with a coordinate.
     *
     * @param at the elements that do, row-major
     * @param speed their derivatives
     */
    @SuppressWarnings("ArrayRecordComponent") // made and used up within one sum
    record Elements(int[] at, double[] speed) {}

    /** Returns the factor of a coordinate. */
    int factor(int i) {
        return all.get(i).term().factor();
    }

    /** Returns the Hessian at a point whose derivatives in the covariances are known: second(D_i, D_j) + tr(S D_ij). */
    double[] hessian(Point point) {
        int n = all.size();
        Elements[] elements = elements(point.theta());
        double[][] lambda = layout.lambda(point.theta());
        double[] hessian = new double[n * n];
        for (int f = 0; f < layout.factors(); f++) {
            double[] second = point.derivatives().get(f).inElements(lambda[f]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n && factor(i) == f; j++) {
                    hessian[i * n + j] =
                            factor(j) == f ? pulled(second, lambda[f].length, elements[i], elements[j]) : 0;
                }
            }
        }
        double[][] first = new double[layout.factors()][];
        Arrays.setAll(first, f -> point.derivatives().get(f).first());
        addCurvature(first, point.theta(), hessian);
        return hessian;
    }

    private static double pulled(double[] second, int square, Elements a, Elements b) {
        double sum = 0;
        for (int i = 0; i < a.at().length; i++) {
            for (int j = 0; j < b.at().length; j++) {
                sum += a.speed()[i] * b.speed()[j] * second[a.at()[i] * square + b.at()[j]];
            }
        }
        return sum;
    }

    /** Returns for each coordinate the derivative of its factor's lambda lambda', q x q. */
    private double[][] changes(double[] theta) {
        Elements[] elements = elements(theta);
        double[][] lambda = layout.lambda(theta);
        double[][] changes = new double[all.size()][];
        for (int i = 0; i < changes.length; i++) {
            int q = layout.width(factor(i));
            double[] d = new double[q * q];
            for (int e = 0; e < elements[i].at().length; e++) {
                d[elements[i].at()[e]] = elements[i].speed()[e];
            }
            changes[i] = SmallMatrices.changeOfSquare(d, lambda[factor(i)], q);
        }
        return changes;
    }

    /** Returns the average information at a point that knows it. */
    double[] informed(Point point) {
        int n = all.size();
        double[][] changes = changes(point.theta());
        double[] hessian = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                hessian[i * n + j] = point.information().along(factor(i), changes[i], factor(j), changes[j]);
            }
        }
        return hessian;
    }

    /** Adds tr(S D_ij), what S gives the Hessian because lambda lambda' is not linear in the coordinates. */
    void addCurvature(double[][] s, double[] theta, double[] hessian) {
        int n = all.size();
        double[] ofParameters = new double[theta.length * theta.length];
        for (Term term : layout.terms()) {
            if (!term.covariance().isBasisFree()) {
                term.covariance().addCurvature(term.place(), s[term.factor()], theta, ofParameters);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Coordinate a = all.get(i);
                Coordinate b = all.get(j);
                double value = 0;
                if (!a.isElement() && !b.isElement()) {
                    value = ofParameters[a.row() * theta.length + b.row()];
                } else if (a.term().number() == b.term().number() && a.column() == b.column()) {
                    int q = layout.width(a.term().factor());
                    int from = a.term().from();
                    value = 2 * s[a.term().factor()][(from + a.row()) * q + from + b.row()];
                }
                hessian[i * n + j] += a.unit() * b.unit() * value;
            }
        }
    }

    /** Returns steps that change no covariance, orthonormal: each turns two columns of a term's lambda into one another. */
    List<double[]> turns(double[] theta) {
        List<double[]> turns = new ArrayList<>();
        for (Term term : layout.terms()) {
            if (term.covariance().isBasisFree()) {
                double[][] lambda = term.lambda(theta);
                for (int c = 0; c < lambda.length; c++) {
                    for (int d = 0; d < c; d++) {
                        if (!isZero(lambda, c) && !isZero(lambda, d)) {
                            addOrthogonal(turn(term, lambda, c, d), turns);
                        }
                    }
                }
            }
        }
        return turns;
    }

    private double[] turn(Term term, double[][] lambda, int c, int d) {
        double[] turn = new double[all.size()];
        for (int i = 0; i < turn.length; i++) {
            Coordinate at = all.get(i);
            if (at.term().number() == term.number() && (at.column() == c || at.column() == d)) {
                turn[i] = (at.column() == c ? lambda[at.row()][d] : -lambda[at.row()][c]) / at.unit();
            }
        }
        return turn;
    }

    /** Adds what is new in a step to orthonormal ones. */
    static void addOrthogonal(double[] step, List<double[]> others) {
        double length = Math.sqrt(SmallMatrices.dot(step, step));
        double[] rest = without(without(step, others), others);
        double left = Math.sqrt(SmallMatrices.dot(rest, rest));
        if (left > 1e-10 * length) {
            others.add(Descent.plus(new double[rest.length], rest, 1 / left));
        }
    }

    /** Returns a step without its components along orthonormal ones. */
    static double[] without(double[] step, List<double[]> others) {
        double[] rest = step.clone();
        for (double[] other : others) {
            double part = SmallMatrices.dot(rest, other);
            for (int i = 0; i < rest.length && part != 0; i++) {
                rest[i] += -part * other[i];
            }
        }
        return rest;
    }

    /** Returns the steps that change how the effects of a term depend on one combination of lambda's columns, orthonormal. */
    List<double[]> along(Term term, double[] weights) {
        List<double[]> steps = new ArrayList<>();
        for (int r = 0; r < weights.length; r++) {
            double[] step = new double[all.size()];
            for (int i = 0; i < step.length; i++) {
                Coordinate c = all.get(i);
                step[i] = c.term().number() == term.number() && c.row() == r ? weights[c.column()] : 0;
            }
            steps.add(step);
        }
        return steps;
    }

    /** Returns the step that adds {@code vector} weights' to lambda of a term. */
    double[] step(Term term, double[] vector, double[] weights) {
        double[] step = new double[all.size()];
        for (int i = 0; i < step.length; i++) {
            Coordinate c = all.get(i);
            step[i] = c.term().number() == term.number() ? vector[c.row()] * weights[c.column()] / c.unit() : 0;
        }
        return step;
    }

    /** Returns lambda of a term after a step in its elements. */
    double[][] lambdaAfter(double[] theta, double[] step, Term term) {
        double[][] lambda = term.lambda(theta);
        for (int i = 0; i < step.length; i++) {
            Coordinate c = all.get(i);
            if (c.term().number() == term.number()) {
                lambda[c.row()][c.column()] += c.unit() * step[i];
            }
        }
        return lambda;
    }

    /** Returns theta after a step, without some combinations of the columns that lambda of their terms has then. */
    double[] moved(double[] theta, double[] step, boolean whole, List<Direction> without) {
        double[] moved = theta.clone();
        int i = 0;
        for (Term term : layout.terms()) {
            if (term.covariance().isBasisFree()) {
                double[][] lambda = term.lambda(theta);
                for (; i < all.size() && all.get(i).term().number() == term.number(); i++) {
                    Coordinate c = all.get(i);
                    lambda[c.row()][c.column()] += c.unit() * step[i];
                }
                moved = term.with(moved, reduced(lambda, term, whole, without));
            } else {
                for (int k = 0; k < term.covariance().size(); k++, i++) {
                    int at = all.get(i).row();
                    moved[at] += all.get(i).unit() * step[i];
                    moved[at] = Math.abs(moved[at]) < 1e-15 * Math.abs(theta[at]) ? 0 : moved[at];
                }
            }
        }
        return moved;
    }

    /**
     * Returns theta after a step in which the variances of terms of one column change as they begin to: by twice the deviation times its
     * step. Where such terms nearly repeat each other the criterion hardly changes along a line of their variances, which bends as one of
     * their deviations. None loses more than all but {@link #KEPT} of its deviation.
     */
    double[] movedInVariance(double[] theta, double[] step, boolean whole) {
        double[] moved = moved(theta, step, whole, List.of());
        for (int i = 0; i < step.length; i++) {
            Coordinate c = all.get(i);
            if (c.isElement() && c.term().columns() == 1) {
                double size = Math.abs(c.term().lambda(theta)[0][0]);
                double sign = c.term().lambda(theta)[0][0] < 0 ? -1 : 1;
                double variance = size * size + 2 * size * sign * c.unit() * step[i];
                double next = Math.sqrt(Math.max(variance, KEPT * KEPT * size * size));
                moved = c.term().with(moved, new double[][] {{sign * next}});
            }
        }
        return moved;
    }

    /** Says whether more than one term has one column, and variance. */
    boolean haveSeveralVariances(double[] theta) {
        return all.stream()
                        .filter(c -> c.isElement()
                                && c.term().columns() == 1
                                && c.term().lambda(theta)[0][0] != 0)
                        .count()
                > 1;
    }

    /** Returns the step from one theta to another whose elements are all in the triangle. */
    double[] between(double[] theta, double[] other) {
        double[] step = new double[all.size()];
        for (int i = 0; i < step.length; i++) {
            Coordinate c = all.get(i);
            step[i] = c.isElement()
                    ? (c.term().lambda(other)[c.row()][c.column()] - c.term().lambda(theta)[c.row()][c.column()])
                            / c.unit()
                    : (other[c.row()] - theta[c.row()]) / c.unit();
        }
        return step;
    }

    private static double[][] reduced(double[][] lambda, Term term, boolean whole, List<Direction> without) {
        double[][] left = lambda;
        for (Direction direction : without) {
            if (direction.term().equals(term)) {
                left = RankDrop.without(left, direction.weights());
            }
        }
        return whole || left != lambda ? RankDrop.packed(left, lambda) : lambda;
    }
}
