package org.multilevel.design;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.expression.StatefulTransforms;
import org.multilevel.error.DataException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;

/**
 * The survey before the survey: what the data decide about {@code scale(x)}, {@code poly(x, 2)} and the like, from all parts of a
 * table, pass by pass.
 *
 * <p>In each pass every part is read with a copy of this (made by writing and reading it), the copies are added up in the order of
 * the table, and the pass is ended; a formula without such functions needs no pass. Not for several threads at once.
 */
public final class TransformSurvey {
    private static final String KIND = "surveys of transformations";
    private static final int VERSION = 1;

    private final BoundFormula bound;
    private final StatefulTransforms constants;

    private TransformSurvey(BoundFormula bound, StatefulTransforms constants) {
        this.bound = bound;
        this.constants = constants;
    }

    /**
     * Begins the survey.
     *
     * @param table the table or a part of it, of which only the columns are looked at
     * @throws org.multilevel.error.ModelException if the formula cannot be used with these columns
     */
    public static TransformSurvey of(Formula formula, Table table, DesignOptions options) {
        BoundFormula bound = BoundFormula.of(formula, table, options, Progress.NONE);
        return new TransformSurvey(bound, new StatefulTransforms(bound.computed()));
    }

    /** Returns the columns that a fit reads. */
    public List<String> columns() {
        return bound.inputs().all();
    }

    /** Returns for each grouping factor the columns whose values are its levels. */
    public List<List<String>> groupColumns() {
        return bound.groups().stream()
                .map(group -> group.stream().map(Expression.Column::name).toList())
                .toList();
    }

    BoundFormula bound() {
        return bound;
    }

    StatefulTransforms constants() {
        return constants;
    }

    /** Returns whether no pass is needed any more. */
    public boolean isComplete() {
        return constants.areKnown();
    }

    /**
     * Reads the table, or a part of it, in this pass.
     *
     * @throws org.multilevel.error.ModelException if a value cannot be computed
     * @throws DataException if the table cannot be read, or is not a part of the same one
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public void read(Table part, Progress progress) {
        bound.checkAdds(BoundFormula.of(bound.formula(), part, bound.options(), progress));
        constants.scan(part, progress);
    }

    /**
     * Adds what a copy of this has read in this pass.
     *
     * @throws DataException if it is not one: the table is another, or the passes are different ones
     * @throws IllegalArgumentException if it is of another formula, or other options
     */
    public void add(TransformSurvey other) {
        bound.checkAdds(other.bound);
        if (!constants.isAtOneWith(other.constants)) {
            throw new DataException("The parts of the table are not in the same pass of the survey for "
                    + bound.formula() + ": add up all parts before a pass is ended.");
        }
        constants.merge(other.constants);
    }

    /**
     * Ends the pass, in which all parts have been read.
     *
     * @throws org.multilevel.error.ModelException if a transformation is not defined for what was read
     */
    public void endPass() {
        constants.endPass();
    }

    /** Writes what was found so far; see {@link PartWriter}. */
    public void write(DataOutput out) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        bound.writeTo(writer);
        constants.writeTo(writer);
        writer.end();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws DataException if it is damaged
     */
    public static TransformSurvey read(DataInput in) throws IOException {
        PartReader reader = new PartReader(in, KIND, VERSION);
        BoundFormula bound = BoundFormula.readFrom(reader);
        TransformSurvey survey = new TransformSurvey(bound, StatefulTransforms.readFrom(reader, bound.computed()));
        reader.end();
        return survey;
    }
}
