package org.multilevel.design.expression;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/**
 * Finds the constants of {@code scale()}, {@code poly()}, {@code ns()}, {@code cut()}, {@code mean()} and their like, inner calls first.
 *
 * <p>They come from all rows in which the argument is not missing, whether or not the row is used, as in R.
 */
public final class StatefulTransforms {
    private final Map<String, double[]> known = new LinkedHashMap<>();
    /** Calls whose constants are not known; the search for those that need no others of them is on. */
    private final Set<Expression.Call> open = new LinkedHashSet<>();

    private List<Work> works;
    private int passes;

    /** Begins the search for the constants of all data-dependent calls within these expressions. */
    public StatefulTransforms(Collection<Expression> variables) {
        variables.forEach(variable -> Expressions.addDataDependentCalls(variable, open));
        works = ready();
    }

    /** Returns the search when it has ended; scans the table only if there are such calls. */
    public static StatefulTransforms find(Collection<Expression> variables, Table table, Progress progress) {
        StatefulTransforms constants = new StatefulTransforms(variables);
        while (!constants.areKnown()) {
            constants.scan(table, progress);
            constants.endPass();
        }
        return constants;
    }

    private List<Work> ready() {
        return open.stream()
                .filter(call -> !needsAny(call, open))
                .map(call -> new Work(call, ConstantFinder.of(call)))
                .toList();
    }

    private static boolean needsAny(Expression.Call call, Set<Expression.Call> open) {
        Set<Expression.Call> within = new LinkedHashSet<>();
        call.arguments().forEach(argument -> Expressions.addDataDependentCalls(argument, within));
        return within.stream().anyMatch(open::contains);
    }

    /** Returns whether no further pass over the table is needed. */
    public boolean areKnown() {
        return open.isEmpty();
    }

    /** Returns the constants that are known by the text of the call. */
    public Map<String, double[]> known() {
        return Collections.unmodifiableMap(known);
    }

    /** Takes the rows of the table, or of a part of it, in this pass. */
    public void scan(Table table, Progress progress) {
        Set<String> columns = new LinkedHashSet<>();
        works.forEach(work -> columns.addAll(work.call.columns()));
        Binding binding = new Binding(table, List.copyOf(columns));
        Evaluators nodes = new Evaluators(binding, known);
        List<NumericNode> arguments =
                works.stream().map(work -> nodes.of(work.call.first())).toList();
        double[] present = new double[Batch.CAPACITY];
        table.scan(
                binding.names(),
                progress,
                batch -> IntStream.range(0, works.size())
                        .forEach(k -> feed(works.get(k).finder, arguments.get(k), batch, present)));
    }

    /** Ends a pass, in which all rows of the table have been taken. */
    public void endPass() {
        passes++;
        works = works.stream().filter(work -> !finished(work)).toList();
        if (works.isEmpty()) {
            works = ready();
        }
    }

    private boolean finished(Work work) {
        boolean done = work.finder.endPass();
        if (done) {
            known.put(work.call.toString(), work.finder.constants());
            open.remove(work.call);
        }
        return done;
    }

    /** Adds what another search for the same calls took in this pass from another part of the table. */
    public void merge(StatefulTransforms other) {
        for (int k = 0; k < works.size(); k++) {
            works.get(k).finder.merge(other.works.get(k).finder);
        }
    }

    /** Returns whether another search has found the same so far, so that this pass of both adds up. */
    public boolean isAtOneWith(StatefulTransforms other) {
        return passes == other.passes
                && calls(works).equals(calls(other.works))
                && known.keySet().equals(other.known.keySet())
                && known.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), other.known.get(entry.getKey())));
    }

    private static List<Expression.Call> calls(List<Work> works) {
        return works.stream().map(Work::call).toList();
    }

    /** Writes how many passes have ended, what is known, then what the pass has found so far. */
    public void writeTo(PartWriter out) throws IOException {
        out.integer(passes);
        out.integer(known.size());
        for (Map.Entry<String, double[]> call : known.entrySet()) {
            out.text(call.getKey());
            out.integer(call.getValue().length);
            out.numbers(call.getValue(), call.getValue().length);
        }
        out.integer(works.size());
        for (Work work : works) {
            out.text(work.call.toString());
            work.finder.writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote for the same expressions. */
    public static StatefulTransforms readFrom(PartReader in, Collection<Expression> variables) throws IOException {
        StatefulTransforms constants = new StatefulTransforms(variables);
        constants.passes = in.count();
        int known = in.count();
        for (int k = 0; k < known; k++) {
            Expression.Call call = constants.openCall(in);
            constants.known.put(call.toString(), in.numbers(in.count()));
            constants.open.remove(call);
        }
        List<Work> works = new ArrayList<>();
        int searched = in.count();
        for (int k = 0; k < searched; k++) {
            Expression.Call call = constants.openCall(in);
            ConstantFinder finder = ConstantFinder.of(call);
            finder.readFrom(in);
            works.add(new Work(call, finder));
        }
        if (works.isEmpty() != constants.open.isEmpty()) {
            throw in.damaged("they do not belong to their formula");
        }
        constants.works = List.copyOf(works);
        return constants;
    }

    private Expression.Call openCall(PartReader in) throws IOException {
        String text = in.text();
        return open.stream()
                .filter(call -> call.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> in.damaged("they do not belong to their formula"));
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
