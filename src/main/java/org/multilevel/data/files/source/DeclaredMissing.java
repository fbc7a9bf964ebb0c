package org.multilevel.data.files.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.NumberLabel;

/**
 * The values of a column that its file declares missing.
 *
 * @param low the least of a range of numbers; NaN for no range
 * @param high the greatest
 * @param numbers single numbers
 * @param texts single texts
 */
public record DeclaredMissing(double low, double high, List<Double> numbers, List<String> texts) {
    public static final DeclaredMissing NONE = new DeclaredMissing(Double.NaN, Double.NaN, List.of(), List.of());

    /** Copies the lists. */
    public DeclaredMissing {
        numbers = List.copyOf(numbers);
        texts = List.copyOf(texts);
    }

    public boolean contains(double value) {
        return (value >= low && value <= high) || (!numbers.isEmpty() && numbers.contains(value));
    }

    public boolean contains(String text) {
        return !texts.isEmpty() && texts.contains(text);
    }

    /** Returns what is declared, as in <i>98, 99 or 900 to 999</i>. */
    public String words() {
        List<String> parts = new ArrayList<>();
        numbers.forEach(number -> parts.add(NumberLabel.of(number)));
        texts.forEach(text -> parts.add('"' + text + '"'));
        range().ifPresent(parts::add);
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " or " + parts.get(last);
    }

    private Optional<String> range() {
        if (Double.isNaN(low)) {
            return Optional.empty();
        }
        if (low <= -Double.MAX_VALUE / 2) {
            return Optional.of("up to " + NumberLabel.of(high));
        }
        return Optional.of(
                high >= Double.MAX_VALUE / 2
                        ? "from " + NumberLabel.of(low) + " on"
                        : NumberLabel.of(low) + " to " + NumberLabel.of(high));
    }
}
