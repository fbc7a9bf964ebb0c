package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Optional;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.Covariance;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The centring and scaling of columns under which cross-products are formed, and the way back to the raw scale.
 *
 * <p>With T upper triangular, X~ = X T, so beta = T beta~. A column is centred only where the intercept beside it can take up
 * the shift: in X when there is a fixed intercept, in a random block when it varies the intercept. Everywhere else a column is
 * scaled by its root mean square. An {@link Orthogonalisation} of X and a {@link RandomOrthogonalisation} of Z may follow.
 */
public final class Standardisation {
    public final boolean fixedIntercept;
    public final double[] xCentre;
    public final double[] xScale;
    public final double yCentre;
    public final double yScale;
    public final double[][] zCentre;
    public final double[][] zScale;
    public final Orthogonalisation orthogonalisation;
    public final RandomOrthogonalisation randomOrthogonalisation;

    /** Takes the columns of Z as they are when centred and scaled. */
    public Standardisation(Design design, Orthogonalisation orthogonalisation) {
        this(
                design,
                orthogonalisation,
                RandomOrthogonalisation.none(design.factors().size()));
    }

    private Standardisation(
            Design design, Orthogonalisation orthogonalisation, RandomOrthogonalisation randomOrthogonalisation) {
        this.orthogonalisation = orthogonalisation;
        this.randomOrthogonalisation = randomOrthogonalisation;
        int p = design.fixed().size();
        fixedIntercept = design.terms().intercept();
        xCentre = new double[p];
        xScale = new double[p];
        for (int j = 0; j < p; j++) {
            FixedColumn column = design.fixed().get(j);
            xCentre[j] = fixedIntercept ? column.centre() : 0;
            xScale[j] = scale(fixedIntercept, column.centre(), column.scale());
        }
        yCentre = fixedIntercept ? design.response().mean() : 0;
        yScale = scale(
                fixedIntercept, design.response().mean(), design.response().sd());
        int factors = design.factors().size();
        zCentre = new double[factors][];
        zScale = new double[factors][];
        for (int f = 0; f < factors; f++) {
            RandomFactor factor = design.factors().get(f);
            zCentre[f] = new double[factor.width()];
            zScale[f] = new double[factor.width()];
            int k = 0;
            for (RandomBlock block : factor.blocks()) {
                boolean centred = hasIntercept(block) && Covariance.of(block).isBasisFree();
                boolean scaled = !block.structure().homogeneous();
                for (RandomColumn column : block.columns()) {
                    zCentre[f][k] = centred ? column.centre() : 0;
                    zScale[f][k] = scaled ? scale(centred, column.centre(), column.scale()) : 1;
                    k++;
                }
            }
        }
    }

    /**
     * Returns the standardisation with which the rows are to be read once more, if cross-products formed with centred and scaled columns
     * only would lose digits or hide the optimum.
     */
    public Optional<Standardisation> refined(Design design, CrossProducts products) {
        Orthogonalisation fixed = Orthogonalisation.of(products);
        RandomOrthogonalisation random = RandomOrthogonalisation.of(design, products);
        return fixed.isNone() && random.isNone()
                ? Optional.empty()
                : Optional.of(new Standardisation(design, fixed, random));
    }

