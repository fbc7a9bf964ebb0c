package org.multilevel.data.files.sas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.FileColumn;

/** Puts together what the pieces on the pages of a SAS file say about its rows and columns. */
final class SasPieces {
    private static final int ROW_SIZE = 0xF7F7F7F7;
    private static final int COLUMN_COUNT = 0xF6F6F6F6;
    private static final int TEXT = 0xFFFFFFFD;
    private static final int NAMES = 0xFFFFFFFF;
    private static final int ATTRIBUTES = 0xFFFFFFFC;
    private static final int FORMAT = 0xFFFFFBFE;
    private static final int MOST_COLUMNS = 1 << 20;
    private static final int LONGEST_ROW = 1 << 24;

    private final List<byte[]> texts = new ArrayList<>();
    private final List<Reference> names = new ArrayList<>();
    private final List<Reference> formats = new ArrayList<>();
    private final List<Reference> labels = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private long rows;
    private long mixedRows;
    private long rowLength;
    private long width = -1;
    private SasUnpacker unpacker = SasUnpacker.NONE;

    /**
     * How a column stands in a row.
     *
     * @param offset its first byte
     * @param width its bytes
     * @param number whether it is a number
     */
    record Place(int offset, int width, boolean number) {}

    /** Where a text stands: number of its piece, first byte, length. */
    private record Reference(int piece, int offset, int length) {}

    /** Takes a piece, if it is one of those that matter here. */
    void take(SasPage page, SasPage.Piece piece) {
        boolean wide = page.isWide();
        int word = wide ? 8 : 4;
        // What a piece says of its own length, its numbers may not leave.
        ByteBuffer in = page.numbers()
                .slice(piece.offset(), piece.length())
                .order(page.numbers().order());
        switch (page.signature(piece)) {
            case ROW_SIZE -> {
                rowLength = word(in, 5, wide);
                rows = word(in, 6, wide);
                mixedRows = word(in, 15, wide);
            }
            case COLUMN_COUNT -> width = word(in, 1, wide);
            case TEXT -> text(in, word);
            case NAMES -> {
                for (int at = word + 8; at + 8 <= in.capacity() - word - 4; at += 8) {
                    names.add(referred(in, at));
                }
            }
            case ATTRIBUTES -> {
                for (int at = word + 8; at + word + 8 <= in.capacity() - word - 4; at += word + 8) {
                    long offset = wide ? in.getLong(at) : in.getInt(at);
                    places.add(new Place(
                            (int) Math.max(-1, Math.min(LONGEST_ROW, offset)),
                            in.getInt(at + word),
                            in.get(at + word + 6) == 1));
                }
            }
            case FORMAT -> {
                formats.add(referred(in, 3 * word + 22));
                labels.add(referred(in, 3 * word + 28));
            }
            default -> {
                // Counts, lists and what newer programs add say nothing that a table needs.
            }
        }
    }

    private static long word(ByteBuffer in, int number, boolean wide) {
        return wide ? in.getLong(8 * number) : in.getInt(4 * number) & 0xFFFF_FFFFL;
    }

    private void text(ByteBuffer in, int word) {
        byte[] bytes = new byte[in.capacity() - word];
        in.get(word, bytes);
        if (texts.isEmpty()) {
            String beginning = new String(bytes, 0, Math.min(bytes.length, 96), StandardCharsets.ISO_8859_1);
            unpacker = beginning.contains("SASYZCRL")
                    ? SasUnpacker.RUNS
                    : beginning.contains("SASYZCR2") ? SasUnpacker.PATTERNS : SasUnpacker.NONE;
        }
        texts.add(bytes);
    }

    private static Reference referred(ByteBuffer in, int at) {
        return new Reference(in.getShort(at) & 0xFFFF, in.getShort(at + 2) & 0xFFFF, in.getShort(at + 4) & 0xFFFF);
    }

    /** Returns the text to which a reference leads, which may stand on a later page. */
    private byte[] text(Reference reference) {
        if (reference.length() == 0) {
            return new byte[0];
        }
        byte[] text = texts.get(reference.piece());
        if (reference.offset() + reference.length() > text.length) {
            throw new IndexOutOfBoundsException("a text stands outside of its piece");
        }
        return Arrays.copyOfRange(text, reference.offset(), reference.offset() + reference.length());
    }

    /** Returns whether all columns and the texts about them are there. */
    boolean isWhole() {
        return width >= 0
                && names.size() >= width
                && Stream.of(names, formats, labels)
                        .flatMap(List::stream)
                        .allMatch(reference -> reference.length() == 0 || reference.piece() < texts.size());
    }

    /** Refuses a description whose parts do not fit together. */
    void check(ByteInput in) {
        if (width < 0 || rowLength <= 0 || rowLength > LONGEST_ROW || width > MOST_COLUMNS) {
            throw in.damage("it does not say how many columns it has and how long its rows are");
        }
        if (names.size() < width || places.size() < width) {
            throw in.damage("it describes " + Math.min(names.size(), places.size()) + " of its " + width + " columns");
        }
        for (int k = 0; k < width; k++) {
            Place place = places.get(k);
            if (place.offset() < 0
                    || place.width() < 1
                    || place.width() > rowLength - place.offset()
                    || (place.number() && place.width() > 8)) {
                throw in.damage("its column " + (k + 1) + " stands outside of its rows");
            }
        }
    }

    int width() {
        return (int) width;
    }

    byte[] name(int k) {
        return text(names.get(k));
    }

    byte[] format(int k) {
        return k < formats.size() ? text(formats.get(k)) : new byte[0];
    }

    byte[] label(int k) {
        return k < labels.size() ? text(labels.get(k)) : new byte[0];
    }

    FileColumn.Kind kind(int k) {
        return places.get(k).number() ? FileColumn.Kind.NUMBER : FileColumn.Kind.TEXT;
    }

    List<Place> places() {
        return List.copyOf(places.subList(0, width()));
    }

    long rows() {
        return rows;
    }

    long mixedRows() {
        return mixedRows;
    }

    int rowLength() {
        return (int) rowLength;
    }

    SasUnpacker unpacker() {
        return unpacker;
    }
}
