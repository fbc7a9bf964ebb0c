package org.multilevel.data.levels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.data.Levels;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.DataException;

/** Levels that are labels: in declared order where the host declares one, else by code points. */
final class LabelSet extends LevelSet {
    /** All levels that the host declares, also those that do not occur; empty where it declares none. */
    private final List<String> declared;

    private final LevelIndex index;

    private LabelSet(List<String> declared, LevelIndex index) {
        this.declared = declared;
        this.index = index;
    }

    /**
     * Creates a set whose index knows already what the codes of a table come to.
     *
     * @param labels in the order of the results
     * @param declared empty where the order is that of code points
     */
    static LabelSet of(List<String> labels, List<String> declared, Levels levels, int[] positions) {
        return new LabelSet(List.copyOf(declared), new LevelIndex(labels, levels, positions));
    }

    @Override
    public LevelIndex index() {
        return index;
    }

    @Override
    public int size() {
        return labels().size();
    }

    private List<String> labels() {
        return index.labels();
    }

    LabelSet plus(LabelSet other, String name) {
        if (!declared.equals(other.declared)) {
            throw new DataException(
                    "\"" + name + "\" declares other levels in one part of the table than in another: declare the"
                            + " same ones in the same order in all parts.");
        }
        return new LabelSet(declared, new LevelIndex(declared.isEmpty() ? merged(other) : declaredOf(other)));
    }

    private List<String> declaredOf(LabelSet other) {
        Set<String> occurring = new HashSet<>(labels());
        occurring.addAll(other.labels());
        return declared.stream().filter(occurring::contains).toList();
    }

    private List<String> merged(LabelSet other) {
        List<String> mine = labels();
        List<String> theirs = other.labels();
        List<String> all = new ArrayList<>(Math.max(mine.size(), theirs.size()));
        int i = 0;
        int j = 0;
        while (i < mine.size() || j < theirs.size()) {
            int order = i == mine.size() ? 1 : j == theirs.size() ? -1 : LabelOrder.compare(mine.get(i), theirs.get(j));
            all.add(order <= 0 ? mine.get(i) : theirs.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return all;
    }

    @Override
    LevelSet emptied() {
        return new LabelSet(declared, new LevelIndex(List.of()));
    }

    @Override
    int[] positionsIn(LevelSet all) {
        List<String> mine = labels();
        List<String> theirs = all.index().labels();
        int[] positions = new int[mine.size()];
        int i = 0;
        for (int k = 0; i < positions.length; k++) {
            // Both have the same order.
            if (mine.get(i).equals(theirs.get(k))) {
                positions[i++] = k;
            }
        }
        return positions;
    }

    @Override
    public void writeTo(PartWriter out) throws IOException {
        out.flag(false);
        out.texts(declared);
        out.texts(labels());
    }

    static LabelSet readRest(PartReader in) throws IOException {
        List<String> declared = List.copyOf(in.texts());
        List<String> labels = in.texts();
        if (!(declared.isEmpty() ? isSorted(labels) : isPart(labels, declared))) {
            throw in.damaged("their labels are not in order");
        }
        return new LabelSet(declared, new LevelIndex(labels));
    }

    private static boolean isSorted(List<String> labels) {
        for (int k = 1; k < labels.size(); k++) {
            if (LabelOrder.compare(labels.get(k - 1), labels.get(k)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(List<String> labels, List<String> declared) {
        int found = 0;
        for (String label : declared) {
            if (found < labels.size() && labels.get(found).equals(label)) {
                found++;
            }
        }
        return found == labels.size() && new HashSet<>(declared).size() == declared.size();
    }
}
