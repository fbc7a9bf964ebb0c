package org.multilevel.chart.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.model.GroupingFactor;

/** Which levels of a factor a chart shows: all, or as many as are spread evenly over the order of their effects, and those asked for. */
public final class ShownLevels {
    private final int[] levels;
    private final int[] places;

    private ShownLevels(int[] levels, int size) {
        this.levels = levels;
        this.places = new int[size];
        Arrays.fill(places, -1);
        for (int place = 0; place < levels.length; place++) {
            places[levels[place]] = place;
        }
    }

    /** Returns no levels of no factor. */
    static ShownLevels none() {
        return new ShownLevels(new int[0], 0);
    }

    /**
     * Returns the levels in ascending order of their first effect.
     *
     * @param always levels that are shown in any case
     */
    public static ShownLevels of(GroupingFactor factor, int most, List<Integer> always) {
        int[] order = IntStream.range(0, factor.size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> factor.effect(g, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] chosen = new boolean[order.length];
        IntStream.of(Ranks.spread(order.length, most)).forEach(rank -> chosen[order[rank]] = true);
        always.forEach(level -> chosen[level] = true);
        return new ShownLevels(
                IntStream.of(order).filter(level -> chosen[level]).toArray(), order.length);
    }

    /** Returns how many are shown. */
    public int size() {
        return levels.length;
    }

    /** Returns how many there are. */
    public int all() {
        return places.length;
    }

    /** Returns the number of the level at a place. */
    public int level(int place) {
        return levels[place];
    }

    /** Returns the place of a level, -1 where it is not shown. */
    int place(int level) {
        return level < 0 ? -1 : places[level];
    }
}
