package org.multilevel.data.description;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.LabelOrder;

/** Orders groups as results do: by their labels from left to right, numbers by size, declared levels as declared. */
final class GroupOrder {
    private GroupOrder() {}

    static int[] of(GroupIndex index, List<Column> columns) {
        List<int[]> ranks = IntStream.range(0, columns.size())
                .mapToObj(k -> ranks(columns.get(k), labels(index, k)))
                .toList();
        Comparator<Integer> byRanks = (a, b) -> ranks.stream()
                .mapToInt(rank -> Integer.compare(rank[a], rank[b]))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
        return IntStream.range(0, index.size())
                .boxed()
                .sorted(byRanks)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static String[] labels(GroupIndex index, int column) {
        return IntStream.range(0, index.size())
                .mapToObj(group -> index.labels(group).get(column))
                .toArray(String[]::new);
    }

    /** Returns for each group where its label stands; groups with the same label stand at the same place. */
    private static int[] ranks(Column column, String[] labels) {
        if (column.declaredLevels().isPresent()) {
            List<String> declared = column.declaredLevels().get();
            return Arrays.stream(labels).mapToInt(declared::indexOf).toArray();
        }
        Integer[] order = column.type() == ColumnType.NUMERIC
                ? IntStream.range(0, labels.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> NumberLabel.number(labels[k])))
                        .toArray(Integer[]::new)
                : Arrays.stream(LabelOrder.of(labels)).boxed().toArray(Integer[]::new);
        int[] ranks = new int[labels.length];
        for (int k = 1; k < order.length; k++) {
            boolean same = labels[order[k]].equals(labels[order[k - 1]]);
            ranks[order[k]] = ranks[order[k - 1]] + (same ? 0 : 1);
        }
        return ranks;
    }
}
