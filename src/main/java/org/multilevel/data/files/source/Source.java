package org.multilevel.data.files.source;

import java.util.List;
import java.util.OptionalLong;

/** A file of some format whose description was read, and whose rows can be read any number of times. */
public interface Source {
    List<FileColumn> columns();

    /** Returns the number of rows where the file says it. */
    OptionalLong rowCount();

    /** Returns what was guessed about the file as a whole, as sentences. */
    List<String> notes();

    /**
     * Opens the rows.
     *
     * @param wanted for each column whether it will be asked for; others cost as little as the format allows
     */
    Cursor open(boolean[] wanted);
}
