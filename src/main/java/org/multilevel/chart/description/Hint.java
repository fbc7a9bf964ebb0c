package org.multilevel.chart.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the mouse is told of each datum of a mark: words with places for its numbers and names, kept apart so that ten thousand data need one
 * hint only.
 *
 * @param pieces in the order in which they are read; none for a mark that tells nothing
 */
public record Hint(List<Piece> pieces) {
    /** Tells nothing. */
    public static final Hint NONE = new Hint(List.of());

    /**
     * A text, or what comes in the place of one.
     *
     * @param text read as it is where there is no value
     */
    public record Piece(String text, Optional<Value> value) {}

    /** Copies the pieces. */
    public Hint {
        pieces = List.copyOf(pieces);
    }

    /** Returns a hint that begins with a text. */
    public static Hint of(String text) {
        return NONE.then(text);
    }

    /** Returns this hint and a text after it. */
    public Hint then(String text) {
        return with(new Piece(text, Optional.empty()));
    }

    /** Returns this hint and a value after it. */
    public Hint then(Value value) {
        return with(new Piece("", Optional.of(value)));
    }

    private Hint with(Piece piece) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.add(piece);
        return new Hint(longer);
    }
}
