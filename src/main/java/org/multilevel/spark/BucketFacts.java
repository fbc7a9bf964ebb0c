package org.multilevel.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.multilevel.error.ModelException;
import org.multilevel.fit.Spread;

/**
 * What is to be known of the rows before they go into buckets.
 *
 * @param columns those used, as they are read
 * @param key positions of the columns by which rows are spread: those of one grouping factor, or all where there is none
 * @param apart whether no group is in two buckets, whichever factor it is of
 * @param pairs an estimate of how many pairs of groups occur together, for the factors 0 and 1, 0 and 2, and so on, then 1 and 2
 */
@SuppressWarnings("ArrayRecordComponent") // is not handed out of the room
record BucketFacts(List<DatasetColumn> columns, List<Integer> key, boolean apart, long[] pairs) {
    /** Above it a double may stand for several whole numbers of so many digits. */
    private static final double LARGEST = 1e15;
    /** Of fewer groups the cross-products have room anywhere, and how factors lie to each other need not be looked at. */
    private static final long MANY = 100_000;

    /** Looks at the rows, unless nothing depends on them. */
    static BucketFacts of(
            Dataset<Row> numbered,
            List<DatasetColumn> all,
            List<Integer> used,
            List<List<Integer>> groups,
            Spread spread) {
        List<Column> asked = new ArrayList<>();
        List<Integer> whole = used.stream()
                .filter(k -> all.get(k).kind() == DatasetColumn.Kind.LONG)
                .toList();
        whole.forEach(k -> asked.add(functions
                .max(functions.abs(functions.col("c" + k).cast(DataTypes.DoubleType)))
                .geq(LARGEST)));
        boolean choice = groups.size() > 1;
        if (choice) {
            groups.forEach(group -> asked.add(levels(group)));
            for (int f = 0; f < groups.size(); f++) {
                for (int g = f + 1; g < groups.size(); g++) {
                    List<Integer> both = new ArrayList<>(groups.get(f));
                    both.addAll(groups.get(g));
                    asked.add(levels(both));
                }
            }
        }
        if (asked.isEmpty()) {
            return new BucketFacts(
                    used.stream().map(all::get).toList(),
                    groups.isEmpty() ? used : groups.get(0),
                    groups.size() == 1,
                    new long[0]);
        }
        Row found = numbered.agg(asked.get(0), asked.subList(1, asked.size()).toArray(Column[]::new))
                .head();
        List<DatasetColumn> columns = used.stream()
                .map(k -> {
                    int at = whole.indexOf(k);
                    boolean large = at >= 0 && !found.isNullAt(at) && found.getBoolean(at);
                    return large ? all.get(k).asLabels() : all.get(k);
                })
                .toList();
        if (!choice) {
            return new BucketFacts(columns, groups.isEmpty() ? used : groups.get(0), !groups.isEmpty(), new long[0]);
        }
        long[] counts = IntStream.range(whole.size(), found.size())
                .mapToLong(found::getLong)
                .toArray();
        return severalFactors(numbered, all, columns, groups, spread, counts);
    }

    /** An estimate whose error does not depend on the order of the rows. */
    private static Column levels(List<Integer> group) {
        return functions.approx_count_distinct(functions.xxhash64(columns(group)));
    }

    private static Column[] columns(List<Integer> group) {
        return group.stream().map(k -> functions.col("c" + k)).toArray(Column[]::new);
    }

    /** Where all groups lie within those of one factor, that is by which rows are spread; else the factor with most levels. */
    private static BucketFacts severalFactors(
            Dataset<Row> numbered,
            List<DatasetColumn> all,
            List<DatasetColumn> columns,
            List<List<Integer>> groups,
            Spread spread,
            long[] counts) {
        long[] pairs = Arrays.copyOfRange(counts, groups.size(), counts.length);
        List<Integer> factors = IntStream.range(0, groups.size()).boxed().toList();
        long levels = Arrays.stream(counts, 0, groups.size()).sum();
        int most = 0;
        int least = 0;
        for (int f : factors) {
            most = counts[f] > counts[most] ? f : most;
            least = counts[f] < counts[least] ? f : least;
        }
        if (spread == Spread.NO || (spread == Spread.AUTOMATIC && levels < MANY)) {
            return new BucketFacts(columns, groups.get(most), false, pairs);
        }
        int fewest = least;
        int outer = factors.stream()
                .filter(f -> factors.stream().allMatch(g -> contains(groups.get(g), groups.get(f))))
                .findFirst()
                .orElse(fewest);
        for (int inner : factors) {
            if (!isWithin(numbered, groups.get(inner), groups.get(outer))) {
                if (spread == Spread.AUTOMATIC) {
                    return new BucketFacts(columns, groups.get(most), false, pairs);
                }
                throw crossed(names(all, groups.get(inner)), names(all, groups.get(outer)));
            }
        }
        return new BucketFacts(columns, groups.get(outer), true, pairs);
    }

    private static String names(List<DatasetColumn> all, List<Integer> group) {
        return String.join(":", group.stream().map(k -> all.get(k).name()).toList());
    }

    private static ModelException crossed(String inner, String outer) {
        return new ModelException("Some groups of " + inner + " are in several of " + outer
                + ", so their cross-products have no one machine to stay on; fit with --spread no, where the driver holds"
                + " them all, or with grouping factors that lie within one another.");
    }

    private static boolean contains(List<Integer> group, List<Integer> other) {
        return Set.copyOf(group).containsAll(other);
    }

    /** Says whether each group lies within one of the outer factor; rows without a group count nowhere. */
    private static boolean isWithin(Dataset<Row> numbered, List<Integer> inner, List<Integer> outer) {
        if (contains(inner, outer)) {
            return true;
        }
        Column around = functions.struct(columns(outer));
        Dataset<Row> rows = numbered;
        for (Column column : columns(outer)) {
            rows = rows.where(column.isNotNull());
        }
        for (Column column : columns(inner)) {
            rows = rows.where(column.isNotNull());
        }
        return rows.groupBy(columns(inner))
                .agg(functions.min(around).as("first"), functions.max(around).as("last"))
                .where(functions.col("first").notEqual(functions.col("last")))
                .isEmpty();
    }
}
