package org.multilevel.data.files.source;

import java.io.IOException;
import java.nio.file.Path;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/** Says in one sentence why a file cannot be read. */
public final class Damage {
    private Damage() {}

    /**
     * Returns the exception about a file that breaks the rules of its format.
     *
     * @param what what is wrong, as in <i>it ends within the names</i>
     */
    public static DataException of(Path file, String what) {
        return new DataException(sentence(file, what));
    }

    /** Returns the exception about a file that breaks the rules of its format, with the cause for the log. */
    public static DataException of(Path file, String what, Throwable cause) {
        return new DataException(sentence(file, what), cause);
    }

    /** Returns the exception about a file whose bytes cannot be had. */
    public static DataException unreadable(Path file, IOException cause) {
        return new DataException(
                file + " cannot be read (" + FileReason.of(cause) + "): check that it is there.", cause);
    }

    /**
     * Returns the exception about what a format allows and this program does not read.
     *
     * @param what what was found
     * @param instead what to do
     */
    public static DataException unsupported(Path file, String what, String instead) {
        return new DataException(file + " " + what + ", which is not read here: " + instead + ".");
    }

    private static String sentence(Path file, String what) {
        return file + " is damaged or incomplete (" + what
                + "): copy it again, or save it once more where it was made.";
    }
}
