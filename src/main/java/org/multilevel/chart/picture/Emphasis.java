package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Words;
import org.multilevel.model.GroupingFactor;

/** Draws some groups in colours of their own, over all others in grey. */
final class Emphasis {
    private final List<String> names = new ArrayList<>();
    private final List<Integer> levels;

    /** Makes a mark of some of the data. */
    interface Maker<T> {
        /**
         * Makes the mark.
         *
         * @param name in the legend
         * @param strong whether its groups are highlighted
         */
        Mark make(String name, Ink ink, boolean strong, List<T> data);
    }

    private Emphasis(List<Integer> levels) {
        this.levels = levels;
    }

    /** Returns what a scene highlights. */
    static Emphasis of(Scene scene) {
        Emphasis emphasis = new Emphasis(scene.highlighted());
        if (!emphasis.isEmpty()) {
            GroupingFactor groups = scene.groups();
            emphasis.levels.forEach(level -> emphasis.names.add(Words.shortName(groups.level(level))));
        }
        return emphasis;
    }

    boolean isEmpty() {
        return levels.isEmpty();
    }

    /** Returns the numbers of the groups. */
    List<Integer> levels() {
        return levels;
    }

    /** Returns the ink of a group that is highlighted. */
    Ink ink(int place) {
        return Ink.series(place);
    }

    /**
     * Returns a mark for all groups that are not highlighted, then one for each other.
     *
     * @param name of the first in the legend
     * @param ink of the first, where nothing is highlighted
     */
    <T extends Datum> List<Mark> marks(String name, Ink ink, List<T> data, Maker<T> maker) {
        List<Mark> marks = new ArrayList<>();
        Ink pale = isEmpty() ? ink : Ink.MUTED.withOpacity(Math.min(ink.opacity(), 0.4));
        marks.add(maker.make(
                name,
                pale,
                false,
                data.stream().filter(datum -> !levels.contains(datum.group())).toList()));
        for (int k = 0; k < levels.size(); k++) {
            int level = levels.get(k);
            marks.add(maker.make(
                    names.get(k),
                    ink(k).withOpacity(Math.max(ink.opacity(), 0.85)),
                    true,
                    data.stream().filter(datum -> datum.group() == level).toList()));
        }
        return marks;
    }

    /** Returns marks of lines, as {@link #marks}. */
    List<Mark> lines(String name, Ink ink, List<Path> paths, Maker<Path> maker) {
        List<Mark> marks = new ArrayList<>();
        Ink pale = isEmpty() ? ink : Ink.MUTED.withOpacity(Math.min(ink.opacity(), 0.35));
        marks.add(maker.make(
                name,
                pale,
                false,
                paths.stream().filter(path -> !levels.contains(path.group())).toList()));
        for (int k = 0; k < levels.size(); k++) {
            int level = levels.get(k);
            marks.add(maker.make(
                    names.get(k),
                    ink(k),
                    true,
                    paths.stream().filter(path -> path.group() == level).toList()));
        }
        return marks;
    }
}
