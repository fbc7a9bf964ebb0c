package org.multilevel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/**
 * What tells that a file was written to between two scans of a table.
 *
 * @param size its bytes
 * @param lastModified when it was written to
 */
public record FileState(long size, FileTime lastModified) {

    /**
     * Returns the state of a file.
     *
     * @throws DataException if it is not there any more
     */
    public static FileState of(Path file) {
        try {
            return new FileState(Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new DataException(file + " cannot be read (" + FileReason.of(e) + "): check that it is there.", e);
        }
    }
}
