package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** A model on a random table twice: as its cross-products, and as full matrices to compute the same from. */
public final class WrittenOut {
    public final CrossProducts products;
    public final ThetaLayout layout;
    public final int n;
    /** The columns and the response, each row times the root of its weight. */
    public final RealMatrix x;

    public final RealMatrix y;
    /** Per factor n x (levels q), likewise. */
    public final RealMatrix[] z;

    /** A model on a table as its cross-products alone, for tables too long to be written out. */
    public record Read(Design design, Standardisation standard, CrossProducts products, ThetaLayout layout) {
        public static Read of(String formula, MemoryTable table) {
            Design design =
                    Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
            Standardisation standard = new Standardisation(
                    design, Orthogonalisation.none(design.fixed().size()));
            CrossProducts products = CrossProducts.empty(design);
            design.scan(table, Progress.NONE, block -> products.add(block, standard));
            return new Read(design, standard, products, new ThetaLayout(design.factors()));
        }
    }

    public WrittenOut(String formula, MemoryTable table) {
        Read read = Read.of(formula, table);
        Standardisation standard = read.standard();
        products = read.products();
        layout = read.layout();
        int p = products.p;
        n = (int) products.rows;
        x = new Array2DRowRealMatrix(n, p);
        y = new Array2DRowRealMatrix(n, 1);
        z = new RealMatrix[layout.factors()];
        for (int f = 0; f < z.length; f++) {
            z[f] = new Array2DRowRealMatrix(n, products.levels[f] * layout.width(f));
        }
        int[] row = {0};
        read.design().scan(table, Progress.NONE, block -> {
            for (int r = 0; r < block.rows; r++, row[0]++) {
                double root = Math.sqrt(block.weight[r]);
                y.setEntry(row[0], 0, root * (block.y[r] - standard.yCentre) / standard.yScale);
                for (int j = 0; j < p; j++) {
                    x.setEntry(row[0], j, root * (block.x[r * p + j] - standard.xCentre[j]) / standard.xScale[j]);
                }
                for (int f = 0; f < z.length; f++) {
                    int q = layout.width(f);
                    for (int k = 0; k < q; k++) {
                        double value = (block.z[f][r * q + k] - standard.zCentre[f][k]) / standard.zScale[f][k];
                        z[f].setEntry(row[0], block.level[f][r] * q + k, root * value);
                    }
                }
            }
        });
    }

