package org.multilevel.data.levels;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Sorts labels by code points.
 *
 * <p>A million labels are common, and comparing strings all over the heap is slow: most of the order comes from sorting the first
 * few characters after the common prefix, packed into a long together with the label's position.
 */
public final class LabelOrder {
    private static final int BITS = 7;
    /** The largest character that fits, after 1 is added so that 0 can stand for the end of a label. */
    private static final char LARGEST = (1 << BITS) - 2;

    private final String[] labels;
    private final int positionBits;

    private LabelOrder(String[] labels) {
        this.labels = labels;
        this.positionBits = Integer.SIZE - Integer.numberOfLeadingZeros(labels.length);
    }

    /** Returns the positions of the labels in sorted order. */
    public static int[] of(String[] labels) {
        LabelOrder order = new LabelOrder(labels);
        long[] keys = order.keys(order.commonPrefix());
        Arrays.sort(keys);
        return order.resolved(keys);
    }

    private int commonPrefix() {
        int common = labels.length == 0 ? 0 : labels[0].length();
        for (String label : labels) {
            int k = 0;
            while (k < common && k < label.length() && label.charAt(k) == labels[0].charAt(k)) {
                k++;
            }
            common = k;
        }
        return common;
    }

    /** Returns for each label its next characters and its position; only its position if some label has characters that do not fit. */
    private long[] keys(int start) {
        long[] keys = new long[labels.length];
        int characters = (Long.SIZE - 1 - positionBits) / BITS;
        for (int position = 0; position < keys.length; position++) {
            String label = labels[position];
            long key = 0;
            for (int k = start; k < start + characters; k++) {
                char c = k < label.length() ? label.charAt(k) : 0;
                if (c > LARGEST) {
                    return IntStream.range(0, keys.length).asLongStream().toArray();
                }
                key = (key << BITS) | (k < label.length() ? c + 1 : 0);
            }
            keys[position] = (key << positionBits) | position;
        }
        return keys;
    }

    /** Sorts by the whole label where the characters in the keys are equal. */
    private int[] resolved(long[] keys) {
        long mask = (1L << positionBits) - 1;
        int[] order = Arrays.stream(keys).mapToInt(key -> (int) (key & mask)).toArray();
        int start = 0;
        for (int end = 1; end <= keys.length; end++) {
            if (end == keys.length || keys[end] >> positionBits != keys[start] >> positionBits) {
                if (end - start > 1) {
                    sortRun(order, start, end);
                }
                start = end;
            }
        }
        return order;
    }

    private void sortRun(int[] order, int start, int end) {
        int[] sorted = Arrays.stream(order, start, end)
                .boxed()
                .sorted(Comparator.comparing(position -> labels[position], LabelOrder::compare))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, start, sorted.length);
    }

    /** Compares by code points, where {@link String#compareTo} would put U+FFFD after U+10000. */
    static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int k = 0; k < common; k++) {
            char left = a.charAt(k);
            char right = b.charAt(k);
            if (left != right) {
                int bySurrogate = Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
                return bySurrogate != 0 ? bySurrogate : Character.compare(left, right);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
