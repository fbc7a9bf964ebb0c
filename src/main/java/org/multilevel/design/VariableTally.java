package org.multilevel.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.design.scan.Binding;

/** Finds out how the values of a column repeat, and how they go with the levels of grouping factors. */
final class VariableTally {
    /** With more different numbers a column is a measurement, and not worth the memory. */
    private static final int MOST_VALUES = 1 << 17;

    private final String name;
    private final int column;
    private final boolean numeric;
    private final ColumnIds reader;
    private final int[] ids = new int[Batch.CAPACITY];
    private final double[] values = new double[Batch.CAPACITY];
    private final List<Telling> telling = new ArrayList<>();
    private final List<Constancy> constant = new ArrayList<>();
    private boolean[] met = {};
    private int levels;
    private boolean countable = true;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private long runs;
    private double last = Double.NaN;

    VariableTally(Binding binding, String name, int groups) {
        this.name = name;
        this.column = binding.position(name);
        this.numeric = binding.isNumeric(name);
        this.reader = new ColumnIds(binding, name);
        for (int f = 0; f < groups; f++) {
            telling.add(new Telling());
            constant.add(new Constancy());
        }
    }

    String name() {
        return name;
    }

    void accept(Batch batch, int[] rows, int n, List<GroupTally> groups) {
        for (int i = 0; i < n; i++) {
            double value = numeric ? batch.numbers(column)[rows[i]] : batch.codes(column)[rows[i]];
            values[i] = value;
            runs += value == last ? 0 : 1;
            last = value;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
            countable &= value == Math.rint(value);
        }
        if (countable) {
            count(batch, rows, n);
        }
        for (int f = 0; f < groups.size(); f++) {
            constant.get(f).accept(groups.get(f).ids(), values, n);
            if (countable) {
                telling.get(f).accept(ids, groups.get(f).ids(), n);
            } else {
                telling.get(f).refute();
            }
        }
    }

    private void count(Batch batch, int[] rows, int n) {
        reader.read(batch, rows, n, ids);
        for (int i = 0; i < n; i++) {
            if (ids[i] >= met.length) {
                met = Arrays.copyOf(met, Math.max(16, Math.max(2 * met.length, ids[i] + 1)));
            }
            levels += met[ids[i]] ? 0 : 1;
            met[ids[i]] = true;
        }
        countable = levels <= MOST_VALUES;
    }

    Structure.Variable variable(boolean quantity, boolean category) {
        return new Structure.Variable(
                name,
                numeric,
                quantity,
                category,
                countable ? levels : -1,
                numeric ? minimum : Double.NaN,
                numeric ? maximum : Double.NaN,
                runs,
                IntStream.range(0, constant.size())
                        .filter(f -> constant.get(f).holds())
                        .boxed()
                        .toList(),
                IntStream.range(0, telling.size())
                        .filter(f -> telling.get(f).holds())
                        .boxed()
                        .toList());
    }
}