    /** Returns 90 rows of y, x, v (constant within g), weights w, and groups g of 10 and h of 6 levels; groups differ by {@code size}. */
    public static MemoryTable table(long seed, double size) {
        int rows = 90;
        Random random = new Random(seed);
        String[] g = new String[rows];
        String[] h = new String[rows];
        Arrays.setAll(g, i -> "g" + i % 10);
        Arrays.setAll(h, i -> "h" + random.nextInt(6));
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] w = random.doubles(rows, 0.5, 2).toArray();
        double[] v = new double[rows];
        double[] y = new double[rows];
        double[] level = random.doubles(10, -1, 1).toArray();
        double[] intercept =
                random.ints(10).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] slope = random.ints(10).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] other = random.ints(6).mapToDouble(i -> random.nextGaussian()).toArray();
        for (int i = 0; i < rows; i++) {
            v[i] = level[i % 10];
            y[i] = 1
                    + x[i]
                    + size * (intercept[i % 10] + slope[i % 10] * x[i] + other[h[i].charAt(1) - '0'])
                    + random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("v", v)
                .numeric("w", w)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    /** Returns 900 rows of y, x, weights w of one, and crossed groups g of 160 and h of 180 levels: enough of them for the average information. */
    static MemoryTable crossed() {
        int rows = 900;
        Random random = new Random(12);
        double[] one = random.doubles(160, -2, 2).toArray();
        double[] other = random.doubles(180, -2, 2).toArray();
        double[] slope = random.doubles(180, -2, 2).toArray();
        int[] g = random.ints(rows, 0, 160).toArray();
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] y = new double[rows];
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        String[] first = new String[rows];
        String[] second = new String[rows];
        for (int i = 0; i < rows; i++) {
            first[i] = "g" + g[i];
            second[i] = "h" + i % 180;
            y[i] = x[i] + one[g[i]] + other[i % 180] + slope[i % 180] * x[i] + random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", ones)
                .categorical("g", first)
                .categorical("h", second)
                .build();
    }

    /** Returns Z_f (I x M) Z_f' for a matrix M of factor f, q x q row-major. */
    public RealMatrix spread(int f, double[] m) {
        int q = layout.width(f);
        RealMatrix sum = new Array2DRowRealMatrix(n, n);
        RealMatrix small = new Array2DRowRealMatrix(q, q);
        for (int i = 0; i < q * q; i++) {
            small.setEntry(i / q, i % q, m[i]);
        }
        for (int level = 0; level < products.levels[f]; level++) {
            RealMatrix own = z[f].getSubMatrix(0, n - 1, level * q, (level + 1) * q - 1);
            sum = sum.add(own.multiply(small).multiply(own.transpose()));
        }
        return sum;
    }

    /** Returns the covariance of the rows, relative to the residual's, for the relative covariances of the effects, per factor q x q. */
    public RealMatrix covariance(double[][] g) {
        RealMatrix v = MatrixUtils.createRealIdentityMatrix(n);
        for (int f = 0; f < g.length; f++) {
            v = v.add(spread(f, g[f]));
        }
        return v;
    }

    /**
     * What generalised least squares say given relative covariances of the effects.
     *
     * @param logDet the logarithm of the determinant of the rows' covariance V
     * @param fixedInverse (X'V^-1X)^-1
     * @param squares the weighted sum of squared residuals
     */
    public record Solved(double logDet, RealMatrix fixedInverse, double squares) {
        /** Returns the logarithms of determinants that the (restricted) likelihood has. */
        public double logDet(boolean restricted) {
            return logDet - (restricted ? Math.log(new LUDecomposition(fixedInverse).getDeterminant()) : 0);
        }
    }

    /** Solves for the fixed effects. */
    public Solved solved(double[][] g) {
        LUDecomposition v = new LUDecomposition(covariance(g));
        RealMatrix vx = v.getSolver().solve(x);
        RealMatrix inverse = MatrixUtils.inverse(x.transpose().multiply(vx));
        RealMatrix rest = y.subtract(x.multiply(inverse).multiply(vx.transpose().multiply(y)));
        double squares = rest.transpose().multiply(v.getSolver().solve(rest)).getEntry(0, 0);
        return new Solved(Math.log(v.getDeterminant()), inverse, squares);
    }

    /** Returns the profiled criterion at relative covariances of the effects. */
    public double criterion(double[][] g, boolean restricted) {
        Solved solved = solved(g);
        double df = n - (restricted ? x.getColumnDimension() : 0);
        return solved.logDet(restricted) + df * (1 + Math.log(2 * Math.PI * solved.squares / df));
    }

    /** Returns lambda lambda' of each factor. */
    public double[][] relative(double[] theta) {
        double[][] lambda = layout.lambda(theta);
        double[][] g = layout.zeros();
        for (int f = 0; f < g.length; f++) {
            int q = layout.width(f);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    for (int k = 0; k < q; k++) {
                        g[f][i * q + j] += lambda[f][i * q + k] * lambda[f][j * q + k];
                    }
                }
            }
        }
        return g;
    }

    /** Returns coordinates whose units are one. */
    static Coordinates coordinates(ThetaLayout layout) {
        return new Coordinates(layout, units(layout), true);
    }

    /** Returns units of one. */
    static Units units(ThetaLayout layout) {
        double[][] ones = new double[layout.factors()][];
        for (int f = 0; f < ones.length; f++) {
            ones[f] = new double[layout.width(f)];
            Arrays.fill(ones[f], 1);
        }
        return new Units(layout, ones);
    }

    /** Returns which coordinate each element of theta is, terms being unstructured. */
    static int[] elements(ThetaLayout layout) {
        int[] index = new int[layout.size()];
        int k = 0;
        int from = 0;
        for (Term term : layout.terms()) {
            int m = term.columns();
            for (int c = 0; c < m; c++) {
                for (int r = c; r < m; r++) {
                    index[k++] = from + r * m + c;
                }
            }
            from += m * m;
        }
        return index;
    }
}