    /** Writes the changes that follow centring and scaling, which the design tells. */
    public void writeTo(PartWriter out) throws IOException {
        orthogonalisation.writeTo(out);
        randomOrthogonalisation.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote for a design. */
    public static Standardisation readFrom(PartReader in, Design design) throws IOException {
        Orthogonalisation fixed = Orthogonalisation.readFrom(in, design.fixed().size());
        int[] widths = design.factors().stream().mapToInt(RandomFactor::width).toArray();
        return new Standardisation(design, fixed, RandomOrthogonalisation.readFrom(in, widths));
    }

    static boolean hasIntercept(RandomBlock block) {
        return block.columns().get(0).isIntercept();
    }

    private static double scale(boolean centred, double centre, double spread) {
        return centred ? spread : Math.hypot(centre, spread);
    }

    /** Writes row r of [X y], changed as this says, into t, p + 1. */
    public void fixedRow(DesignBlock block, int r, double[] t) {
        int p = xCentre.length;
        standardise(block.x, r * p, t, p, xCentre, xScale);
        t[p] = (block.y[r] - yCentre) / yScale;
        orthogonalisation.apply(t);
    }

    /** Writes row r of factor f's Z, changed as this says, into z, q. */
    public void randomRow(DesignBlock block, int f, int r, double[] z) {
        standardise(block.z[f], r * z.length, z, z.length, zCentre[f], zScale[f]);
        randomOrthogonalisation.apply(f, z, z.length);
    }

    /** Writes rows of [X y], changed as this says, into columns of {@link RowChunk#CAPACITY}; {@code row} is for a row. */
    void fixedColumns(DesignBlock block, int from, int count, double[] columns, double[] row) {
        int p = xCentre.length;
        if (!orthogonalisation.isNone()) {
            for (int r = 0; r < count; r++) {
                fixedRow(block, from + r, row);
                scatter(row, p + 1, columns, r);
            }
            return;
        }
        standardise(block.x, from, count, columns, p, xCentre, xScale);
        int at = p * RowChunk.CAPACITY;
        for (int r = 0; r < count; r++) {
            columns[at + r] = (block.y[from + r] - yCentre) / yScale;
        }
    }

    /** Writes rows of factor f's Z, changed as this says, into columns of {@link RowChunk#CAPACITY}; {@code row} is for a row. */
    void randomColumns(DesignBlock block, int f, int from, int count, double[] columns, double[] row) {
        int q = zCentre[f].length;
        if (!randomOrthogonalisation.changes(f)) {
            standardise(block.z[f], from, count, columns, q, zCentre[f], zScale[f]);
            return;
        }
        for (int r = 0; r < count; r++) {
            standardise(block.z[f], (from + r) * q, row, q, zCentre[f], zScale[f]);
            randomOrthogonalisation.apply(f, row, q);
            scatter(row, q, columns, r);
        }
    }

    private static void scatter(double[] row, int n, double[] columns, int r) {
        for (int j = 0; j < n; j++) {
            columns[j * RowChunk.CAPACITY + r] = row[j];
        }
    }

    private static void standardise(
            double[] from, int first, int count, double[] columns, int n, double[] centre, double[] scale) {
        for (int j = 0; j < n; j++) {
            int at = j * RowChunk.CAPACITY;
            for (int r = 0, k = first * n + j; r < count; r++, k += n) {
                columns[at + r] = from[k];
            }
            double c = centre[j];
            double s = scale[j];
            if (c != 0 || s != 1) {
                for (int r = 0; r < count; r++) {
                    columns[at + r] = (columns[at + r] - c) / s;
                }
            }
        }
    }

    private static void standardise(double[] from, int at, double[] to, int n, double[] centre, double[] scale) {
        for (int j = 0; j < n; j++) {
            to[j] = (from[at + j] - centre[j]) / scale[j];
        }
    }

    /** Turns coefficients of the standardised columns {@code kept} into those of the raw columns, in place. */
    public void coefficientsToRaw(int[] kept, double[] beta) {
        orthogonalisation.coefficientsBack(kept, beta);
        for (int j = 0; j < kept.length; j++) {
            beta[j] *= yScale / xScale[kept[j]];
        }
        if (fixedIntercept) {
            beta[0] += yCentre;
            for (int j = 1; j < kept.length; j++) {
                beta[0] -= beta[j] * xCentre[kept[j]];
            }
        }
    }

    /** Returns T (without the response's scale) for the kept columns: p x p, row-major. */
    public double[] fixedTransform(int[] kept) {
        int p = kept.length;
        double[] t = new double[p * p];
        for (int j = 0; j < p; j++) {
            t[j * p + j] = 1 / xScale[kept[j]];
            if (fixedIntercept && j > 0) {
                t[j] = -xCentre[kept[j]] / xScale[kept[j]];
            }
        }
        return SmallMatrices.times(t, orthogonalisation.matrix(kept), p, p, p);
    }

    /** Returns log |T| of the kept columns. */
    public double logDeterminant(int[] kept) {
        double sum = orthogonalisation.logDeterminant(kept);
        for (int j : kept) {
            sum -= StrictMath.log(xScale[j]);
        }
        return sum;
    }

    /** Returns T for the Z columns of a factor: q x q, row-major, block-diagonal by term. */
    public double[] randomTransform(RandomFactor factor, int f) {
        int q = factor.width();
        double[] t = new double[q * q];
        int start = 0;
        for (RandomBlock block : factor.blocks()) {
            for (int k = start; k < start + block.columns().size(); k++) {
                t[k * q + k] = 1 / zScale[f][k];
                if (k > start && zCentre[f][k] != 0) {
                    t[start * q + k] = -zCentre[f][k] / zScale[f][k];
                }
            }
            start += block.columns().size();
        }
        return randomOrthogonalisation.times(f, t, q);
    }

    /**
     * Returns what tells cross-products that were formed with this, for a design, from those that do not add to them: a hash of the
     * centres, scales and changes of columns, and of the names of columns and groups in their order.
     */
    long key(Design design) {
        Key key = new Key();
        key.add(xCentre);
        key.add(xScale);
        key.add(new double[] {yCentre, yScale});
        orthogonalisation.addTo(key);
        randomOrthogonalisation.addTo(key);
        design.fixed().forEach(column -> key.add(column.name()));
        for (int f = 0; f < zCentre.length; f++) {
            key.add(zCentre[f]);
            key.add(zScale[f]);
            RandomFactor factor = design.factors().get(f);
            key.add(factor.name());
            for (RandomBlock block : factor.blocks()) {
                key.add(block.columns().size());
                block.columns().forEach(column -> key.add(column.name()));
            }
            factor.levels().forEach(key::add);
        }
        return key.value;
    }

    /** A running hash: that of what came before, times an odd number, plus the next, mixed as in SplitMix64. */
    static final class Key {
        private long value;

        void add(long next) {
            long mixed = value * 0x9E3779B97F4A7C15L + next;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            value = mixed ^ (mixed >>> 31);
        }

        void add(double[] numbers) {
            add(numbers.length);
            for (double number : numbers) {
                add(Double.doubleToLongBits(number));
            }
        }

        void add(String text) {
            add(text.length());
            for (int i = 0; i < text.length(); i++) {
                add(text.charAt(i));
            }
        }
    }
}
