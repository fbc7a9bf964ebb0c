package org.multilevel.data.files.stata;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Moment;
import org.multilevel.data.files.source.Source;

/** Reads what stands in a Stata file before and behind its rows. */
public final class StataHeader {
    /** What stands for nothing in the list of places of a tagged file: the begin of the file itself and so on. */
    private static final int PLACES = 14;

    private static final int PLACE_OF_DATA = 9;
    private static final int PLACE_OF_TEXTS = 10;
    private static final int PLACE_OF_LABELS = 11;

    private final Path file;
    private final ByteInput in;
    private StataLayout layout = new StataLayout(0);
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int width;
    private long rows;
    private long[] places = {};

    private StataHeader(Path file, ByteInput in) {
        this.file = file;
        this.in = in;
    }

    /** Returns whether a file begins as one before format 117: with the number of its format, the order of bytes, and a one. */
    public static boolean isOld(byte[] beginning) {
        return beginning.length >= 10
                && beginning[0] >= StataLayout.OLDEST
                && beginning[0] <= 115
                && (beginning[1] == 1 || beginning[1] == 2)
                && beginning[2] == 1;
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            return new StataHeader(file, in).source();
        }
    }

    private StataSource source() {
        if (in.u1() == '<') {
            tagged();
        } else {
            in.seek(0);
            plain();
        }
        List<StataType> types = types();
        in.in("names of columns");
        List<String> names = texts("varnames", layout.nameLength());
        tag("<sortlist>");
        in.skip((long) (width + 1) * layout.sortEntryLength());
        tag("</sortlist>");
        in.in("formats");
        List<String> formats = texts("formats", layout.formatLength());
        in.in("names of value labels");
        List<String> labelNames = texts("value_label_names", layout.nameLength());
        in.in("variable labels");
        List<String> labels = texts("variable_labels", layout.labelLength());
        long data = data();
        long rowWidth = types.stream().mapToLong(StataType::width).sum();
        in.in("rows").seek(data);
        if (rows < 0 || rowWidth > Integer.MAX_VALUE - 8 || (rowWidth > 0 && rows > in.remaining() / rowWidth)) {
            throw in.damage("it is too short for its " + rows + " rows");
        }
        StataValueLabels sets = new StataValueLabels(in, layout);
        in.seek(layout.isTagged() ? places[PLACE_OF_LABELS] : data + rows * rowWidth);
        tag("<value_labels>");
        sets.read();
        List<FileColumn> columns = IntStream.range(0, width)
                .mapToObj(k -> column(names.get(k), types.get(k), formats.get(k), sets.of(labelNames.get(k)))
                        .withLabel(labels.get(k)))
                .toList();
        long texts = layout.isTagged() ? places[PLACE_OF_TEXTS] : 0;
        return new StataSource(file, layout, order, rows, data, texts, types, columns);
    }

    private static FileColumn column(String name, StataType type, String format, SortedMap<Double, String> labels) {
        if (!type.isNumber()) {
            return FileColumn.of(name, FileColumn.Kind.TEXT);
        }
        FileColumn column = FileColumn.of(name, FileColumn.Kind.NUMBER).withNumberLabels(labels);
        return moment(format).map(column::withMoment).orElse(column);
    }

    private static Optional<Moment> moment(String format) {
        String plain = format.replace("-", "").toLowerCase(Locale.ROOT);
        if (plain.startsWith("%td") || plain.startsWith("%d")) {
            return Optional.of(Moment.STATA_DAYS);
        }
        return plain.startsWith("%tc") ? Optional.of(Moment.STATA_MILLISECONDS) : Optional.empty();
    }

    /** Reads the beginning of formats up to 115. */
    private void plain() {
        layout = layout(in.u1());
        int endianness = in.u1();
        if (endianness != 1 && endianness != 2) {
            throw in.damage("it does not say which end of its numbers comes first");
        }
        setOrder(endianness == 1);
        in.skip(2);
        width = in.u2();
        rows = in.u4();
        in.skip(layout.titleLength());
    }

    /** Reads the beginning of formats from 117 on. */
    private void tagged() {
        in.seek(0);
        tag("<stata_dta>");
        tag("<header>");
        tag("<release>");
        String release = text(3);
        layout = layout(release.matches("\\d+") ? Integer.parseInt(release) : 0);
        tag("</release>");
        tag("<byteorder>");
        setOrder(text(3).equals("MSF"));
        tag("</byteorder>");
        tag("<K>");
        width = layout.release() >= 119 ? in.count(in.u4(), 1) : in.u2();
        tag("</K>");
        tag("<N>");
        rows = layout.release() >= 118 ? in.i8() : in.u4();
        tag("</N>");
        tag("<label>");
        in.skip(layout.release() >= 118 ? in.u2() : in.u1());
        tag("</label>");
        tag("<timestamp>");
        in.skip(in.u1());
        tag("</timestamp>");
        tag("</header>");
        tag("<map>");
        places = new long[PLACES];
        for (int k = 0; k < PLACES; k++) {
            places[k] = in.i8();
        }
        tag("</map>");
    }

    private StataLayout layout(int release) {
        if (release < StataLayout.OLDEST || release > StataLayout.NEWEST || release == 116) {
            throw Damage.unsupported(
                    file, "is of the Stata format " + release, "save it with \"saveold\" as one of 104 to 119");
        }
        return new StataLayout(release);
    }

    private void setOrder(boolean big) {
        order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        in.order(order);
    }

    private List<StataType> types() {
        in.in("types of columns");
        tag("<variable_types>");
        in.count(width, layout.isTagged() ? 2 : 1);
        List<StataType> types = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            int code = layout.isTagged() ? in.u2() : in.u1();
            StataType type = StataType.of(code, layout);
            if (type.width() == 0) {
                throw in.damage("its column " + (k + 1) + " is of type " + code + ", which does not exist");
            }
            types.add(type);
        }
        tag("</variable_types>");
        return types;
    }

    private List<String> texts(String tag, int length) {
        tag("<" + tag + ">");
        in.count(width, length);
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            byte[] bytes = in.bytes(length);
            texts.add(LooseText.of(bytes, 0, LooseText.untilZero(bytes, 0, length)));
        }
        tag("</" + tag + ">");
        return texts;
    }

    /** Returns where the rows begin. */
    private long data() {
        if (layout.isTagged()) {
            in.in("rows").seek(places[PLACE_OF_DATA]);
            tag("<data>");
            return in.position();
        }
        in.in("notes");
        while (layout.expansionLength() > 0) {
            int type = in.u1();
            long length = layout.expansionLength() == 4 ? in.i4() : in.u2();
            if (type == 0 && length == 0) {
                break;
            }
            in.skip(length);
        }
        return in.position();
    }

    private void tag(String expected) {
        if (layout.release() == 0 || layout.isTagged()) {
            long place = in.position();
            if (!text(expected.length()).equals(expected)) {
                throw in.damage("it has no " + expected + " at byte " + place);
            }
        }
    }

    private String text(int length) {
        return new String(in.bytes(length), StandardCharsets.ISO_8859_1);
    }
}
