package org.multilevel.data.csv;

/** How a file begins that is packed by gzip (RFC 1952). */
public final class GzipBeginning {
    private GzipBeginning() {}

    /** Returns whether a file with these first bytes is packed by gzip. */
    public static boolean of(byte[] beginning) {
        return beginning.length >= 2 && beginning[0] == 0x1f && beginning[1] == (byte) 0x8b;
    }
}
