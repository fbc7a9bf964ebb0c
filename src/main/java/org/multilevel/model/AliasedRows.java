package org.multilevel.model;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.data.Batch;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;

/** Finds the rows of a prediction that depend on columns left out of the fit, and says so in a sentence. */
final class AliasedRows {
    /** More names than these do not help in a sentence. */
    private static final int NAMES = 5;

    private final List<FixedColumn> columns;
    private final List<String> dropped;
    private final Estimability estimability;
    private final AliasedColumns choice;
    private final BitSet seen = new BitSet();
    private final BitSet inRow = new BitSet();
    private long count;
    private String first = "";

    AliasedRows(ModelParts parts, AliasedColumns choice) {
        this.columns = parts.design().fixed();
        this.dropped = parts.fixed().dropped();
        this.estimability = Estimability.of(parts);
        this.choice = choice;
    }

    /** Returns whether row i of a block, which was made of the whole batch, is to have a prediction. */
    boolean isEstimable(DesignBlock block, int i, Batch batch) {
        inRow.clear();
        if (estimability.holds(block, i, inRow)) {
            return true;
        }
        if (!inRow.isEmpty()) {
            first = count == 0 ? batch.rowName(i) : first;
            seen.or(inRow);
            count++;
        }
        return choice == AliasedColumns.ZERO;
    }

    /** Returns how many rows depend on columns left out. */
    long count() {
        return count;
    }

    /** Returns how many of them have no prediction for that reason. */
    long missing() {
        return choice == AliasedColumns.MISSING ? count : 0;
    }

    /** Returns what there is to say of the rows so far. */
    Optional<String> sentence() {
        if (choice == AliasedColumns.MISSING && !estimability.isKnown()) {
            return Optional.of("The model was saved by an early version that did not keep what " + names(dropped)
                    + (dropped.size() == 1 ? " is" : " are") + " a combination of, so no prediction that depends on "
                    + (dropped.size() == 1 ? "its coefficient" : "their coefficients")
                    + " can be told from the others: zero is taken; fit the model again to know.");
        }
        if (count == 0) {
            return Optional.empty();
        }
        String names = names(seen.stream().mapToObj(j -> columns.get(j).name()).toList());
        String many = seen.cardinality() == 1 ? "" : "s";
        String rows =
                PredictionRun.count(count) + (choice == AliasedColumns.ZERO ? " a prediction" : " no prediction,");
        String consequence = choice == AliasedColumns.ZERO
                ? " that depends on the coefficient" + many + " of " + names
                        + ", left out because the rows of the fit do not tell:"
                        + (many.isEmpty() ? " it is" : " they are")
                        + " taken as zero"
                : " because what is expected depends on the coefficient" + many + " of " + names
                        + ", left out because the rows of the fit do not tell";
        return Optional.of(rows
                + consequence
                + (count == 1 ? " (row " : "; the first is row ")
                + first
                + (count == 1 ? ")." : "."));
    }

    private static String names(List<String> names) {
        String shown = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        int rest = names.size() - NAMES;
        return rest > 0 ? shown + " and " + rest + " more" : shown;
    }
}
