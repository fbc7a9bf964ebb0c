package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;
import org.multilevel.error.DataException;

/** Runs what must fail with a sentence for the user. */
public final class Failure {
    private Failure() {}

    /** Returns the sentence. */
    public static String of(Runnable action) {
        return Objects.requireNonNull(
                assertThrows(DataException.class, action::run).getMessage());
    }
}
