package org.multilevel.data.files.parquet;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Moment;

/**
 * A column of a Parquet file: how its values are stored, and what they mean.
 *
 * @param name the name
 * @param stored how they are stored
 * @param length their bytes, where all have as many
 * @param optional whether there may be none
 * @param leaf the number of the column in the file, those within others counted too
 * @param meaning what they mean
 * @param scale the digits behind the point of a decimal number
 */
record ParquetColumn(String name, Stored stored, int length, boolean optional, int leaf, Meaning meaning, int scale) {
    private static final double MILLIS = 86_400_000.0;
    private static final int JULIAN_OF_1970 = 2_440_588;

    /** How values are stored, in the order of the format's numbers. */
    enum Stored {
        BOOLEAN(0),
        INT32(4),
        INT64(8),
        INT96(12),
        FLOAT(4),
        DOUBLE(8),
        BYTES(0),
        FIXED(0);

        private final int width;

        Stored(int width) {
            this.width = width;
        }

        /** Returns the bytes of a value, where that is the same for all columns; 0 else. */
        int width() {
            return width;
        }

        boolean isBytes() {
            return this == BYTES || this == FIXED || this == INT96;
        }
    }

    /** What values mean. */
    enum Meaning {
        NUMBER,
        UNSIGNED,
        DECIMAL,
        DAYS,
        MILLIS,
        MICROS,
        NANOS,
        FLAG,
        TEXT,
        HALF,
        HEX
    }

    /** Returns the bytes of a value where all have as many. */
    int width() {
        return stored == Stored.FIXED ? length : stored.width();
    }

    FileColumn column() {
        boolean text = meaning == Meaning.TEXT || meaning == Meaning.FLAG || meaning == Meaning.HEX;
        FileColumn column = FileColumn.of(name, text ? FileColumn.Kind.TEXT : FileColumn.Kind.NUMBER);
        return switch (meaning) {
            case DAYS, MILLIS, MICROS, NANOS -> column.withMoment(Moment.DAYS);
            default -> column;
        };
    }

    /** Returns the number that is stored in 64 bits. */
    double number(long bits) {
        double raw = switch (stored) {
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            case INT32 -> meaning == Meaning.UNSIGNED ? bits & 0xFFFF_FFFFL : (int) bits;
            default -> meaning == Meaning.UNSIGNED && bits < 0 ? (bits >>> 1) * 2.0 : bits;
        };
        return switch (meaning) {
            case DECIMAL -> raw / Math.pow(10, scale);
            case MILLIS -> raw / MILLIS;
            case MICROS -> raw / (MILLIS * 1e3);
            case NANOS -> raw / (MILLIS * 1e6);
            default -> raw;
        };
    }

    /** Returns the number that is stored in bytes. */
    double number(byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (meaning) {
            case DECIMAL -> bytes.length == 0 ? Double.NaN : new BigInteger(bytes).doubleValue() / Math.pow(10, scale);
            case HALF -> half(little.getShort(0));
            default -> little.getInt(8) - JULIAN_OF_1970 + little.getLong(0) / (MILLIS * 1e6);
        };
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double value = exponent == 0
                ? Math.scalb((double) fraction, -24)
                : exponent == 31
                        ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                        : Math.scalb((double) (fraction + 1024), exponent - 25);
        return bits < 0 ? -value : value;
    }

    /** Returns the text that is stored in bytes. */
    String text(byte[] bytes) {
        return meaning == Meaning.HEX ? HexFormat.of().formatHex(bytes) : LooseText.of(bytes, 0, bytes.length);
    }

    /** Returns the text of a value of 64 bits. */
    String text(long bits) {
        return meaning == Meaning.FLAG ? (bits != 0 ? "TRUE" : "FALSE") : Long.toString(bits);
    }
}
