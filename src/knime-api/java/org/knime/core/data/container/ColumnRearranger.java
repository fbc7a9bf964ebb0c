package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.streamable.StreamableFunction;

/** Says which columns a table keeps and which it gets; a stand-in with the signatures of KNIME's. */
public class ColumnRearranger {
    private final DataTableSpec original;
    private final List<Target> targets = new ArrayList<>();

    public ColumnRearranger(DataTableSpec original) {
        this.original = Objects.requireNonNull(original);
        for (int i = 0; i < original.getNumColumns(); i++) {
            targets.add(new Target(original.getColumnSpec(i), null, i));
        }
    }

    /** A column of the result: one of the input (without a factory), or one of those that a factory makes. */
    record Target(DataColumnSpec spec, CellFactory factory, int index) {}

    public final void keepOnly(String... colNames) {
        List<Integer> kept = Arrays.stream(colNames).map(this::known).toList();
        List<Target> rest = IntStream.range(0, targets.size())
                .filter(kept::contains)
                .mapToObj(targets::get)
                .toList();
        targets.clear();
        targets.addAll(rest);
    }

    public final void remove(String... colNames) {
        for (String name : colNames) {
            targets.remove(known(name));
        }
    }

    private int known(String name) {
        int index = indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("No column \"" + name + "\" in table");
        }
        return index;
    }

    public final int indexOf(String colName) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).spec().getName().equals(colName)) {
                return i;
            }
        }
        return -1;
    }

    public final int getColumnCount() {
        return targets.size();
    }

    public final void move(String colName, int to) {
        int from = known(colName);
        Target moved = targets.remove(from);
        targets.add(from < to ? to - 1 : to, moved);
    }

    public final void insertAt(int position, CellFactory fac) {
        targets.addAll(position, made(fac));
    }

    public final void append(CellFactory fac) {
        insertAt(targets.size(), fac);
    }

    public final void replace(CellFactory newCol, String colName) {
        int index = known(colName);
        targets.remove(index);
        targets.addAll(index, made(newCol));
    }

    private static List<Target> made(CellFactory factory) {
        DataColumnSpec[] specs = factory.getColumnSpecs();
        return IntStream.range(0, specs.length)
                .mapToObj(i -> new Target(specs[i], factory, i))
                .toList();
    }

    List<Target> targets() {
        return targets;
    }

    public final DataTableSpec createSpec() {
        return new DataTableSpec(targets.stream().map(Target::spec).toArray(DataColumnSpec[]::new));
    }

    public final StreamableFunction createStreamableFunction() {
        return new ColumnRearrangerFunction(List.copyOf(targets), original.getNumColumns());
    }
}
