package org.multilevel.data.files.sas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Source;

/** Reads the description of a SAS file, which stands in pieces on its first pages. */
public final class SasHeader {
    private static final int SMALLEST = 1024;
    private static final int LARGEST = 1 << 24;

    private final Path file;
    private final ByteInput in;
    private final SasPieces pieces = new SasPieces();
    private boolean wide;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private Optional<Charset> charset = Optional.empty();

    private SasHeader(Path file, ByteInput in) {
        this.file = file;
        this.in = in;
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            return new SasHeader(file, in).source();
        }
    }

    private SasSource source() {
        byte[] first = in.bytes(288);
        wide = first[32] == '3';
        int shift = first[35] == '3' ? 4 : 0;
        order = first[37] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        charset = SasEncoding.of(first[70] & 0xFF);
        ByteBuffer numbers = ByteBuffer.wrap(first).order(order);
        int header = numbers.getInt(196 + shift);
        int page = numbers.getInt(200 + shift);
        long pages = wide ? numbers.getLong(204 + shift) : numbers.getInt(204 + shift) & 0xFFFF_FFFFL;
        if (header < SMALLEST || header > LARGEST || page < SMALLEST || page > LARGEST || pages < 0) {
            throw in.damage("the lengths of its parts cannot be");
        }
        if (pages > (in.size() - header) / page) {
            throw in.damage("it is too short for its " + pages + " pages");
        }
        String release = new String(first, shift + (wide ? 220 : 216), 8, StandardCharsets.ISO_8859_1);
        in.in("description").seek(header);
        read(page, pages);
        pieces.check(in);
        List<FileColumn> columns = new ArrayList<>();
        for (int k = 0; k < pieces.width(); k++) {
            columns.add(column(k));
        }
        return new SasSource(
                file,
                order,
                wide,
                !release.matches("[89]\\.0000M0"),
                header,
                page,
                pages,
                charset,
                pieces.rows(),
                pieces.mixedRows(),
                pieces.rowLength(),
                pieces.unpacker(),
                pieces.places(),
                columns);
    }

    /** Reads the pages up to the first that has rows, and those behind it on which the texts stand that it still lacks. */
    private void read(int length, long pages) {
        byte[] bytes = new byte[length];
        boolean rows = false;
        for (long k = 0; k < pages && !(rows && pieces.isWhole()); k++) {
            in.read(bytes, length);
            SasPage page = new SasPage(bytes, order, wide);
            rows |= page.isData() || page.isMix();
            for (int piece = 0; piece < page.pieceCount(); piece++) {
                SasPage.Piece next = page.piece(piece);
                rows |= next.packed();
                if (next.length() > 0 && !next.packed()) {
                    pieces.take(page, next);
                }
            }
        }
    }

    private FileColumn column(int k) {
        FileColumn column = FileColumn.of(text(pieces.name(k)), pieces.kind(k)).withLabel(text(pieces.label(k)));
        return column.kind() == FileColumn.Kind.NUMBER
                ? SasFormats.moment(text(pieces.format(k)))
                        .map(column::withMoment)
                        .orElse(column)
                : column;
    }

    private String text(byte[] bytes) {
        int n = LooseText.trimmed(bytes, 0, bytes.length);
        return charset.isPresent() ? new String(bytes, 0, n, charset.get()) : LooseText.of(bytes, 0, n);
    }
}
