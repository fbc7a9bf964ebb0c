package org.multilevel.data.files.spss;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;

/** The rows of an SPSS file, one after another. */
final class SpssRows implements Cursor {
    private static final int PIECE = 8;
    private static final int NOTHING = 0;
    private static final int END = 252;
    private static final int AS_IT_IS = 253;
    private static final int BLANKS = 254;
    private static final int MISSING = 255;

    private final ByteInput in;
    private final SpssBytes bytes;
    private final SpssSource source;
    private final List<List<int[]>> pieces;
    private final byte[] row;
    private final ByteBuffer numbers;
    private final byte[] commands = new byte[PIECE];
    private int command = PIECE;
    private long read;
    private boolean ended;

    SpssRows(ByteInput in, SpssSource source) {
        this.in = in;
        this.source = source;
        this.bytes = new SpssBytes(in, source.blocks());
        this.pieces = source.variables().stream().map(SpssVariable::pieces).toList();
        this.row = new byte[source.elements() * PIECE];
        this.numbers = ByteBuffer.wrap(row).order(source.order());
    }

    @Override
    public boolean next() {
        if (ended || read == source.rows()) {
            return false;
        }
        boolean there = source.packing().packed() ? unpack() : plain();
        if (!there) {
            if (source.rows() >= 0) {
                throw in.damage("it has " + read + " of its " + source.rows() + " rows");
            }
            ended = true;
            return false;
        }
        read++;
        return true;
    }

    private boolean plain() {
        if (bytes.isAtEnd()) {
            return false;
        }
        bytes.read(row, 0, row.length);
        return true;
    }

    private boolean unpack() {
        for (int element = 0; element < source.elements(); element++) {
            int code = code(element == 0);
            int offset = element * PIECE;
            switch (code) {
                case END -> {
                    if (element > 0) {
                        throw in.damage("it ends within a row");
                    }
                    return false;
                }
                case AS_IT_IS -> bytes.read(row, offset, PIECE);
                case BLANKS -> Arrays.fill(row, offset, offset + PIECE, (byte) ' ');
                case MISSING -> numbers.putDouble(offset, source.packing().systemMissing());
                default -> numbers.putDouble(offset, code - source.packing().bias());
            }
        }
        return true;
    }

    /** Returns the next code that is not for filling up, or the one for the end if the file ends before a row. */
    private int code(boolean mayEnd) {
        while (true) {
            if (command == PIECE) {
                if (mayEnd && bytes.isAtEnd()) {
                    return END;
                }
                bytes.read(commands, 0, PIECE);
                command = 0;
            }
            int code = commands[command++] & 0xFF;
            if (code != NOTHING) {
                return code;
            }
        }
    }

    @Override
    public double number(int column) {
        double value = numbers.getDouble(source.variables().get(column).element() * PIECE);
        return value == source.packing().systemMissing() ? Double.NaN : value;
    }

    @Override
    public String text(int column) {
        List<int[]> parts = pieces.get(column);
        if (parts.size() == 1) {
            return source.encoding().text(row, parts.get(0)[0], parts.get(0)[1]);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(part -> whole.write(row, part[0], part[1]));
        return source.encoding().text(whole.toByteArray());
    }

    @Override
    public double fraction() {
        return bytes.fraction();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
