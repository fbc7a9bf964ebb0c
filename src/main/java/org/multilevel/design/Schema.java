package org.multilevel.design;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupSet;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.expression.StatefulTransforms;
import org.multilevel.error.DataException;
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
    private static final int VERSION = 3;

    private final BoundFormula bound;
    private final StatefulTransforms transforms;
    private final Findings found;

    private Schema(BoundFormula bound, StatefulTransforms transforms, Findings found) {
        this.bound = bound;
        this.transforms = transforms;
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
        return of(bound, StatefulTransforms.find(bound.computed(), table, progress), table, progress);
    }

    /**
     * Surveys a part of a table, which is read once.
     *
     * @param transforms what the data decided about the transformations in the formula, from all parts of the table
     * @throws ModelException if the formula cannot be used with this table
     * @throws DataException if the table cannot be read, or is not a part of the one that {@code transforms} saw
     * @throws java.util.concurrent.CancellationException if progress says so
     * @throws IllegalStateException if {@code transforms} is not complete
     */
    public static Schema of(TransformSurvey transforms, Table part, Progress progress) {
        if (!transforms.isComplete()) {
            throw new IllegalStateException("the survey of transformations needs another pass");
        }
        BoundFormula bound = transforms.bound();
        bound.checkAdds(BoundFormula.of(bound.formula(), part, bound.options(), progress));
        return of(bound, transforms.constants(), part, progress);
    }

    private static Schema of(BoundFormula bound, StatefulTransforms transforms, Table table, Progress progress) {
        return new Schema(bound, transforms, Survey.of(bound, transforms.known(), table, progress));
    }

    BoundFormula bound() {
        return bound;
    }

    Map<String, double[]> constants() {
        return transforms.known();
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
        bound.checkAdds(other.bound);
        if (!transforms.isAtOneWith(other.transforms)) {
            throw new DataException("The parts of the table give different constants for " + bound.formula()
                    + ": find those of the whole table first, with a survey of its transformations.");
        }
        return new Schema(bound, transforms, found.plus(other.found, bound));
    }

    /**
     * Returns the same without the levels of grouping factors, which may stay where the rows are; sums of such surveys know none either.
     * Its design has the columns of the whole table, and factors without levels.
     */
    public Schema withoutGroups() {
        return withGroups(found.groups().stream().map(GroupSet::emptied).toList());
    }

    /** Returns the same with the levels of grouping factors that another survey found, such as that of a part of the table. */
    public Schema withGroupsOf(Schema other) {
        return withGroups(other.found.groups());
    }

    private Schema withGroups(List<GroupSet> groups) {
        return new Schema(bound, transforms, found.withGroups(groups));
    }

    /** Returns how many levels each grouping factor has. */
    public List<Integer> groupSizes() {
        return found.groups().stream().map(GroupSet::size).toList();
    }

    /** Writes what was found; see {@link PartWriter}. */
    public void write(DataOutput out) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        bound.writeTo(writer);
        transforms.writeTo(writer);
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
        BoundFormula bound = BoundFormula.readFrom(reader);
        StatefulTransforms transforms = StatefulTransforms.readFrom(reader, bound.computed());
        if (!transforms.areKnown()) {
            throw reader.damaged("they lack constants of their formula");
        }
        Schema schema = new Schema(bound, transforms, Findings.readFrom(reader, bound));
        reader.end();
        return schema;
    }
}
