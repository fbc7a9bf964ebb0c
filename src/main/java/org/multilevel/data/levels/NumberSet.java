package org.multilevel.data.levels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/** Levels that are numbers, in increasing order. */
final class NumberSet extends LevelSet {
    private final double[] numbers;
    private final LevelIndex index;

    /** Takes increasing numbers, which it keeps. */
    NumberSet(double[] numbers) {
        this.numbers = numbers;
        NumberIndex positions = new NumberIndex();
        List<String> labels = new ArrayList<>(numbers.length);
        for (int position = 0; position < numbers.length; position++) {
            positions.put(numbers[position], position);
            labels.add(NumberLabel.of(numbers[position]));
        }
        this.index = new LevelIndex(labels, positions);
    }

    @Override
    public LevelIndex index() {
        return index;
    }

    @Override
    public int size() {
        return numbers.length;
    }

    NumberSet plus(NumberSet other) {
        double[] all = Arrays.copyOf(numbers, Math.addExact(numbers.length, other.numbers.length));
        System.arraycopy(other.numbers, 0, all, numbers.length, other.numbers.length);
        return new NumberSet(Arrays.stream(all).sorted().distinct().toArray());
    }

    @Override
    LevelSet emptied() {
        return new NumberSet(new double[0]);
    }

    @Override
    int[] positionsIn(LevelSet all) {
        NumberIndex positions = all.index().byNumber();
        return Arrays.stream(numbers).mapToInt(positions::find).toArray();
    }

    @Override
    public void writeTo(PartWriter out) throws IOException {
        out.flag(true);
        out.integer(numbers.length);
        out.numbers(numbers, numbers.length);
    }

    static NumberSet readRest(PartReader in) throws IOException {
        double[] numbers = in.numbers(in.count());
        for (int k = 0; k < numbers.length; k++) {
            if (!Double.isFinite(numbers[k]) || (k > 0 && !(numbers[k - 1] < numbers[k]))) {
                throw in.damaged("their numbers are not in increasing order");
            }
            // What distinguishes -0 from 0 would make two levels of one.
            numbers[k] += 0.0;
        }
        return new NumberSet(numbers);
    }
}
