package org.multilevel.fit.determination;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * What the levels of a part of a table add to what the data can tell of the variances; those of parts that share no level add up.
 *
 * @param traces of {@link CovarianceGram}
 * @param pairs of it
 * @param taken what the fixed effects take of these
 * @param ranks of each factor
 * @param besides per factor what of Z'WZ is left beside the fixed columns, level by level, q x q
 */
@SuppressWarnings("ArrayRecordComponent") // is not handed out of the room
public record LevelSums(
        double[] traces, double[][] pairs, CovarianceGram.Taken taken, long[] ranks, List<double[]> besides) {

    /**
     * Sums over the levels that are here.
     *
     * @param units of all levels
     * @param inverse (X'WX)^-1/2 of all rows
     */
    public static LevelSums of(CrossProducts products, Entries entries, double[][] units, double[] inverse) {
        CovarianceGram gram = CovarianceGram.of(products, entries, units);
        return new LevelSums(
                gram.traces,
                gram.pairs,
                gram.taken(inverse),
                Determination.ranks(products),
                IntStream.range(0, products.widths.length)
                        .mapToObj(f -> Identifiability.besideFixed(f, products, inverse))
                        .toList());
    }

    /** Returns all numbers, one after the other, so that those of parts can be added. */
    public double[] numbers() {
        return Stream.of(
                        traces,
                        SmallMatrices.flat(pairs),
                        taken.traces(),
                        SmallMatrices.flat(taken.pairs()),
                        SmallMatrices.flat(taken.squares()),
                        Arrays.stream(ranks).asDoubleStream().toArray(),
                        SmallMatrices.flat(besides.toArray(double[][]::new)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Takes {@link #numbers} apart again. */
    public static LevelSums of(double[] numbers, int k, int p, int[] widths) {
        Iterator<Double> next = Arrays.stream(numbers).iterator();
        double[] traces = next(next, k);
        double[][] pairs = next(next, k, k);
        CovarianceGram.Taken taken = new CovarianceGram.Taken(next(next, k), next(next, k, k), next(next, k, p * p));
        long[] ranks =
                Arrays.stream(next(next, widths.length)).mapToLong(Math::round).toArray();
        List<double[]> besides =
                Arrays.stream(widths).mapToObj(q -> next(next, q * q)).toList();
        return new LevelSums(traces, pairs, taken, ranks, besides);
    }

    private static double[] next(Iterator<Double> numbers, int n) {
        double[] next = new double[n];
        Arrays.setAll(next, i -> numbers.next());
        return next;
    }

    private static double[][] next(Iterator<Double> numbers, int rows, int n) {
        double[][] next = new double[rows][];
        Arrays.setAll(next, i -> next(numbers, n));
        return next;
    }

    double[] beside(int f) {
        return besides.get(f);
    }
}
