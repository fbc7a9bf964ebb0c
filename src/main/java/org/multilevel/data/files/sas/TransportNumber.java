package org.multilevel.data.files.sas;

/** Numbers as IBM's mainframes had them, which SAS writes into transport files: base 16, exponent first. */
final class TransportNumber {
    private static final int EXCESS = 64;
    private static final int FRACTION_BITS = 56;

    private TransportNumber() {}

    /** Returns the number in up to eight bytes; NaN where it is missing. */
    static double of(byte[] bytes, int offset, int length) {
        long bits = 0;
        for (int k = 0; k < 8; k++) {
            bits = bits << 8 | (k < length ? bytes[offset + k] & 0xFF : 0);
        }
        long fraction = bits & (1L << FRACTION_BITS) - 1;
        if (fraction == 0) {
            return bits == 0 || bits == Long.MIN_VALUE ? 0 : isCode((int) (bits >>> FRACTION_BITS)) ? Double.NaN : 0;
        }
        int exponent = (int) (bits >>> FRACTION_BITS & 0x7F) - EXCESS;
        double value = Math.scalb((double) fraction, 4 * exponent - FRACTION_BITS);
        return bits < 0 ? -value : value;
    }

    /** Returns whether what is missing is one of .A to .Z and ._ and not SAS's own. */
    static boolean isNamed(byte[] bytes, int offset) {
        return bytes[offset] != '.';
    }

    private static boolean isCode(int first) {
        return first == '.' || first == '_' || (first >= 'A' && first <= 'Z');
    }
}
