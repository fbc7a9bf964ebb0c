package org.multilevel.fit.products;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.error.DataException;

/**
 * All that fitting needs to know of the rows: weighted cross-products of y, X and Z, on the standardised scale.
 *
 * <p>With p fixed columns, XY = [X y] has p + 1 columns. Kept are XY'W XY once; per level of each grouping factor Z'WZ (q x q)
 * and Z'W XY (q x (p+1)); and for two factors the blocks Z_f'W Z_g that occur. They add up, so those of partitions of a table
 * merge by addition, and nothing here grows with the number of rows.
 */
public final class CrossProducts {
    private static final String KIND = "cross-products";
    private static final int VERSION = 2;
    /** From so many numbers on, levels in no order wait for memory. */
    private static final int BEYOND_CACHE = 1 << 16;

    public final int p;
    public final int[] widths;
    public final int[] levels;
    public long rows;
    public double sumLogWeight;
    /** XY'W XY, (p+1) x (p+1), row-major. */
    public final double[] xy;
    /** Per factor Z'WZ, levels x q x q. */
    public final double[][] zz;
    /** Per factor Z'W XY, levels x q x (p+1). */
    public final double[][] zxy;
    /** Blocks of factors f and g at [f][g - f - 1], f before g. */
    final PairProducts[][] pairs;
    /** What is known of all levels where only a sample of them is here. */
    private final Optional<WholeLevels> whole;

    private CrossProducts(int p, int[] widths, int[] levels, double[] xy, double[][] zz, double[][] zxy) {
        this(p, widths, levels, xy, zz, zxy, new PairProducts[widths.length][], Optional.empty());
        for (int f = 0; f < widths.length; f++) {
            pairs[f] = new PairProducts[widths.length - f - 1];
            for (int g = f + 1; g < widths.length; g++) {
                pairs[f][g - f - 1] = new PairProducts(widths[f] * widths[g]);
            }
        }
    }

    private CrossProducts(
            int p,
            int[] widths,
            int[] levels,
            double[] xy,
            double[][] zz,
            double[][] zxy,
            PairProducts[][] pairs,
            Optional<WholeLevels> whole) {
        this.whole = whole;
        this.p = p;
        this.widths = widths;
        this.levels = levels;
        this.xy = xy;
        this.zz = zz;
        this.zxy = zxy;
        this.pairs = pairs;
    }

    /** Returns empty cross-products for a design. */
    public static CrossProducts empty(Design design) {
        int p = design.fixed().size();
        int factors = design.factors().size();
        int[] widths = new int[factors];
        int[] levels = new int[factors];
        double[][] zz = new double[factors][];
        double[][] zxy = new double[factors][];
        for (int f = 0; f < factors; f++) {
            widths[f] = design.factors().get(f).width();
            levels[f] = design.factors().get(f).levels().size();
            zz[f] = new double[Math.multiplyExact(levels[f], widths[f] * widths[f])];
            zxy[f] = new double[Math.multiplyExact(levels[f], widths[f] * (p + 1))];
        }
        return new CrossProducts(p, widths, levels, new double[(p + 1) * (p + 1)], zz, zxy);
    }

    /**
     * Returns the cross-products of random columns alone, without fixed columns and with a response of length 1 that has nothing to do with
     * them; all their pairs are still empty.
     *
     * @param widths per factor its number of columns q
     * @param zz per factor Z'WZ, levels x q x q
     */
    public static CrossProducts ofRandom(int[] widths, double[][] zz) {
        int factors = widths.length;
        int[] levels = new int[factors];
        double[][] zxy = new double[factors][];
        for (int f = 0; f < factors; f++) {
            levels[f] = zz[f].length / (widths[f] * widths[f]);
            zxy[f] = new double[levels[f] * widths[f]];
        }
        return new CrossProducts(0, widths.clone(), levels, new double[] {1}, zz, zxy);
    }

