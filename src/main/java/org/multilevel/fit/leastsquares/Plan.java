package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.error.ModelException;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * In which order the levels of several grouping factors are eliminated, and what fills in: the symbolic part of the blocked
 * Cholesky factorisation.
 *
 * <p>A node is one level of one factor. Factors come by decreasing number of levels, so the largest has a block-diagonal
 * corner of its own; nested factors then give no fill-in. The first {@link #sparse} nodes keep lists of their later neighbours;
 * from there on the rest is so full that it is one dense matrix.
 */
final class Plan {
    /** From where on the remaining lower triangle is at least this full it is kept dense. */
    private static final double DENSE_FROM = 0.3;
    /** By how much the work on the dense rest must grow before nodes between it and the first factor are kept sparse. */
    private static final double WORTH_BETWEEN = 1.1;
    /** Nodes whose sums are formed together, in a fixed order. */
    private static final int CHUNK = 256;
    /** A rest of this order or less is dense unless its nodes are nested in each other. */
    private static final int SMALL = 64;
    /** No more later neighbours than these has a node that is nested in those of later factors. */
    private static final int NESTED = 2;

    final int nodes;
    /** Number of nodes that are eliminated one by one. */
    final int sparse;
    /** Factor of each node. */
    final int[] factor;
    /** Level of each node. */
    final int[] level;
    /** Node of level l of factor f at [f][l]. */
    final int[][] node;
    /** Columns of Z of each node. */
    final int[] width;
    /** Neighbours in Z'WZ that come later: node i owns entries {@code edgeStart[i]} to {@code edgeStart[i + 1] - 1}, ascending. */
    final int[] edgeStart;

    final int[] edgeNode;
    /** Where the edge's block starts in its pair's array. */
    final int[] edgeBlock;
    /** In which column of a sparse node's row the edge's block starts. */
    final int[] edgeColumn;
    /** Number of nodes of the first factor, which have no edges among themselves. */
    final int independent;
    /** Later neighbours including fill-in, of the sparse nodes; ascending. */
    final int[][] structure;
    /** Columns of the row of each sparse node: those of its structure, then [X y]. */
    final int[] rowWidth;

    private final int fixedAndResponse;
    /** Elements of the longest row of a sparse node, without [X y]. */
    final int longestRow;
    /** Columns of Z of the widest node. */
    final int widest;
    /** First row of a dense node in the dense matrix, -1 for sparse ones. */
    final int[] denseRow;
    /** Order of the dense part without fixed effects. */
    final int denseOrder;
    /** For each sparse node the rows of the dense matrix that its dense neighbours, X and y have, in the order of its own row. */
    final int[][] densePlaces;

    Plan(CrossProducts products, Workers workers) {
        int factors = products.widths.length;
        Integer[] order = IntStream.range(0, factors).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt((Integer f) -> -products.levels[f]));
        nodes = Arrays.stream(products.levels).sum();
        factor = new int[nodes];
        level = new int[nodes];
        width = new int[nodes];
        node = new int[factors][];
        int next = 0;
        for (int f : order) {
            node[f] = new int[products.levels[f]];
            for (int l = 0; l < products.levels[f]; l++) {
                factor[next] = f;
                level[next] = l;
                width[next] = products.widths[f];
                node[f][l] = next++;
            }
        }
        edgeStart = new int[nodes + 1];
        long[] edges = edges(products, workers);
        edgeNode = new int[edges.length];
        edgeBlock = new int[edges.length];
        fillEdges(products, edges);
        structure = new int[nodes][];
        fixedAndResponse = products.p + 1;
        independent = order.length == 0 ? 0 : products.levels[order[0]];
        sparse = denseFrom(eliminateSymbolically(independent, workers));
        rowWidth = new int[sparse];
        edgeColumn = new int[edges.length];
        int longest = 0;
        for (int i = 0; i < sparse; i++) {
            workers.checkCancelled();
            int columns = columns(i);
            rowWidth[i] = columns + products.p + 1;
            longest = Math.max(longest, width[i] * columns);
        }
        longestRow = longest;
        widest = Arrays.stream(products.widths).max().orElse(0);
        denseRow = new int[nodes];
        Arrays.fill(denseRow, -1);
        int row = 0;
        for (int i = sparse; i < nodes; i++) {
            denseRow[i] = row;
            row += width[i];
        }
        denseOrder = row;
        densePlaces = new int[sparse][];
        for (int i = 0; i < sparse; i++) {
            workers.checkCancelled();
            densePlaces[i] = densePlaces(i, products.p);
        }
    }

    /** Returns how many columns the structure of sparse node i has, which is where [X y] begins in its row. */
    int rowLength(int i) {
        return rowWidth[i] - fixedAndResponse;
    }

    /** Returns the multiplications of one elimination of the nodes beside so many fixed columns, roughly. */
    double work(int fixedColumns) {
        double sum = 0;
        for (int i = 0; i < sparse; i++) {
            sum += width[i] * (double) rowWidth[i] * rowWidth[i] / 2;
        }
        double rows = denseOrder + fixedColumns;
        return sum + rows * rows * rows / 6;
    }

    /** Returns the multiplications of one substitution through the factor beside so many fixed columns, roughly. */
    double elements(int fixedColumns) {
        double sum = 0;
        for (int i = 0; i < sparse; i++) {
            sum += width[i] * (double) rowWidth[i];
        }
        double rows = denseOrder + fixedColumns;
        return sum + rows * rows / 2;
    }

    /** Returns the bytes of the factor beside so many fixed columns: of what is sparse, and of the dense part with its inverse. */
    double bytes(int fixedColumns) {
        double sum = 0;
        for (int i = 0; i < sparse; i++) {
            sum += width[i] * (double) rowWidth[i];
        }
        double rows = denseOrder + fixedColumns;
        return 8 * (sum + rows * rows);
    }

    /** Returns the number of chunks of nodes that one task works through. */
    int chunks() {
        return (nodes + CHUNK - 1) / CHUNK;
    }

    /** Returns the first node of a chunk; that of the one behind the last is the number of nodes. */
    int chunkStart(int chunk) {
        return Math.min(nodes, chunk * CHUNK);
    }

    /** A few sparse nodes between the first factor and the dense rest save less than it is worth to have none. */
    private int denseFrom(int found) {
        double between = 0;
        double rest = 0;
        for (int i = independent; i < nodes; i++) {
            between += i < found ? width[i] : 0;
            rest += i < found ? 0 : width[i];
        }
        double growth = (between + rest) / rest;
        return found > independent && growth * growth * growth < WORTH_BETWEEN ? independent : found;
    }

    /** Notes where the blocks of node i stand in its row; returns how wide they are together. */
    private int columns(int i) {
        int column = 0;
        int k = edgeStart[i];
        for (int j : structure[i]) {
            if (k < edgeStart[i + 1] && edgeNode[k] == j) {
                edgeColumn[k++] = column;
            }
            column += width[j];
        }
        return column;
    }

    private int[] densePlaces(int i, int p) {
        int[] denseNeighbours =
                Arrays.stream(structure[i]).filter(j -> j >= sparse).toArray();
        int size = p + 1 + Arrays.stream(denseNeighbours).map(j -> width[j]).sum();
        int[] places = new int[size];
        int k = 0;
        for (int j : denseNeighbours) {
            for (int x = 0; x < width[j]; x++) {
                places[k++] = denseRow[j] + x;
            }
        }
        for (int x = 0; x <= p; x++) {
            places[k++] = denseOrder + x;
        }
        return places;
    }

    /** Returns all edges as (earlier node, later node) packed into longs, ascending. */
    private long[] edges(CrossProducts products, Workers workers) {
        int count = 0;
        int factors = products.widths.length;
        for (int f = 0; f < factors; f++) {
            for (int g = f + 1; g < factors; g++) {
                count += products.pair(f, g).size();
            }
        }
        long[] edges = new long[count];
        int k = 0;
        for (int f = 0; f < factors; f++) {
            for (int g = f + 1; g < factors; g++) {
                workers.checkCancelled();
                PairProducts pair = products.pair(f, g);
                for (int e = 0; e < pair.size(); e++) {
                    int a = node[f][pair.first(e)];
                    int b = node[g][pair.second(e)];
                    edges[k++] = ((long) Math.min(a, b) << 32) | Math.max(a, b);
                }
            }
        }
        Arrays.sort(edges);
        return edges;
    }

    /** Throws unless {@code other} has the levels, columns and pairs that this plan was made for. */
    void check(CrossProducts products, CrossProducts other) {
        boolean same = other.p == products.p
                && Arrays.equals(other.widths, products.widths)
                && Arrays.equals(other.levels, products.levels);
        for (int f = 0; same && f < node.length; f++) {
            for (int g = f + 1; same && g < node.length; g++) {
                same = products.pair(f, g).hasPatternOf(other.pair(f, g));
            }
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "The cross-products have another pattern than those that the plan was made for.");
        }
    }

    private void fillEdges(CrossProducts products, long[] edges) {
        for (int k = 0; k < edges.length; k++) {
            int i = (int) (edges[k] >>> 32);
            int j = (int) edges[k];
            edgeStart[i + 1]++;
            edgeNode[k] = j;
            boolean inOrder = factor[i] < factor[j];
            int a = inOrder ? i : j;
            int b = inOrder ? j : i;
            edgeBlock[k] = products.pair(factor[a], factor[b]).offset(level[a], level[b]);
        }
        for (int i = 0; i < nodes; i++) {
            edgeStart[i + 1] += edgeStart[i];
        }
    }

    /**
     * Finds the fill-in node by node until the rest is dense. The nodes of the first factor have no edges among themselves,
     * so what they make the rest look like is known before any of the rest is eliminated.
     */
    private int eliminateSymbolically(int firstFactorLevels, Workers workers) {
        int[] firstChild = new int[nodes];
        int[] nextSibling = new int[nodes];
        Arrays.fill(firstChild, -1);
        int[] mark = new int[nodes];
        Arrays.fill(mark, -1);
        int[] buffer = new int[nodes];
        long restOrder = 0;
        for (int i = firstFactorLevels; i < nodes; i++) {
            restOrder += width[i];
        }
        for (int i = 0; i < nodes; i++) {
            workers.checkCancelled();
            int size = 0;
            mark[i] = i;
            for (int k = edgeStart[i]; k < edgeStart[i + 1]; k++) {
                mark[edgeNode[k]] = i;
                buffer[size++] = edgeNode[k];
            }
            for (int child = firstChild[i]; child >= 0; child = nextSibling[child]) {
                for (int j : structure[child]) {
                    if (j > i && mark[j] != i) {
                        mark[j] = i;
                        buffer[size++] = j;
                    }
                }
            }
            if (i >= firstFactorLevels) {
                long full = 0;
                for (int k = 0; k < size; k++) {
                    full += width[buffer[k]];
                }
                boolean small = restOrder <= SMALL && size > NESTED;
                restOrder -= width[i];
                if (small || full > DENSE_FROM * restOrder) {
                    return i;
                }
            }
            structure[i] = Arrays.copyOf(buffer, size);
            Arrays.sort(structure[i]);
            if (size > 0) {
                int parent = structure[i][0];
                nextSibling[i] = firstChild[parent];
                firstChild[parent] = i;
            }
        }
        return nodes;
    }

    /**
     * Makes sure that the dense part has room.
     *
     * @throws ModelException if it has not
     */
    void checkSize(int p) {
        long order = (long) denseOrder + p + 1;
        long bytes = 8 * order * order;
        long available = Runtime.getRuntime().maxMemory();
        if (bytes > ExactCost.PART * available) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The grouping factors cross each other so densely that fitting needs a matrix of order %,d (%,d MB), and Java may use"
                            + " only %,d MB in all; allow Java more with -Xmx (in KNIME: in knime.ini), or leave out a grouping factor.",
                    order,
                    bytes >> 20,
                    available >> 20));
        }
    }
}
