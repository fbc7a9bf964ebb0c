package org.multilevel.data.files.spss;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Source;

/** Reads the dictionary of an SPSS file. */
public final class SpssHeader {
    private static final int LAYOUT_AT = 64;
    private static final int PIECE = 8;

    private static final int VARIABLE = 2;
    private static final int VALUE_LABELS = 3;
    private static final int DOCUMENT = 6;
    private static final int EXTENSION = 7;
    private static final int END = 999;

    private final Path file;
    private final ByteInput in;
    private final List<SpssVariable> variables = new ArrayList<>();
    private final SpssDictionary dictionary = new SpssDictionary();
    private int elements;
    private int continued;
    private int compression;
    private long rows;
    private double bias;

    private SpssHeader(Path file, ByteInput in) {
        this.file = file;
        this.in = in;
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            return new SpssHeader(file, in).source();
        }
    }

    private SpssSource source() {
        in.seek(LAYOUT_AT);
        int layout = in.i4();
        if (layout != 2 && layout != 3) {
            in.order(ByteOrder.LITTLE_ENDIAN).seek(LAYOUT_AT);
            layout = in.i4();
        }
        if (layout != 2 && layout != 3) {
            throw in.damage("it does not say which end of its numbers comes first");
        }
        in.skip(4);
        compression = in.i4();
        in.skip(4);
        rows = in.i4();
        bias = in.f8();
        in.skip(9 + 8 + 64 + 3);
        if (compression < 0 || compression > 2) {
            throw in.damage("it is packed in the way " + compression + ", which does not exist");
        }
        in.in("dictionary");
        int type = in.i4();
        while (type != END) {
            record(type);
            type = in.i4();
        }
        in.skip(4);
        rows = dictionary.rows().orElse(rows);
        List<SpssVariable> whole = dictionary.joined(variables, in);
        Optional<SpssBlocks> blocks = compression == 2 ? Optional.of(SpssBlocks.read(in)) : Optional.empty();
        long data = in.position();
        SpssPacking packing = new SpssPacking(compression > 0, bias, dictionary.systemMissing());
        if (rows >= 0 && compression == 0 && rows > in.remaining() / PIECE / Math.max(1, elements)) {
            throw in.damage("it is too short for its " + rows + " rows");
        }
        return new SpssSource(
                file,
                in.order(),
                rows,
                data,
                elements,
                packing,
                blocks,
                dictionary.encoding(),
                whole,
                dictionary.columns(whole));
    }

    private void record(int type) {
        switch (type) {
            case VARIABLE -> variable();
            case VALUE_LABELS -> valueLabels();
            case DOCUMENT -> in.skip(80L * in.count(in.i4(), 80));
            case EXTENSION -> extension();
            default -> throw in.damage("its dictionary has an entry of type " + type + ", which does not exist");
        }
    }

    private void variable() {
        int width = in.i4();
        boolean labelled = in.i4() != 0;
        int missing = in.i4();
        int format = in.i4();
        in.skip(4);
        byte[] name = in.bytes(PIECE);
        Optional<byte[]> label = Optional.empty();
        if (labelled) {
            int length = in.count(in.i4(), 1);
            label = Optional.of(in.bytes(length));
            in.skip((4 - length % 4) % 4);
        }
        if (width < -1 || width > SpssVariable.LONGEST_PIECE || Math.abs(missing) > 3) {
            throw in.damage("its dictionary has a variable that cannot be");
        }
        List<byte[]> declared = new ArrayList<>();
        for (int k = 0; k < Math.abs(missing); k++) {
            declared.add(in.bytes(PIECE));
        }
        if (width == -1) {
            continued--;
        } else {
            if (continued > 0) {
                throw in.damage("a text variable in its dictionary is cut off");
            }
            continued = Math.max(0, (width + PIECE - 1) / PIECE - 1);
            String shortName = new String(name, 0, LooseText.trimmed(name, 0, PIECE), StandardCharsets.ISO_8859_1);
            variables.add(new SpssVariable(shortName, width, elements, format, label, declared, missing < 0));
        }
        elements++;
    }

    private void valueLabels() {
        int count = in.count(in.i4(), PIECE);
        Map<Long, byte[]> labels = new LinkedHashMap<>();
        for (int k = 0; k < count; k++) {
            // Numbers as their bits, texts as their bytes, whatever the variables are that have these labels.
            long value = in.i8();
            int length = in.u1();
            labels.put(value, in.bytes(length));
            in.skip((PIECE - (length + 1) % PIECE) % PIECE);
        }
        if (in.i4() != 4) {
            throw in.damage("its dictionary has value labels for no variable");
        }
        int used = in.count(in.i4(), 4);
        for (int k = 0; k < used; k++) {
            dictionary.label(in.i4() - 1, labels);
        }
    }

    private void extension() {
        int subtype = in.i4();
        long size = in.count(in.i4(), 1);
        long count = in.count(in.i4(), size);
        long end = in.position() + size * count;
        dictionary.extension(subtype, in, size, count);
        in.seek(end);
    }
}
