package org.multilevel.design.scan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Decides which rows of a scan take part, and counts why the others do not. */
public final class RowFilter {
    /** Why a row with a weight of zero takes no part. */
    public static final String ZERO_WEIGHT = "weight is 0";

    private final List<String> names;
    private final boolean[] numeric;
    private final int weights;
    private final MissingRows policy;
    private final long[] missing;
    private long zeroWeights;
    private long read;
    private long used;

    /**
     * Creates the filter for a scan that asks for the columns of a model, in the order of the reasons.
     *
     * @param weights the weights column, which must be numeric, if there is one
     * @param policy what happens to a row in which a column is missing
     */
    public RowFilter(Binding binding, List<String> weights, MissingRows policy) {
        this.names = binding.names();
        this.numeric = new boolean[names.size()];
        for (int k = 0; k < numeric.length; k++) {
            numeric[k] = binding.isNumeric(names.get(k));
        }
        this.weights = weights.isEmpty() ? -1 : binding.position(weights.get(0));
        this.policy = policy;
        this.missing = new long[names.size()];
    }

    /**
     * Selects the rows of a batch that take part.
     *
     * @throws ModelException for a weight that is negative or infinite, or a missing value where the policy forbids it
     */
    public void select(Batch batch, Selection selection) {
        if (isComplete(batch)) {
            selection.selectAll(batch.size());
        } else {
            selectRowByRow(batch, selection);
        }
        read += batch.size();
        used += selection.count();
    }

    private boolean isComplete(Batch batch) {
        int n = batch.size();
        for (int k = 0; k < numeric.length; k++) {
            if (!(numeric[k] ? noneMissing(batch.numbers(k), n) : noneMissing(batch.codes(k), n))) {
                return false;
            }
        }
        return weights < 0 || allUsable(batch.numbers(weights), n);
    }

    private static boolean noneMissing(double[] values, int n) {
        boolean none = true;
        for (int i = 0; i < n; i++) {
            none &= !Double.isNaN(values[i]);
        }
        return none;
    }

    private static boolean noneMissing(int[] codes, int n) {
        int signs = 0;
        for (int i = 0; i < n; i++) {
            signs |= codes[i];
        }
        return signs >= 0;
    }

    private static boolean allUsable(double[] weights, int n) {
        boolean usable = true;
        for (int i = 0; i < n; i++) {
            usable &= weights[i] > 0 && weights[i] <= Double.MAX_VALUE;
        }
        return usable;
    }

    private void selectRowByRow(Batch batch, Selection selection) {
        selection.clear();
        for (int i = 0; i < batch.size(); i++) {
            if (weights >= 0) {
                checkWeight(batch, i);
            }
            Optional<Integer> reason = firstMissing(batch, i);
            if (reason.isPresent()) {
                drop(batch, i, reason.get());
            } else if (weights >= 0 && batch.numbers(weights)[i] == 0) {
                zeroWeights++;
            } else {
                selection.add(i);
            }
        }
    }

    private Optional<Integer> firstMissing(Batch batch, int row) {
        for (int k = 0; k < numeric.length; k++) {
            if (numeric[k] ? Double.isNaN(batch.numbers(k)[row]) : batch.codes(k)[row] < 0) {
                return Optional.of(k);
            }
        }
        return Optional.empty();
    }

    private void drop(Batch batch, int row, int column) {
        if (policy == MissingRows.FAIL) {
            throw new ModelException(Labels.quoted(names.get(column)) + " is missing in row " + batch.rowName(row)
                    + ": fill it in, or let rows with missing values be dropped.");
        }
        missing[column]++;
    }

    private void checkWeight(Batch batch, int row) {
        double weight = batch.numbers(weights)[row];
        if (weight < 0 || Double.isInfinite(weight)) {
            throw new ModelException("The weight in column " + Labels.quoted(names.get(weights)) + " is "
                    + (weight < 0 ? NumberLabel.of(weight) : "infinite") + " in row " + batch.rowName(row)
                    + ": a weight must be a positive number, or 0 to leave the row out.");
        }
    }

    private static String missing(String name) {
        return name + " is missing";
    }

    /** Returns all reasons for which a row may not take part, in the order in which {@link #counts} has them. */
    public static List<String> reasons(List<String> names) {
        return Stream.concat(names.stream().map(RowFilter::missing), Stream.of(ZERO_WEIGHT))
                .toList();
    }

    public RowCounts counts() {
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (int k = 0; k < missing.length; k++) {
            if (missing[k] > 0) {
                dropped.put(missing(names.get(k)), missing[k]);
            }
        }
        if (zeroWeights > 0) {
            dropped.put(ZERO_WEIGHT, zeroWeights);
        }
        return new RowCounts(read, used, dropped);
    }
}
