package org.multilevel.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be read or written as a person would, where Java's exceptions say it by their class or repeat the name. */
public final class FileReason {
    private FileReason() {}

    /** Returns the reason, for brackets or after a colon. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file where a folder should be";
        }
        String reason = e instanceof FileSystemException exception ? exception.getReason() : e.getMessage();
        return reason == null || reason.isBlank() ? "the system does not say why" : reason;
    }
}
