package org.multilevel.design.scan;

/**
 * What tells whether two models were fitted to the same rows: the sum (mod 2^64) over the rows used of a hash of response and weight.
 *
 * <p>It does not depend on the order of the rows, and those of the parts of a table add up. The response counts as the formula
 * computes it, before an offset is subtracted. The hash is mix(bits of the response + mix(bits of the weight)), where mix is the
 * finaliser of SplitMix64: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, OOPSLA, with the constants of
 * Stafford's mix 13.
 *
 * @param sum the sum of the hashes
 */
public record RowFingerprint(long sum) {
    private static final int HEXADECIMAL = 16;
    private static final int DIGITS = 16;

    /** The fingerprint of no rows. */
    public static final RowFingerprint NONE = new RowFingerprint(0);

    /** Returns the fingerprint of these rows and those of another part of the same table. */
    public RowFingerprint plus(RowFingerprint other) {
        return new RowFingerprint(sum + other.sum);
    }

    /** Returns the fingerprint with more rows: the first {@code n} responses and their weights. */
    public RowFingerprint plus(double[] response, double[] weight, int n) {
        long total = sum;
        double last = Double.NaN;
        long ofWeight = 0;
        for (int i = 0; i < n; i++) {
            if (weight[i] != last) {
                last = weight[i];
                ofWeight = mix(Double.doubleToRawLongBits(last));
            }
            // Adding 0 makes -0 and 0 the same.
            total += mix(Double.doubleToRawLongBits(response[i] + 0.0) + ofWeight);
        }
        return new RowFingerprint(total);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Returns the fingerprint that {@link #toString} gave.
     *
     * @throws IllegalArgumentException unless the text is 16 hexadecimal digits
     */
    public static RowFingerprint parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(c -> Character.digit(c, HEXADECIMAL) >= 0)) {
            throw new IllegalArgumentException(
                    "A fingerprint of rows has 16 hexadecimal digits, not \"" + text + "\".");
        }
        return new RowFingerprint(Long.parseUnsignedLong(text, HEXADECIMAL));
    }

    /** Returns the sum as 16 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x", sum);
    }
}