    /** Returns products of which only a sample of the levels is here, with what is known of all of them. */
    static CrossProducts sampled(
            int p,
            int[] widths,
            double[] xy,
            double[][] zz,
            double[][] zxy,
            PairProducts[][] pairs,
            long rows,
            double sumLogWeight,
            WholeLevels whole) {
        int[] levels = new int[widths.length];
        Arrays.setAll(levels, f -> zz[f].length / (widths[f] * widths[f]));
        CrossProducts result = new CrossProducts(p, widths, levels, xy, zz, zxy, pairs.clone(), Optional.of(whole));
        result.rows = rows;
        result.sumLogWeight = sumLogWeight;
        return result;
    }

    /** Returns the blocks of two factors, the earlier first. */
    public PairProducts pair(int f, int g) {
        return pairs[f][g - f - 1];
    }

    /** Returns the blocks of two factors of {@link #regrouped} ones, to which pairs are added. */
    public PairProducts opened(int f, int g) {
        if (pair(f, g).size() == 0) {
            pairs[f][g - f - 1] = new PairProducts(widths[f] * widths[g], 1);
        }
        return pair(f, g);
    }

    /** Adds the rows of a block. Sums over a block are formed first: that keeps the rounding error of long tables small. */
    public void add(DesignBlock block, Standardisation standard) {
        int p1 = p + 1;
        double[] sum = new double[p1 * p1];
        RowChunk chunk = new RowChunk(standard, p, widths);
        for (int from = 0; from < block.rows; from += RowChunk.CAPACITY) {
            int count = Math.min(RowChunk.CAPACITY, block.rows - from);
            chunk.fill(block, from, count);
            chunk.addFixed(sum);
            for (int f = 0; f < widths.length; f++) {
                addLevels(chunk, f, block.level[f], from, count);
                for (int g = f + 1; g < widths.length; g++) {
                    addPairs(chunk, f, g, block, from, count);
                }
            }
        }
        for (int r = 0; r < block.rows; r++) {
            if (block.weight[r] != 1) {
                sumLogWeight += StrictMath.log(block.weight[r]);
            }
        }
        for (int i = 0; i < p1; i++) {
            for (int j = 0; j <= i; j++) {
                xy[i * p1 + j] += sum[i * p1 + j];
            }
        }
        rows += block.rows;
    }

    /** Adds the rows of a chunk to their levels, those that follow each other in one level at once. */
    private void addLevels(RowChunk chunk, int f, int[] level, int from, int count) {
        int square = widths[f] * widths[f];
        int width = widths[f] * (p + 1);
        if (zxy[f].length > BEYOND_CACHE && touched(f, level, from, count) < 0) {
            return; // squares never are: asking for the sum keeps its reads
        }
        for (int r = 0; r < count; ) {
            int of = level[from + r];
            int end = r + 1;
            while (end < count && level[from + end] == of) {
                end++;
            }
            chunk.addLevel(f, r, end, zz[f], of * square, zxy[f], of * width);
            r = end;
        }
    }

    /**
     * Reads a little of what belongs to the levels of some rows, in a loop that waits for nothing, so that memory fetches it for many rows
     * at a time; added up, the numbers are those of squares.
     */
    private double touched(int f, int[] level, int from, int count) {
        int square = widths[f] * widths[f];
        int width = widths[f] * (p + 1);
        double sum = 0;
        for (int r = from; r < from + count; r++) {
            int at = level[r] * width;
            double first = zxy[f][at];
            double last = zxy[f][at + width - 1];
            sum += zz[f][level[r] * square] + first * first + last * last;
        }
        return sum;
    }

    private void addPairs(RowChunk chunk, int f, int g, DesignBlock block, int from, int count) {
        PairProducts pair = pair(f, g);
        for (int r = 0; r < count; r++) {
            int offset = pair.offset(block.level[f][from + r], block.level[g][from + r]);
            chunk.addPair(f, g, r, pair.blocks(), offset);
        }
    }

