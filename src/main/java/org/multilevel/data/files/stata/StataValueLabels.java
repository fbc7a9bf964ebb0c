package org.multilevel.data.files.stata;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.LooseText;

/** Reads the sets of value labels at the end of a Stata file, each with its name. */
final class StataValueLabels {
    /** From here on a code stands for a missing value, in formats that have several of them. */
    private static final int FIRST_MISSING = 2_147_483_621;

    private static final int OLD_LABEL = 8;

    private final ByteInput in;
    private final StataLayout layout;
    private final Map<String, SortedMap<Double, String>> sets = new HashMap<>();

    StataValueLabels(ByteInput in, StataLayout layout) {
        this.in = in;
        this.layout = layout;
    }

    /** Returns the labels of a set; none where there is no such set, which Stata allows. */
    SortedMap<Double, String> of(String name) {
        return sets.getOrDefault(name, Collections.emptySortedMap());
    }

    /** Reads all sets from here on. */
    void read() {
        in.in("value labels");
        if (layout.isTagged()) {
            while (text(5).equals("<lbl>")) {
                set(in.i4(), layout.nameLength());
                if (!text(6).equals("</lbl>")) {
                    throw in.damage("a set of value labels is longer than it says");
                }
            }
        } else if (layout.release() < 105) {
            while (in.remaining() >= 2) {
                oldSet();
            }
        } else {
            while (in.remaining() >= 4) {
                long length = in.i4();
                set(length, nameLength(length));
            }
        }
    }

    /** Programs do not agree on how long names are in formats before 110: that length is taken with which the set's own fits. */
    private int nameLength(long length) {
        if (layout.release() >= 110) {
            return layout.nameLength();
        }
        long start = in.position();
        for (int candidate : new int[] {layout.nameLength(), 33}) {
            if (in.remaining() >= candidate + 3 + 8) {
                in.skip(candidate + 3);
                long entries = in.i4();
                long text = in.i4();
                in.seek(start);
                if (entries >= 0 && text >= 0 && 8 + 8 * entries + text == length) {
                    return candidate;
                }
            }
        }
        throw in.damage("a set of value labels is longer than it says");
    }

    private void set(long length, int nameLength) {
        byte[] name = in.bytes(nameLength);
        in.skip(3);
        in.need(length);
        long entries = in.i4();
        long textLength = in.i4();
        if (entries < 0 || textLength < 0 || 8 + 8 * entries + textLength != length) {
            throw in.damage("a set of value labels is longer than it says");
        }
        int[] offsets = new int[(int) entries];
        double[] values = new double[(int) entries];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = in.i4();
        }
        for (int k = 0; k < values.length; k++) {
            values[k] = in.i4();
        }
        byte[] text = in.bytes(textLength);
        SortedMap<Double, String> labels = new TreeMap<>();
        for (int k = 0; k < offsets.length; k++) {
            if (offsets[k] < 0 || offsets[k] > text.length) {
                throw in.damage("the text of a value label stands elsewhere");
            }
            int n = LooseText.untilZero(text, offsets[k], text.length - offsets[k]);
            if (values[k] < FIRST_MISSING || !layout.hasNamedMissing()) {
                labels.put(values[k], LooseText.of(text, offsets[k], n));
            }
        }
        sets.put(LooseText.of(name, 0, LooseText.untilZero(name, 0, nameLength)), labels);
    }

    /** The first formats gave the labels of 0, 1, 2 and so on, eight bytes each. */
    private void oldSet() {
        int length = in.u2();
        byte[] name = in.bytes(12);
        in.skip(2);
        SortedMap<Double, String> labels = new TreeMap<>();
        byte[] text = in.bytes(length);
        for (int k = 0; (k + 1) * OLD_LABEL <= length; k++) {
            int n = LooseText.untilZero(text, k * OLD_LABEL, OLD_LABEL);
            if (n > 0) {
                labels.put((double) k, LooseText.of(text, k * OLD_LABEL, n));
            }
        }
        sets.put(LooseText.of(name, 0, LooseText.untilZero(name, 0, name.length)), labels);
    }

    private String text(int length) {
        return new String(in.bytes(length), StandardCharsets.ISO_8859_1);
    }
}
