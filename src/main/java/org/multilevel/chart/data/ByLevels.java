package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Words;
import org.multilevel.error.ChartException;

/** The few values of a column that colours tell apart, numbered as they come. */
final class ByLevels {
    private final String column;
    private final List<String> order;
    private final Map<Object, Integer> numbers = new LinkedHashMap<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * Creates the collection, without values yet.
     *
     * @param order labels in the order of the model, as far as it has one
     */
    ByLevels(String column, List<String> order) {
        this.column = column;
        this.order = order;
    }

    /** Returns the number of the value of a row. */
    int number(FittedPass row, int position, boolean numeric) {
        Object value = numeric ? (Object) row.number(position) : row.label(position);
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        if (values.size() == Ink.COLOURS) {
            throw new ChartException("\"" + column + "\" has more than " + Ink.COLOURS
                    + " values, which no colours could tell apart: choose a predictor with fewer.");
        }
        numbers.put(value, values.size());
        values.add(value);
        return values.size() - 1;
    }

    int size() {
        return values.size();
    }

    /** Returns the value with that number: a number or a label. */
    Object value(int number) {
        return values.get(number);
    }

    String name(int number) {
        return values.get(number) instanceof Double value ? Words.number(value) : (String) values.get(number);
    }

    /** Returns the numbers in the order in which people read them: of numbers, or of the model's levels. */
    List<Integer> sorted() {
        Comparator<Integer> byValue = Comparator.comparingDouble(
                number -> values.get(number) instanceof Double value ? value : (double) order.indexOf(name(number)));
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(byValue.thenComparing(this::name))
                .toList();
    }
}
