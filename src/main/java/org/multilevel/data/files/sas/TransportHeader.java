package org.multilevel.data.files.sas;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Source;

/** Reads the description of a SAS transport file of version 5 or 8. */
public final class TransportHeader {
    static final int RECORD = 80;
    private static final int LONGEST_ROW = 1 << 24;

    private final Path file;
    private final ByteInput in;

    private TransportHeader(Path file, ByteInput in) {
        this.file = file;
        this.in = in.order(ByteOrder.BIG_ENDIAN);
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            return new TransportHeader(file, in).source();
        }
    }

    /**
     * How a column stands in a row.
     *
     * @param offset its first byte
     * @param width its bytes
     * @param number whether it is a number
     */
    record Place(int offset, int width, boolean number) {}

    private TransportSource source() {
        in.in("description");
        in.skip(3L * RECORD);
        String member = expect("MEMBER", "MEMBV8");
        int entry = digits(member, 74, 4);
        expect("DSCRPTR", "DSCPTV8");
        in.skip(2L * RECORD);
        String names = expect("NAMESTR", "NAMSTV8");
        int width = digits(names, 48, 10);
        if (entry != 140 && entry != 136) {
            throw in.damage("its columns are described in " + entry + " bytes");
        }
        in.count(width, entry);
        List<FileColumn> columns = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            column(in.bytes(entry), columns, places);
        }
        align();
        String next = text(in.bytes(RECORD));
        if (next.startsWith("HEADER RECORD*******LABELV")) {
            longLabels(digits(next, 48, 5), next.charAt(26) == '9', columns);
            align();
            next = text(in.bytes(RECORD));
        }
        if (!next.startsWith("HEADER RECORD*******OBS")) {
            throw in.damage("it has no header of rows");
        }
        return rows(
                columns,
                places,
                next.startsWith("HEADER RECORD*******OBSV8")
                        ? next.substring(48, 63).strip()
                        : "");
    }

    private TransportSource rows(List<FileColumn> columns, List<Place> places, String said) {
        long data = in.position();
        long length = places.stream()
                .mapToLong(place -> place.offset() + (long) place.width())
                .max()
                .orElse(0);
        if (length > LONGEST_ROW) {
            throw in.damage("its rows would have " + length + " bytes");
        }
        long end = in.size();
        if (end % RECORD != 0) {
            throw in.damage("it does not end with a whole record of " + RECORD + " bytes");
        }
        List<String> notes = new ArrayList<>();
        long another = anotherTable(data);
        if (another >= 0) {
            end = another;
            notes.add(file + " holds several tables, of which the first was read.");
        }
        long most = length == 0 ? 0 : (end - data) / length;
        long rows = most;
        if (said.matches("\\d{1,15}") && another < 0 && Long.parseLong(said) > 0) {
            rows = Long.parseLong(said);
            if (rows > most) {
                throw in.damage("it is too short for its " + rows + " rows");
            }
        } else if (length > 0) {
            rows = withoutFilling(data, end, length, most);
        }
        return new TransportSource(file, rows, data, (int) length, places, columns, notes);
    }

    /** Blanks fill up the last record; rows of nothing but blanks cannot be told from them. */
    private long withoutFilling(long data, long end, long length, long most) {
        long from = Math.max(data, end - RECORD);
        in.seek(from);
        byte[] last = in.bytes(end - from);
        int used = last.length;
        while (used > 0 && last[used - 1] == ' ') {
            used--;
        }
        long bytes = from + used - data;
        if (bytes > most * length || end - data - most * length >= RECORD) {
            throw in.damage("it ends within row " + (most + 1));
        }
        return (bytes + length - 1) / length;
    }

    private long anotherTable(long data) {
        byte[] record = new byte[RECORD];
        for (long at = data; at + RECORD <= in.size(); at += RECORD) {
            in.seek(at);
            in.read(record, RECORD);
            if (record[0] == 'H' && isMember(text(record))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isMember(String record) {
        return record.startsWith("HEADER RECORD*******MEMBER  HEADER RECORD")
                || record.startsWith("HEADER RECORD*******MEMBV8  HEADER RECORD");
    }

    private void column(byte[] entry, List<FileColumn> columns, List<Place> places) {
        int type = u2(entry, 0);
        int width = u2(entry, 4);
        int offset = u2(entry, 84) << 16 | u2(entry, 86);
        boolean number = type == 1;
        if ((type != 1 && type != 2) || width < 1 || (number && width > 8) || offset < 0 || offset > LONGEST_ROW) {
            throw in.damage("its column " + (columns.size() + 1) + " cannot be");
        }
        String longName = entry.length >= 120 ? LooseText.of(entry, 88, LooseText.trimmed(entry, 88, 32)) : "";
        String shortName = LooseText.of(entry, 8, LooseText.trimmed(entry, 8, 8));
        String format = LooseText.of(entry, 56, LooseText.trimmed(entry, 56, 8));
        FileColumn column = FileColumn.of(
                        longName.isBlank() ? shortName : longName,
                        number ? FileColumn.Kind.NUMBER : FileColumn.Kind.TEXT)
                .withLabel(LooseText.of(entry, 16, LooseText.trimmed(entry, 16, 40)));
        columns.add(number ? SasFormats.moment(format).map(column::withMoment).orElse(column) : column);
        places.add(new Place(offset, width, number));
    }

    /** Names and labels for which there is no room among the columns. */
    private void longLabels(int count, boolean formats, List<FileColumn> columns) {
        Map<Integer, FileColumn> changed = new HashMap<>();
        for (int k = 0; k < count; k++) {
            int position = in.u2() - 1;
            int name = in.u2();
            int label = in.u2();
            int rest = formats ? in.u2() + in.u2() : 0;
            byte[] bytes = in.bytes(name + (long) label);
            in.skip(rest);
            if (position < 0 || position >= columns.size()) {
                throw in.damage("it has a label for its column " + (position + 1) + ", which it does not have");
            }
            FileColumn old = columns.get(position);
            FileColumn column = FileColumn.of(LooseText.of(bytes, 0, LooseText.trimmed(bytes, 0, name)), old.kind())
                    .withLabel(LooseText.of(bytes, name, label));
            changed.put(position, old.moment().map(column::withMoment).orElse(column));
        }
        changed.forEach(columns::set);
    }

    private void align() {
        in.skip((RECORD - in.position() % RECORD) % RECORD);
    }

    private String expect(String five, String eight) {
        String record = text(in.bytes(RECORD));
        if (!record.startsWith("HEADER RECORD*******" + five) && !record.startsWith("HEADER RECORD*******" + eight)) {
            throw in.damage("it has no header " + five);
        }
        return record;
    }

    private int digits(String record, int from, int length) {
        String digits = record.substring(from, from + length).strip();
        if (!digits.matches("\\d+")) {
            throw in.damage("it has \"" + digits + "\" for a number");
        }
        return Integer.parseInt(digits);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
