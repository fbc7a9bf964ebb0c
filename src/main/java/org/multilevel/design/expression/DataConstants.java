package org.multilevel.design.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/**
 * Finds the constants of {@code scale()}, {@code center()} and {@code poly()} calls, inner calls first.
 *
 * <p>They come from all rows in which the argument is not missing, whether or not the row is used, as in R.
 */
public final class DataConstants {
    private final Table table;
    private final Progress progress;
    private final Map<String, double[]> known = new LinkedHashMap<>();

    private DataConstants(Table table, Progress progress) {
        this.table = table;
        this.progress = progress;
    }

    /** Returns the constants by the text of the call; scans the table only if there are such calls. */
    public static Map<String, double[]> find(Collection<Expression> variables, Table table, Progress progress) {
        Set<Expression.Call> open = new LinkedHashSet<>();
        variables.forEach(variable -> Expressions.addDataDependentCalls(variable, open));
        DataConstants constants = new DataConstants(table, progress);
        while (!open.isEmpty()) {
            List<Expression.Call> ready =
                    open.stream().filter(call -> !needsAny(call, open)).toList();
            constants.find(ready);
            ready.forEach(open::remove);
        }
        return constants.known;
    }

    private static boolean needsAny(Expression.Call call, Set<Expression.Call> open) {
        Set<Expression.Call> within = new LinkedHashSet<>();
        call.arguments().forEach(argument -> Expressions.addDataDependentCalls(argument, within));
        return within.stream().anyMatch(open::contains);
    }

    private void find(List<Expression.Call> calls) {
        List<Work> open = calls.stream()
                .map(call -> new Work(call, ConstantFinder.of(call)))
                .toList();
        while (!open.isEmpty()) {
            pass(open);
            open = open.stream().filter(work -> !finished(work)).toList();
        }
    }

    private boolean finished(Work work) {
        boolean done = work.finder.endPass();
        if (done) {
            known.put(work.call.toString(), work.finder.constants());
        }
        return done;
    }

    private void pass(List<Work> works) {
        Set<String> columns = new LinkedHashSet<>();
        works.forEach(work -> columns.addAll(work.call.columns()));
        Binding binding = new Binding(table, List.copyOf(columns));
        NumericNodes nodes = new NumericNodes(binding, known);
        List<NumericNode> arguments = works.stream()
                .map(work -> nodes.of(work.call.arguments().get(0)))
                .toList();
        double[] present = new double[Batch.CAPACITY];
        table.scan(
                binding.names(),
                progress,
                batch -> IntStream.range(0, works.size())
                        .forEach(k -> feed(works.get(k).finder, arguments.get(k), batch, present)));
    }

    private static void feed(ConstantFinder finder, NumericNode argument, Batch batch, double[] present) {
        double[] values = argument.evaluate(batch);
        int n = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (Double.isFinite(values[i])) {
                present[n++] = values[i];
            } else {
                argument.undefined(batch, i).ifPresent(ModelException.THROWN);
            }
        }
        finder.accept(present, n);
    }

    /** A call and whoever finds its constants. */
    private record Work(Expression.Call call, ConstantFinder finder) {}
}
