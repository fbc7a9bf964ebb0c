package org.multilevel.data.files.spss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A variable as an SPSS file's dictionary gives it, its texts still in the file's encoding.
 *
 * @param shortName its name of up to eight bytes
 * @param width the bytes of a text; 0 for numbers
 * @param element where its value begins in a row, in pieces of eight bytes
 * @param format how numbers are shown
 * @param label what it is called in words
 * @param missing what is declared missing: as numbers, or eight bytes each
 * @param range whether the first two of these are the ends of a range
 */
record SpssVariable(
        String shortName,
        int width,
        int element,
        int format,
        Optional<byte[]> label,
        List<byte[]> missing,
        boolean range) {
    private static final int PIECE = 8;
    /** DATE, DATETIME, ADATE, JDATE, MOYR, QYR, WKYR, EDATE, SDATE and YMDHMS. */
    private static final Set<Integer> DATES = Set.of(20, 22, 23, 24, 28, 29, 30, 38, 39, 41);

    /** A text longer than this stands in several variables. */
    static final int LONGEST_PIECE = 255;

    /** So many bytes of a text make one more of them. */
    private static final int SEGMENT = 252;

    boolean isNumber() {
        return width == 0;
    }

    SpssVariable withWidth(int newWidth) {
        return new SpssVariable(shortName, newWidth, element, format, label, missing, range);
    }

    /** Returns how many variables of the file a text of this width takes. */
    static int segments(int width) {
        return width <= LONGEST_PIECE ? 1 : (width + SEGMENT - 1) / SEGMENT;
    }

    boolean isDate() {
        return isNumber() && DATES.contains(format >> 16 & 0xFF);
    }

    /** Returns the places of the text's bytes in a row; those of a long text are not all side by side. */
    List<int[]> pieces() {
        List<int[]> pieces = new ArrayList<>();
        int offset = element * PIECE;
        for (int left = width; left > 0; left -= LONGEST_PIECE) {
            pieces.add(new int[] {offset, Math.min(left, LONGEST_PIECE)});
            offset += (LONGEST_PIECE + PIECE - 1) / PIECE * PIECE;
        }
        return pieces;
    }
}