    /**
     * Adds the cross-products of another part of the same table.
     *
     * @throws IllegalArgumentException if they are of another shape, so that they were formed for another design
     */
    public void merge(CrossProducts other) {
        if (p != other.p || !Arrays.equals(widths, other.widths) || !Arrays.equals(levels, other.levels)) {
            throw new IllegalArgumentException(
                    "cross-products of " + other.shape() + " do not add to those of " + shape());
        }
        rows += other.rows;
        sumLogWeight += other.sumLogWeight;
        addTo(xy, other.xy);
        for (int f = 0; f < widths.length; f++) {
            addTo(zz[f], other.zz[f]);
            addTo(zxy[f], other.zxy[f]);
            for (int g = f + 1; g < widths.length; g++) {
                pair(f, g).merge(other.pair(f, g));
            }
        }
    }

    /** Adds a multiple of cross-products of the same pattern; numbers of rows and weights stay. */
    public void addMultiple(CrossProducts other, double factor) {
        addMultiple(xy, other.xy, factor);
        for (int f = 0; f < widths.length; f++) {
            addMultiple(zz[f], other.zz[f], factor);
            addMultiple(zxy[f], other.zxy[f], factor);
            for (int g = f + 1; g < widths.length; g++) {
                addMultiple(pair(f, g).blocks(), other.pair(f, g).blocks(), factor);
            }
        }
    }

    private static void addMultiple(double[] sum, double[] addend, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
    }

    private String shape() {
        return p + " fixed columns, random columns " + Arrays.toString(widths) + ", levels " + Arrays.toString(levels);
    }

    private static void addTo(double[] sum, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
    }

