package org.multilevel.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Why a file cannot be read or written is said without the names of Java's classes. */
class FileReasonTest {
    @Test
    void reasonOfTheSystemIsPassedOn() {
        assertEquals("disk full", FileReason.of(new IOException("disk full")));
        assertEquals("Not a directory", FileReason.of(new FileSystemException("x", "", "Not a directory")));
        assertEquals("the system does not say why", FileReason.of(new IOException()));
    }

    @Test
    void exceptionsThatOnlyRepeatTheNameAreSaidInWords() {
        assertEquals("permission denied", FileReason.of(new AccessDeniedException("x")));
        assertEquals("there is no such file or folder", FileReason.of(new NoSuchFileException("x")));
        assertEquals("there is a file where a folder should be", FileReason.of(new FileAlreadyExistsException("x")));
    }
}
