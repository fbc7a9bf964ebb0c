package org.multilevel.data.files.sas;

import java.nio.ByteOrder;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.LooseText;

/** The rows of a SAS file, one after another. */
final class SasRows implements Cursor {
    /** The signatures of pieces that are no rows all begin like one of these. */
    private static final int DESCRIPTION = 0xFFFFF800;

    private final ByteInput in;
    private final SasSource source;
    private final byte[] bytes;
    private final byte[] row;
    private SasPage page;
    private long pagesRead;
    private long read;
    /** What comes next on the page: a piece, then a row of those side by side. */
    private int piece;

    private int pieces;
    private long sideBySide;
    private int next;

    SasRows(ByteInput in, SasSource source) {
        this.in = in;
        this.source = source;
        this.bytes = new byte[source.page()];
        this.page = new SasPage(bytes, source.order(), source.wide());
        this.row = new byte[source.rowLength()];
    }

    @Override
    public boolean next() {
        if (read == source.rows()) {
            return false;
        }
        while (!rowOnPage()) {
            if (pagesRead == source.pages()) {
                throw in.damage("it has " + read + " of its " + source.rows() + " rows");
            }
            turn();
        }
        read++;
        return true;
    }

    private void turn() {
        in.read(bytes, bytes.length);
        page = new SasPage(bytes, source.order(), source.wide());
        pagesRead++;
        if (page.hasDeletedRows()) {
            throw Damage.unsupported(
                    source.file(), "has deleted rows among the others", "make a new data set of it with a DATA step");
        }
        piece = 0;
        pieces = page.pieceCount();
        next = page.firstRow(source.aligned());
        sideBySide = page.isData() ? page.blocks() : page.isMix() ? source.mixedRows() : 0;
    }

    private boolean rowOnPage() {
        while (piece < pieces) {
            SasPage.Piece candidate = page.piece(piece++);
            if (candidate.length() > 0 && isRow(candidate)) {
                take(candidate);
                return true;
            }
        }
        if (sideBySide == 0) {
            return false;
        }
        if (next > bytes.length - row.length) {
            throw in.damage("page " + pagesRead + " has room for fewer rows than it says");
        }
        System.arraycopy(bytes, next, row, 0, row.length);
        next += row.length;
        sideBySide--;
        return true;
    }

    private boolean isRow(SasPage.Piece candidate) {
        return candidate.packed()
                || (candidate.row() && source.unpacker() != SasUnpacker.NONE && !isDescription(candidate));
    }

    private boolean isDescription(SasPage.Piece candidate) {
        int signature = page.signature(candidate);
        return signature == 0xF7F7F7F7 || signature == 0xF6F6F6F6 || (signature & DESCRIPTION) == DESCRIPTION;
    }

    /** A row that would not become shorter stands as it is among those that are packed. */
    private void take(SasPage.Piece candidate) {
        if (!candidate.packed() && candidate.length() == row.length) {
            System.arraycopy(bytes, candidate.offset(), row, 0, row.length);
        } else if (!source.unpacker().unpack(bytes, candidate.offset(), candidate.length(), row)) {
            throw in.damage("row " + (read + 1) + " cannot be unpacked");
        }
    }

    @Override
    public double number(int column) {
        return Double.longBitsToDouble(bits(column));
    }

    /** Returns a number's bits; what is shorter than eight bytes lacks its last ones. */
    private long bits(int column) {
        SasPieces.Place place = source.places().get(column);
        boolean little = source.order() == ByteOrder.LITTLE_ENDIAN;
        long bits = 0;
        for (int k = 0; k < place.width(); k++) {
            int at = place.offset() + (little ? place.width() - 1 - k : k);
            bits |= (row[at] & 0xFFL) << (56 - 8 * k);
        }
        return bits;
    }

    /** The third byte of what is missing has its letter, all bits turned round. */
    @Override
    public boolean isNamedMissing(int column) {
        int letter = (int) (~bits(column) >> 40 & 0xFF);
        return letter == '_' || (letter >= 'A' && letter <= 'Z');
    }

    @Override
    public String text(int column) {
        SasPieces.Place place = source.places().get(column);
        int n = LooseText.trimmed(row, place.offset(), place.width());
        return source.charset().isPresent()
                ? new String(row, place.offset(), n, source.charset().get())
                : LooseText.of(row, place.offset(), n);
    }

    @Override
    public double fraction() {
        return in.fraction();
    }

    @Override
    public void close() {
        in.close();
    }
}
