package org.multilevel.data.files.sas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One page of a SAS file: what kind it is, and the pieces of it that are not rows side by side. */
final class SasPage {
    private static final int KIND = 0x0F00;
    private static final int DATA = 0x0100;
    private static final int MIX = 0x0200;
    private static final int UNUSED = 0x8000;
    private static final int DELETED = 0x0080;

    private static final int HEADER = 8;
    private static final int CUT_OFF = 1;
    private static final int PACKED_ROW = 4;

    private final ByteBuffer page;
    private final boolean wide;

    SasPage(byte[] page, ByteOrder order, boolean wide) {
        this.page = ByteBuffer.wrap(page).order(order);
        this.wide = wide;
    }

    /**
     * A piece of the page: part of the description, or a row that stands alone.
     *
     * @param offset where it begins
     * @param length its bytes
     * @param packed whether it is a packed row
     * @param row whether it may be a row
     */
    record Piece(int offset, int length, boolean packed, boolean row) {}

    byte[] bytes() {
        return page.array();
    }

    ByteBuffer numbers() {
        return page;
    }

    boolean isWide() {
        return wide;
    }

    /** Returns whether some of its rows were deleted, which only a map at its end tells apart. */
    boolean hasDeletedRows() {
        return !isUnused() && (type() & DELETED) != 0;
    }

    boolean isUnused() {
        return (type() & UNUSED) != 0;
    }

    boolean isData() {
        return (type() & KIND) == DATA;
    }

    boolean isMix() {
        return (type() & KIND) == MIX;
    }

    /** Returns how many pieces and rows there are. */
    int blocks() {
        return page.getShort(start() + 2) & 0xFFFF;
    }

    int pieceCount() {
        return isData() || isUnused() ? 0 : page.getShort(start() + 4) & 0xFFFF;
    }

    /**
     * Returns the number of the first byte of the first row of those that stand side by side.
     *
     * @param aligned whether rows surely begin at multiples of eight; else only where that leaves out nothing
     */
    int firstRow(boolean aligned) {
        int after = start() + HEADER + pieceCount() * pointerLength();
        boolean filled = !isData() && after % 8 == 4 && after + 4 <= page.capacity() && (aligned || isFilling(after));
        return filled ? after + 4 : after;
    }

    private boolean isFilling(int at) {
        byte[] bytes = Arrays.copyOfRange(page.array(), at, at + 4);
        return Arrays.equals(bytes, new byte[4]) || Arrays.equals(bytes, new byte[] {' ', ' ', ' ', ' '});
    }

    /** Returns a piece; of length 0 for one without content. */
    Piece piece(int k) {
        int at = start() + HEADER + k * pointerLength();
        long offset = wide ? page.getLong(at) : page.getInt(at);
        long length = wide ? page.getLong(at + 8) : page.getInt(at + 4);
        int packing = page.get(at + (wide ? 16 : 8)) & 0xFF;
        int type = page.get(at + (wide ? 17 : 9)) & 0xFF;
        if (length == 0 || packing == CUT_OFF) {
            return new Piece(0, 0, false, false);
        }
        if (offset < 0 || length < 0 || offset > page.capacity() || length > page.capacity() - offset) {
            throw new IndexOutOfBoundsException("a piece of a page stands outside of it");
        }
        return new Piece((int) offset, (int) length, packing == PACKED_ROW, type == 1);
    }

    /** Returns what a piece begins with, which says what it is. */
    int signature(Piece piece) {
        int first = page.getInt(piece.offset());
        return first == -1 && wide && page.order() == ByteOrder.BIG_ENDIAN ? page.getInt(piece.offset() + 4) : first;
    }

    private int type() {
        return page.getShort(start()) & 0xFFFF;
    }

    private int start() {
        return wide ? 32 : 16;
    }

    private int pointerLength() {
        return wide ? 24 : 12;
    }
}
