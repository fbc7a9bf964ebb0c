package org.multilevel.design;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.expression.DataConstants;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.error.DataException;
import org.multilevel.error.FormulaException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

/**
 * What a formula meets in a table or in a part of it: column types, levels, rows used and why others are not, means and spreads.
 *
 * <p>Immutable. Those of the parts of a table add up to the one of the whole, of which {@link Design#of(Schema)} makes the design;
 * levels have one numbering then, whichever part saw them. The sum does not depend on the order of the parts, but for the rounding
 * of means and spreads: add them in the order of the table to get the same bits every time.
 */
public final class Schema {
    private static final String KIND = "surveys";
    private static final int VERSION = 1;

    private final BoundFormula bound;
    /** By the text of a data-dependent call. */
    private final Map<String, double[]> constants;

    private final Findings found;

    private Schema(BoundFormula bound, Map<String, double[]> constants, Findings found) {
        this.bound = bound;
        this.constants = constants;
        this.found = found;
    }

    /**
     * Surveys a table.
     *
     * <p>Reads it once, and more often for data-dependent functions: once for {@code scale(x)} and {@code center(x)}, d + 1 times
     * for {@code poly(x, d)}, and so on for what is nested in them.
     *
     * @throws ModelException if the formula cannot be used with this table
     * @throws DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Schema of(Formula formula, Table table, DesignOptions options, Progress progress) {
        BoundFormula bound = BoundFormula.of(formula, table, options, progress);
        Map<String, double[]> constants = DataConstants.find(bound.computed(), table, progress);
        return new Schema(bound, constants, Survey.of(bound, constants, table, progress));
    }

    BoundFormula bound() {
        return bound;
    }

    Map<String, double[]> constants() {
        return constants;
    }

    Findings found() {
        return found;
    }

    /**
     * Returns what the formula meets in these rows and those of another part of the table, which come later in it.
     *
     * @throws DataException if they are not parts of one table: a column has another type or other declared levels
     * @throws IllegalArgumentException if they are of different formulas, or options
     */
    public Schema plus(Schema other) {
        BoundFormula theirs = other.bound;
        if (!bound.formula().toString().equals(theirs.formula().toString())
                || !bound.options().equals(theirs.options())) {
            throw new IllegalArgumentException("a survey for " + theirs.formula() + ", " + theirs.options()
                    + " does not add to one for " + bound.formula() + ", " + bound.options());
        }
        if (!bound.dotColumns().equals(theirs.dotColumns())) {
            throw new DataException("A part of the table has the columns " + theirs.dotColumns() + " and another "
                    + bound.dotColumns() + ": give all parts the same columns.");
        }
        for (String name : bound.inputs().all()) {
            if (bound.categorical().contains(name) != theirs.categorical().contains(name)) {
                throw new DataException("\"" + name + "\" has numbers in one part of the table and categories in another: read"
                        + " it in the same way in all parts.");
            }
        }
        constants.forEach((call, numbers) -> {
            if (!Arrays.equals(numbers, other.constants.get(call))) {
                throw new DataException(call + " has other constants in one part of the table than in another: find them"
                        + " for the whole table first.");
            }
        });
        return new Schema(bound, constants, found.plus(other.found, bound));
    }

    /** Writes what was found; see {@link PartWriter}. */
    public void write(DataOutput out) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        writer.text(bound.formula().toString());
        writer.texts(bound.options().weights().stream().toList());
        writer.text(bound.options().missing().name());
        writer.texts(bound.dotColumns());
        writer.texts(List.copyOf(bound.categorical()));
        writer.integer(constants.size());
        for (Map.Entry<String, double[]> call : constants.entrySet()) {
            writer.text(call.getKey());
            writer.integer(call.getValue().length);
            writer.numbers(call.getValue(), call.getValue().length);
        }
        found.writeTo(writer);
        writer.end();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws DataException if it is damaged
     */
    public static Schema read(DataInput in) throws IOException {
        PartReader reader = new PartReader(in, KIND, VERSION);
        BoundFormula bound = readBound(reader);
        Map<String, double[]> constants = new LinkedHashMap<>();
        int calls = reader.count();
        for (int k = 0; k < calls; k++) {
            String call = reader.text();
            constants.put(call, reader.numbers(reader.count()));
        }
        Schema schema = new Schema(bound, constants, Findings.readFrom(reader, bound));
        reader.end();
        return schema;
    }

    private static BoundFormula readBound(PartReader in) throws IOException {
        String formula = in.text();
        List<String> weights = in.texts();
        String missing = in.text();
        List<String> dotColumns = in.texts();
        List<String> categorical = in.texts();
        Optional<MissingRows> policy = Arrays.stream(MissingRows.values())
                .filter(known -> known.name().equals(missing))
                .findFirst();
        if (weights.size() > 1 || policy.isEmpty()) {
            throw in.damaged("their options are unknown");
        }
        DesignOptions options = new DesignOptions(weights.stream().findFirst(), policy.get());
        try {
            return new BoundFormula(Formula.parse(formula), options, dotColumns, new HashSet<>(categorical));
        } catch (FormulaException | ModelException notWritten) {
            throw in.damaged("their formula cannot be read");
        }
    }
}
