package org.multilevel.data.files.stata;

import java.io.Closeable;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.LooseText;

/** The long texts of a Stata file, of which the rows hold references: only their places are held. */
final class StataTexts implements Closeable {
    private static final int TEXT = 130;
    private static final int REFERENCE = 8;

    private final Optional<ByteInput> in;
    private final int columnBytes;
    private final boolean bigEndian;
    private final Map<Key, Long> places = new HashMap<>();

    /** The column and row at which a text stood first. */
    private record Key(long column, long row) {}

    private StataTexts(Optional<ByteInput> in, int columnBytes, boolean bigEndian) {
        this.in = in;
        this.columnBytes = columnBytes;
        this.bigEndian = bigEndian;
    }

    /** Returns texts for a file whose rows hold no references that anybody wants. */
    static StataTexts none() {
        return new StataTexts(Optional.empty(), 0, false);
    }

    /** Finds the texts. */
    static StataTexts of(ByteInput in, StataLayout layout, long start) {
        StataTexts texts =
                new StataTexts(Optional.of(in), layout.referenceColumnBytes(), in.order() == ByteOrder.BIG_ENDIAN);
        try {
            texts.find(in.in("long texts"), layout, start);
            return texts;
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private void find(ByteInput source, StataLayout layout, long start) {
        source.seek(start);
        if (!text(source, 7).equals("<strls>")) {
            throw source.damage("it has no <strls> at byte " + start);
        }
        while (text(source, 3).equals("GSO")) {
            long column = source.u4();
            long row = layout.release() == 117 ? source.u4() : source.i8();
            int type = source.u1();
            long place = source.position();
            long length = source.u4();
            source.skip(length);
            places.put(new Key(column, row), type == TEXT ? place : -place);
        }
    }

    private static String text(ByteInput source, int length) {
        return new String(source.bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Returns the text to which a row refers; what is no text counts as none. */
    String at(byte[] row, int offset) {
        ByteInput source = in.orElseThrow();
        Key key = key(row, offset, columnBytes);
        Long place = places.get(key);
        if (place == null && columnBytes == 3) {
            // Not all programs that write format 119 heed that it has shorter numbers of rows than format 118.
            place = places.get(key(row, offset, 2));
        }
        if (place == null) {
            if (key.column() == 0 && key.row() == 0) {
                return "";
            }
            throw source.damage("a long text is not there to which its rows refer");
        }
        if (place < 0) {
            return "";
        }
        source.seek(place);
        byte[] bytes = source.bytes(source.u4());
        return LooseText.of(bytes, 0, LooseText.untilZero(bytes, 0, bytes.length));
    }

    private Key key(byte[] row, int offset, int split) {
        return new Key(number(row, offset, split), number(row, offset + split, REFERENCE - split));
    }

    private long number(byte[] row, int offset, int length) {
        long number = 0;
        for (int k = 0; k < length; k++) {
            int at = bigEndian ? offset + k : offset + length - 1 - k;
            number = number << 8 | (row[at] & 0xFF);
        }
        return number;
    }

    @Override
    public void close() {
        in.ifPresent(ByteInput::close);
    }
}