    /**
     * Writes the cross-products, which {@code standard} must have formed; see {@link PartWriter}.
     *
     * @throws IOException as {@code out} does
     */
    public void write(DataOutput out, Design design, Standardisation standard) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        writer.whole(standard.key(design));
        writer.whole(rows);
        writer.number(sumLogWeight);
        writer.numbers(xy, xy.length);
        for (int f = 0; f < widths.length; f++) {
            writer.blocks(zz[f], widths[f] * widths[f]);
            writer.blocks(zxy[f], widths[f] * (p + 1));
            for (PairProducts pair : pairs[f]) {
                pair.writeTo(writer);
            }
        }
        writer.end();
    }

    /**
     * Reads what {@link #write} wrote for the same design and standardisation.
     *
     * @throws org.multilevel.error.DataException if it is damaged, or was formed for others
     * @throws IOException as {@code in} does
     */
    public static CrossProducts read(DataInput in, Design design, Standardisation standard) throws IOException {
        PartReader reader = new PartReader(in, KIND, VERSION);
        if (reader.whole() != standard.key(design)) {
            throw new DataException("The written " + KIND
                    + " were formed for another survey than the one at hand: survey all"
                    + " parts of the table, add the surveys up, and form the " + KIND + " of every part with the sum.");
        }
        CrossProducts products = empty(design);
        products.rows = reader.wholeCount();
        products.sumLogWeight = reader.number();
        reader.numbers(products.xy);
        for (int f = 0; f < products.widths.length; f++) {
            reader.blocks(products.zz[f], products.widths[f] * products.widths[f]);
            reader.blocks(products.zxy[f], products.widths[f] * (products.p + 1));
            for (int g = f + 1; g < products.widths.length; g++) {
                products.pairs[f][g - f - 1] = PairProducts.readFrom(
                        reader, products.widths[f] * products.widths[g], products.levels[f], products.levels[g]);
            }
        }
        reader.end();
        return products;
    }

    /** Returns these cross-products with only some of the fixed columns. */
    public CrossProducts keeping(int[] kept) {
        if (kept.length == p) {
            return this;
        }
        int[] columns = Arrays.copyOf(kept, kept.length + 1);
        columns[kept.length] = p;
        int n = columns.length;
        double[] xyKept = WithinProducts.keeping(xy, p, kept);
        double[][] zxyKept = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            int blockRows = levels[f] * widths[f];
            zxyKept[f] = new double[blockRows * n];
            for (int i = 0; i < blockRows; i++) {
                for (int j = 0; j < n; j++) {
                    zxyKept[f][i * n + j] = zxy[f][i * (p + 1) + columns[j]];
                }
            }
        }
        CrossProducts result =
                new CrossProducts(kept.length, widths, levels, xyKept, zz, zxyKept, pairs.clone(), whole);
        result.rows = rows;
        result.sumLogWeight = sumLogWeight;
        return result;
    }

    /**
     * Returns zeros for the same levels and pairs of levels, to be filled by whoever weighs the rows anew.
     *
     * @param fixedColumns p of the new ones
     */
    public CrossProducts emptied(int fixedColumns) {
        int n = fixedColumns + 1;
        double[][] zzEmpty = new double[widths.length][];
        double[][] zxyEmpty = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            zzEmpty[f] = new double[zz[f].length];
            zxyEmpty[f] = new double[Math.multiplyExact(levels[f], widths[f] * n)];
        }
        PairProducts[][] empties = new PairProducts[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            empties[f] = Arrays.stream(pairs[f]).map(PairProducts::emptied).toArray(PairProducts[]::new);
        }
        CrossProducts empty = new CrossProducts(
                fixedColumns, widths, levels, new double[n * n], zzEmpty, zxyEmpty, empties, Optional.empty());
        empty.rows = rows;
        return empty;
    }

    /**
     * Returns zeros of the same fixed columns and rows for other factors; all their pairs are still empty.
     *
     * @param widths per factor its number of columns
     * @param levels per factor
     */
    CrossProducts regrouped(int[] widths, int[] levels) {
        double[][] zzEmpty = new double[widths.length][];
        double[][] zxyEmpty = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            zzEmpty[f] = new double[Math.multiplyExact(levels[f], widths[f] * widths[f])];
            zxyEmpty[f] = new double[Math.multiplyExact(levels[f], widths[f] * (p + 1))];
        }
        PairProducts[][] none = new PairProducts[widths.length][];
        // of many factors few have pairs: those that have none share one
        PairProducts shared = new PairProducts(1, 0);
        for (int f = 0; f < widths.length; f++) {
            none[f] = new PairProducts[widths.length - f - 1];
            Arrays.fill(none[f], shared);
        }
        CrossProducts regrouped = new CrossProducts(
                p, widths, levels, new double[(p + 1) * (p + 1)], zzEmpty, zxyEmpty, none, Optional.empty());
        regrouped.rows = rows;
        regrouped.sumLogWeight = sumLogWeight;
        return regrouped;
    }

    /** Returns a copy that shares nothing but the pattern of pairs. */
    CrossProducts copy() {
        CrossProducts copy = new CrossProducts(p, widths, levels, xy.clone(), copied(zz), copied(zxy));
        copy.rows = rows;
        copy.sumLogWeight = sumLogWeight;
        for (int f = 0; f < widths.length; f++) {
            for (int k = 0; k < pairs[f].length; k++) {
                copy.pairs[f][k] = pairs[f][k].copy();
            }
        }
        return copy;
    }

    private static double[][] copied(double[][] arrays) {
        return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the cross-products of the same rows with another response, on the same scale.
     *
     * @param xy [X y]'Wy, p + 1
     * @param zy Z'Wy of each factor, levels x q
     */
    public CrossProducts withResponse(double[] xy, double[][] zy) {
        double[] changed = this.xy.clone();
        System.arraycopy(xy, 0, changed, p * (p + 1), p + 1);
        double[][] zxyChanged = copied(zxy);
        for (int f = 0; f < widths.length; f++) {
            for (int i = 0; i < zy[f].length; i++) {
                zxyChanged[f][i * (p + 1) + p] = zy[f][i];
            }
        }
        CrossProducts other = new CrossProducts(p, widths, levels, changed, zz, zxyChanged, pairs.clone(), whole);
        other.rows = rows;
        other.sumLogWeight = sumLogWeight;
        return other;
    }

    /**
     * Returns the cross-products of combinations of the columns [X y], of which the last is the response.
     *
     * @param columns each a combination, p + 1 numbers; one of zeros stands for a column of length 1 that is orthogonal to all others
     */
    public CrossProducts combined(double[][] columns) {
        int n = columns.length;
        double[][] zxyCombined = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            int blockRows = levels[f] * widths[f];
            zxyCombined[f] = new double[Math.multiplyExact(blockRows, n)];
            for (int i = 0; i < blockRows; i++) {
                for (int c = 0; c < n; c++) {
                    double s = 0;
                    for (int j = 0; j <= p; j++) {
                        s += zxy[f][i * (p + 1) + j] * columns[c][j];
                    }
                    zxyCombined[f][i * n + c] = s;
                }
            }
        }
        CrossProducts result = new CrossProducts(
                n - 1, widths, levels, combined(xy, p + 1, columns), zz, zxyCombined, pairs.clone(), Optional.empty());
        result.rows = rows;
        result.sumLogWeight = sumLogWeight;
        return result;
    }

    /** Returns C'SC, its lower triangle, for the symmetric n x n matrix S whose lower triangle is given and combinations C as above. */
    public static double[] combined(double[] lower, int n, double[][] columns) {
        int m = columns.length;
        double[] result = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                double s = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        s += columns[a][i] * lower[Math.max(i, j) * n + Math.min(i, j)] * columns[b][j];
                    }
                }
                result[a * m + b] = s;
            }
            if (Arrays.stream(columns[a]).allMatch(element -> element == 0)) {
                result[a * (m + 1)] = 1;
            }
        }
        return result;
    }

    /** Returns these cross-products with the response y - X b instead of y, for coefficients b, p. */
    public CrossProducts shifted(double[] b) {
        double[] last = Arrays.copyOfRange(WithinProducts.shifted(xy, b), p * (p + 1), (p + 1) * (p + 1));
        double[][] zy = new double[widths.length][];
        for (int f = 0; f < zy.length; f++) {
            zy[f] = new double[levels[f] * widths[f]];
            for (int i = 0; i < zy[f].length; i++) {
                zy[f][i] = residualSum(f, i, b);
            }
        }
        return withResponse(last, zy);
    }

    /** Returns the number of random effects: columns times levels, over all factors. */
    public long effects() {
        long effects = 0;
        for (int f = 0; f < widths.length; f++) {
            effects += levelsInAll(f) * widths[f];
        }
        return effects;
    }

    /** Returns whether only a sample of the levels is here. */
    public boolean isSample() {
        return whole.isPresent();
    }

    /** Returns how many levels factor f has, which are more than are here where this is a sample. */
    public long levelsInAll(int f) {
        return whole.isPresent() ? whole.get().levels(f) : levels[f];
    }

    /** Returns how many pairs of levels of factors f and g, f before g, occur together. */
    public long pairsInAll(int f, int g) {
        return whole.map(all -> all.pairs(f, g))
                .orElseGet(() -> (long) pair(f, g).size());
    }

    /** Returns for how many levels of factor f each that is here stands. */
    public double standsFor(int f) {
        return whole.isEmpty() ? 1 : (double) levelsInAll(f) / levels[f];
    }

    /** Returns Z'WZ of factor f summed over all its levels, q x q. */
    public double[] pooled(int f) {
        return whole.map(all -> all.pooled(f)).orElseGet(() -> pooledHere(f));
    }

    private double[] pooledHere(int f) {
        double[] total = new double[widths[f] * widths[f]];
        for (int at = 0; at < zz[f].length; at += total.length) {
            for (int i = 0; i < total.length; i++) {
                total[i] += zz[f][at + i];
            }
        }
        return total;
    }

    /** Returns the mean over levels of (Z'WZ)_jj for each column j of factor f: how much a level says of its effect. */
    public double[] meanInformation(int f) {
        int q = widths[f];
        double[] pooled = pooled(f);
        double[] mean = new double[q];
        for (int j = 0; j < q; j++) {
            mean[j] = pooled[j * (q + 1)] / levelsInAll(f);
        }
        return mean;
    }

    /** Returns one entry of Z'W(y - X beta): that of a row of factor f's Z'WXY, level by level and column by column. */
    public double residualSum(int f, int row, double[] beta) {
        int at = row * (p + 1);
        double sum = zxy[f][at + p];
        for (int j = 0; j < p; j++) {
            sum -= zxy[f][at + j] * beta[j];
        }
        return sum;
    }
}
