package org.multilevel.data.levels;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.DataException;

/**
 * The levels of one variable that occur in some rows, in the order of the results; those of the parts of a table add up.
 *
 * <p>Immutable. What two sets give together does not depend on which comes first.
 */
public abstract sealed class LevelSet permits LabelSet, NumberSet {
    private static final String KIND = "levels";
    private static final int VERSION = 1;

    /** Returns what finds the levels. */
    public abstract LevelIndex index();

    /** Returns how many levels there are. */
    public abstract int size();

    /**
     * Returns these levels and those of another part of the same table.
     *
     * @param name what the variable is called in a sentence
     * @throws DataException if it is not the same variable: one has numbers where the other has categories, or they declare
     *     different levels
     */
    public final LevelSet plus(LevelSet other, String name) {
        if (this instanceof LabelSet mine && other instanceof LabelSet theirs) {
            return mine.plus(theirs, name);
        }
        if (this instanceof NumberSet mine && other instanceof NumberSet theirs) {
            return mine.plus(theirs);
        }
        throw new DataException(
                "\"" + name + "\" has numbers in one part of the table and categories in another: read it in"
                        + " the same way in all parts.");
    }

    /** Returns a set of the same kind without a level. */
    abstract LevelSet emptied();

    /** Returns for each of these levels its position in a set that has them all. */
    abstract int[] positionsIn(LevelSet all);

    /** Writes the levels; see {@link PartWriter}. */
    public final void write(DataOutput out) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        writeTo(writer);
        writer.end();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws DataException if it is damaged
     */
    public static LevelSet read(DataInput in) throws IOException {
        PartReader reader = new PartReader(in, KIND, VERSION);
        LevelSet set = readFrom(reader);
        reader.end();
        return set;
    }

    /** Writes the levels as a piece of something larger: whether they are numbers, then what each kind says. */
    public abstract void writeTo(PartWriter out) throws IOException;

    /** Reads what {@link #writeTo} wrote. */
    public static LevelSet readFrom(PartReader in) throws IOException {
        return in.flag() ? NumberSet.readRest(in) : LabelSet.readRest(in);
    }
}
