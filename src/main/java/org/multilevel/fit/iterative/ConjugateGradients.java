package org.multilevel.fit.iterative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Conjugate gradients for several right-hand sides at a time (Hestenes and Stiefel 1952), each with a course of its own; those that have
 * arrived leave the block.
 *
 * <p>The numbers of a course that starts at zero are those of Lanczos' method, from which {@link Course#quadrature} follows.
 */
final class ConjugateGradients {
    /** Iterations after which a right-hand side counts as not solved. */
    private static final int MOST = 2_000;

    private final ReducedSystem system;
    private final Blocks blocks;
    private final int n;

    ConjugateGradients(ReducedSystem system) {
        this.system = system;
        this.blocks = system.rest;
        this.n = blocks.length();
    }

    /**
     * What was found.
     *
     * @param x solutions, n x m
     * @param courses one per right-hand side
     * @param iterations of the longest course
     */
    record Solution(double[] x, List<Course> courses, int iterations) {
        /** Returns the largest residual relative to its right-hand side. */
        double residual() {
            return courses.stream().mapToDouble(Course::residual).max().orElse(0);
        }
    }

    /**
     * Solves for m right-hand sides.
     *
     * @param right n x m
     * @param start where to begin, n x m; zeros for those whose quadrature is asked for
     * @param tolerance per right-hand side the residual to be reached, relative to it
     */
    Solution solve(double[] right, double[] start, int m, double[] tolerance) {
        double[] x = start.clone();
        double[] r = right.clone();
        if (Arrays.stream(start).anyMatch(v -> v != 0)) {
            double[] product = new double[r.length];
            system.times(x, m, product);
            blocks.each((from, to) -> {
                for (int c = from * m; c < to * m; c++) {
                    r[c] -= product[c];
                }
            });
        }
        double[] norms = blocks.products(right, right, m);
        double[] rr = blocks.products(r, r, m);
        List<Course> courses = new ArrayList<>();
        for (int c = 0; c < m; c++) {
            courses.add(new Course(norms[c], rr[c], tolerance[c]));
        }
        int iterations = run(new State(x, r, r.clone(), rr, allOf(m)), courses, x, m);
        return new Solution(x, courses, iterations);
    }

    private static int[] allOf(int m) {
        return IntStream.range(0, m).toArray();
    }

    /** The vectors that are under way: the columns {@code ids} of the block. */
    private record State(double[] x, double[] r, double[] p, double[] rr, int[] ids) {}

    private int run(State begin, List<Course> courses, double[] x, int m) {
        State state = begin;
        int iterations = 0;
        while (true) {
            state = packed(state, courses, x, m);
            if (state.ids.length == 0 || iterations == MOST) {
                put(state, x, m);
                return iterations;
            }
            step(state, courses);
            iterations++;
        }
    }

    /** Takes those that have arrived out of the block, where they are a good part of it. */
    private State packed(State state, List<Course> courses, double[] x, int m) {
        int width = state.ids.length;
        int[] left = IntStream.range(0, width)
                .filter(c -> !courses.get(state.ids[c]).hasArrived())
                .toArray();
        if (left.length > 0.8 * width) {
            return state;
        }
        put(state, x, m);
        int k = left.length;
        double[][] kept = new double[3][n * k];
        double[][] old = {state.x, state.r, state.p};
        blocks.each((from, to) -> {
            for (int b = 0; b < 3; b++) {
                for (int i = from; i < to; i++) {
                    for (int c = 0; c < k; c++) {
                        kept[b][i * k + c] = old[b][i * width + left[c]];
                    }
                }
            }
        });
        return new State(
                kept[0],
                kept[1],
                kept[2],
                Arrays.stream(left).mapToDouble(c -> state.rr[c]).toArray(),
                Arrays.stream(left).map(c -> state.ids[c]).toArray());
    }

    private void put(State state, double[] x, int m) {
        int width = state.ids.length;
        if (state.x != x) {
            blocks.each((from, to) -> {
                for (int i = from; i < to; i++) {
                    for (int c = 0; c < width; c++) {
                        x[i * m + state.ids[c]] = state.x[i * width + c];
                    }
                }
            });
        }
    }

    private void step(State state, List<Course> courses) {
        int width = state.ids.length;
        double[] product = new double[n * width];
        system.times(state.p, width, product);
        double[] curvature = blocks.products(state.p, product, width);
        double[] alpha = new double[width];
        for (int c = 0; c < width; c++) {
            boolean moves = !courses.get(state.ids[c]).hasArrived() && curvature[c] > 0;
            alpha[c] = moves ? state.rr[c] / curvature[c] : 0;
        }
        double[] rest = blocks.sum(width, (from, to, sums) -> {
            for (int at = from * width; at < to * width; at += width) {
                for (int c = 0; c < width; c++) {
                    state.x[at + c] += alpha[c] * state.p[at + c];
                    double r = state.r[at + c] - alpha[c] * product[at + c];
                    state.r[at + c] = r;
                    sums[c] += r * r;
                }
            }
        });
        double[] beta = new double[width];
        for (int c = 0; c < width; c++) {
            Course course = courses.get(state.ids[c]);
            beta[c] = state.rr[c] > 0 ? rest[c] / state.rr[c] : 0;
            if (!course.hasArrived()) {
                course.add(alpha[c], beta[c], rest[c]);
            }
            state.rr[c] = rest[c];
        }
        blocks.each((from, to) -> {
            for (int at = from * width; at < to * width; at += width) {
                for (int c = 0; c < width; c++) {
                    state.p[at + c] = state.r[at + c] + beta[c] * state.p[at + c];
                }
            }
        });
    }
}
