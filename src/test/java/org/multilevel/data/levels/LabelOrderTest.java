package org.multilevel.data.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelOrderTest {
    private static List<String> sorted(String... labels) {
        return Arrays.stream(LabelOrder.of(labels))
                .mapToObj(position -> labels[position])
                .toList();
    }

    private static List<String> expected(String... labels) {
        return Arrays.stream(labels)
                .sorted(Comparator.comparing(
                        label -> label.codePoints().toArray(), (int[] a, int[] b) -> Arrays.compare(a, b)))
                .toList();
    }

    @Test
    void ordersByCodePoints() {
        String[] labels = {"b", "a", "\uFFFD", "\uD83D\uDE00", "\uD7FF", "", "aa", "a\uD83D\uDE00", "a\uE000", "Z"};
        assertEquals(expected(labels), sorted(labels));
    }

    @Test
    void ordersLabelsThatDifferOnlyAfterALongCommonPart() {
        String[] labels = {"school 10, class 3", "school 10, class 12", "school 9", "school 10, class 1", "school 10"};
        assertEquals(expected(labels), sorted(labels));
    }

    @Test
    void ordersRandomLabelsOfAllLengths() {
        Random random = new Random(3);
        for (int alphabet : new int[] {2, 90, 300}) {
            String[] labels = new String[3000];
            Arrays.setAll(labels, i -> {
                int[] points =
                        random.ints(random.nextInt(12), 32, 32 + alphabet).toArray();
                return "p" + new String(points, 0, points.length);
            });
            assertEquals(expected(labels), sorted(labels));
        }
    }

    @Test
    void nothingIsInOrder() {
        assertEquals(List.of(), sorted());
        assertEquals(List.of("one"), sorted("one"));
    }
}
