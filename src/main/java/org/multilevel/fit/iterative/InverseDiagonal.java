package org.multilevel.fit.iterative;

/**
 * The diagonal of A^-1 of every factor, estimated by probes, and from it the traces that the gradient needs.
 *
 * <p>With S the scaled system, whose diagonal is one, that of its inverse is one more than that of S^-1 - 2 I + S, which is small of second
 * order. Only that is estimated, and of that only what lies beside the directions that are known exactly.
 */
final class InverseDiagonal {
    private final ReducedSystem system;
    private final Probes probes;
    /** Of each node the part of its diagonal element that is certain, and of each probe one. */
    private final double[] certain;

    private final double[] firstCertain;
    /** The mean over probes. */
    private final double[] estimated;

    private final double[] firstEstimated;
    /** Per probe and factor its part of the trace, signs x factors. */
    private final double[][] parts;

    /** @param solution of Q and of W - Q Q'W, n x (directions + signs) */
    InverseDiagonal(ReducedSystem system, Probes probes, double[] solution) {
        this.system = system;
        this.probes = probes;
        int n = system.effects.nodes();
        certain = new double[n];
        estimated = new double[n];
        firstCertain = new double[system.effects.firstLevels()];
        firstEstimated = new double[firstCertain.length];
        parts = new double[probes.signs][system.gamma.length];
        double[] right = right();
        double[] change = minus(solution, right);
        addFirst(change);
        addRest(secondOrder(change, right));
    }

    private int width() {
        return probes.directions + probes.signs;
    }

    /** Returns [Q, W - Q Q'W]. */
    private double[] right() {
        double[] right = new double[system.effects.nodes() * width()];
        system.rest.put(probes.basis, probes.directions, right, width(), 0);
        system.rest.put(probes.beside, probes.signs, right, width(), probes.directions);
        return right;
    }

    private double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        system.rest.each((from, to) -> {
            for (int c = from * width(); c < to * width(); c++) {
                difference[c] = a[c] - b[c];
            }
        });
        return difference;
    }

    /** Returns (S^-1 - 2 I + S) V from (S^-1 - I) V and V. */
    private double[] secondOrder(double[] change, double[] right) {
        double[] second = new double[change.length];
        system.times(right, width(), second);
        system.rest.each((from, to) -> {
            for (int c = from * width(); c < to * width(); c++) {
                second[c] += change[c] - right[c];
            }
        });
        return second;
    }

    private void addRest(double[] second) {
        int k = probes.directions;
        int m = probes.signs;
        int factors = system.gamma.length;
        double[] sums = system.rest.sum(m * factors, (from, to, part) -> {
            for (int i = from; i < to; i++) {
                int at = i * (k + m);
                double known = 1;
                for (int c = 0; c < k; c++) {
                    known += second[at + c] * probes.basis[i * k + c];
                }
                certain[i] = known / system.pivot[i];
                double sum = 0;
                for (int c = 0; c < m; c++) {
                    double one = second[at + k + c] * probes.sign[i * m + c] / system.pivot[i];
                    part[c * factors + system.effects.factor[i]] += one;
                    sum += one;
                }
                estimated[i] = sum / m;
            }
        });
        for (int c = 0; c < m; c++) {
            for (int f = 0; f < factors; f++) {
                parts[c][f] += sums[c * factors + f];
            }
        }
    }

    private void addFirst(double[] change) {
        int k = probes.directions;
        int m = probes.signs;
        double[] both = new double[change.length];
        system.rest.put(probes.basis, k, both, k + m, 0);
        system.rest.put(probes.sign, m, both, k + m, k);
        double[] metChange = system.toFirst(change, k + m);
        double[] met = system.toFirst(both, k + m);
        SparseRows toRest = system.effects.firstByRest;
        double[] sums = system.first.sum(m, (from, to, part) -> {
            for (int u = from; u < to; u++) {
                double square = 0;
                for (int e = toRest.start[u]; e < toRest.start[u + 1]; e++) {
                    double a = toRest.value[e] * system.t[toRest.column[e]];
                    square += a * a;
                }
                int at = u * (k + m);
                for (int c = 0; c < k; c++) {
                    square += metChange[at + c] * met[at + c];
                }
                double scale = system.phi[u] / system.corner[u];
                firstCertain[u] = 1 / system.corner[u] + scale * square;
                double sum = 0;
                for (int c = k; c < k + m; c++) {
                    double one = scale * metChange[at + c] * met[at + c];
                    part[c - k] += one;
                    sum += one;
                }
                firstEstimated[u] = sum / m;
            }
        });
        for (int c = 0; c < m; c++) {
            parts[c][system.effects.first] += sums[c];
        }
    }

    /** Returns the sum over levels of 1 - (A^-1)_jj of each factor. */
    double[] complements() {
        int factors = system.gamma.length;
        double[] complements = system.rest.sum(factors, (from, to, sums) -> {
            for (int i = from; i < to; i++) {
                sums[system.effects.factor[i]] += 1 - certain[i] - estimated[i];
            }
        });
        complements[system.effects.first] = system.first
                .sum(1, (from, to, sums) -> {
                    for (int u = from; u < to; u++) {
                        sums[0] += 1 - firstCertain[u] - firstEstimated[u];
                    }
                })[0];
        return complements;
    }

    /** Returns the covariance of the estimates of {@link #complements}, factors x factors. */
    double[][] noise() {
        return Noise.ofMean(parts);
    }

    /** Returns (A^-1)_jj of the levels of a factor, within the bounds that 1 and 1 / A_jj are. */
    double[] of(int f) {
        CrossedEffects effects = system.effects;
        double[] diagonal = new double[effects.products.levels[f]];
        for (int l = 0; l < diagonal.length; l++) {
            boolean isFirst = f == effects.first;
            int at = isFirst ? l : effects.node[f][l];
            double value = isFirst ? firstCertain[at] + firstEstimated[at] : certain[at] + estimated[at];
            double least = 1 / (1 + system.gamma[f] * effects.products.zz[f][l]);
            diagonal[l] = Math.min(1, Math.max(least, value));
        }
        return diagonal;
    }
}
