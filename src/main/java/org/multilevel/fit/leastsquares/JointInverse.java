package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Any block of V = (Z'WZ + I)^-1, also between levels that never occur together, where {@link InverseBlocks} has those that do.
 *
 * <p>With L the factor of Z'WZ + I and e_i the columns of a level, V_ij = (L^-1 e_i)'(L^-1 e_j). L^-1 e_i is zero outside the path from i
 * through the sparse levels that are eliminated after it, and in the dense rest, of which the inverse S^-1 is kept whole: with T_i
 * what the path leaves to the rest, the rest adds T_i'S^-1 T_j. A level of the first factor has a path of one and leaves to the rest
 * only its own neighbours. Not safe for use by several threads.
 */
public final class JointInverse {
    private final Plan plan;
    private final BlockedWorkspace workspace;
    private final double[][] restInverse;
    private final int[] lastLevel;
    private final Solution[] last;

    /**
     * Factors.
     *
     * @param products without fixed columns, as {@link CrossProducts#ofRandom} makes them
     */
    public JointInverse(CrossProducts products, Workers workers) {
        plan = new Plan(products, workers);
        workspace = new BlockedWorkspace(plan, products.p);
        double[][] identities =
                Arrays.stream(products.widths).mapToObj(SmallMatrices::identity).toArray(double[][]::new);
        Factor factor = new BlockedFactor(new Omega(products, plan), plan, identities, workspace, workers);
        if (!factor.isPositiveDefinite()) {
            throw new IllegalArgumentException("Z'WZ + I is not positive definite");
        }
        restInverse = workspace.inverse();
        for (int r = 0; r < plan.denseOrder; r++) {
            System.arraycopy(workspace.rest[r], 0, restInverse[r], 0, r + 1);
        }
        DenseCholesky.invert(restInverse, plan.denseOrder, workers);
        lastLevel = new int[products.widths.length];
        Arrays.fill(lastLevel, -1);
        last = new Solution[products.widths.length];
    }

    /**
     * The columns of L^-1 e_i: per sparse level of the path a block of its width x q, and T_i.
     *
     * @param path ascending
     * @param blocks one for each node of the path
     * @param places rows of the dense rest in which T_i is not zero, ascending
     * @param rest T_i, as many rows as places, q columns
     */
    private record Solution(int q, int[] path, double[][] blocks, int[] places, double[] rest) {}

    /** Returns V between a level of one factor and a level of another, q_f x q_g row-major. */
    public double[] block(int f, int levelOfF, int g, int levelOfG) {
        Solution first = solution(f, levelOfF);
        Solution second = solution(g, levelOfG);
        double[] block = new double[first.q * second.q];
        for (int k = 0; k < first.path.length; k++) {
            int other = Arrays.binarySearch(second.path, first.path[k]);
            if (other >= 0) {
                SmallMatrices.addTransposedProduct(
                        first.blocks[k], second.blocks[other], first.q, plan.width[first.path[k]], second.q, block);
            }
        }
        for (int a = 0; a < first.places.length; a++) {
            for (int b = 0; b < second.places.length; b++) {
                int row = Math.max(first.places[a], second.places[b]);
                int column = Math.min(first.places[a], second.places[b]);
                double inverse = restInverse[row][column];
                for (int i = 0; i < first.q; i++) {
                    for (int j = 0; j < second.q; j++) {
                        block[i * second.q + j] +=
                                first.rest[a * first.q + i] * inverse * second.rest[b * second.q + j];
                    }
                }
            }
        }
        return block;
    }

    /** Rows of a table often have the group of the row before. */
    private Solution solution(int f, int level) {
        if (lastLevel[f] != level) {
            last[f] = solve(plan.node[f][level]);
            lastLevel[f] = level;
        }
        return last[f];
    }

    private Solution solve(int node) {
        int q = plan.width[node];
        if (node >= plan.sparse) {
            int[] places = new int[q];
            Arrays.setAll(places, k -> plan.denseRow[node] + k);
            return new Solution(q, new int[0], new double[0][], places, SmallMatrices.identity(q));
        }
        int[] path = path(node);
        int[] lastPlaces = plan.densePlaces[path[path.length - 1]];
        // The last one is that of the response.
        int[] places = Arrays.copyOf(lastPlaces, lastPlaces.length - 1);
        double[] rest = new double[places.length * q];
        double[][] blocks = new double[path.length][];
        Arrays.setAll(blocks, k -> k == 0 ? SmallMatrices.identity(q) : new double[plan.width[path[k]] * q]);
        for (int k = 0; k < path.length; k++) {
            SmallMatrices.solveLower(workspace.diagonal[path[k]], 0, plan.width[path[k]], blocks[k], 0, q);
            subtract(path, k, q, blocks, places, rest);
        }
        return new Solution(q, path, blocks, places, rest);
    }

    /** Returns the sparse levels that a level's elimination reaches: each is followed by the first of its later neighbours. */
    private int[] path(int node) {
        return IntStream.iterate(node, next -> next >= 0, next -> {
                    int[] structure = plan.structure[next];
                    return structure.length > 0 && structure[0] < plan.sparse ? structure[0] : -1;
                })
                .toArray();
    }

    /** Takes what solved block k of the path leaves off the blocks of its later neighbours, which are on the path, and off the rest. */
    private void subtract(int[] path, int k, int q, double[][] blocks, int[] places, double[] rest) {
        int on = path[k];
        double[] row = workspace.rows[on];
        int stride = plan.rowWidth[on];
        int column = 0;
        for (int neighbour : plan.structure[on]) {
            if (neighbour >= plan.sparse) {
                break;
            }
            double[] later = blocks[Arrays.binarySearch(path, neighbour)];
            subtract(row, stride, column, plan.width[neighbour], blocks[k], q, later, 0);
            column += plan.width[neighbour];
        }
        for (int place = 0; place < plan.densePlaces[on].length - 1; place++) {
            int at = Arrays.binarySearch(places, plan.densePlaces[on][place]);
            subtract(row, stride, column + place, 1, blocks[k], q, rest, at * q);
        }
    }

    /** Subtracts R'y from {@code from}, R being {@code width} columns of the row. */
    private static void subtract(
            double[] row, int stride, int column, int width, double[] solved, int q, double[] from, int at) {
        for (int k = 0; k < solved.length / q; k++) {
            for (int x = 0; x < width; x++) {
                double r = row[k * stride + column + x];
                for (int j = 0; j < q; j++) {
                    from[at + x * q + j] -= r * solved[k * q + j];
                }
            }
        }
    }
}
