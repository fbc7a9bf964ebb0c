package org.multilevel.chart.data;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/**
 * What is gathered from the rows that a model was fitted to, and made into something when all were seen, so that many pictures share one
 * pass over the table.
 *
 * <p>It gathers once: what it makes is known after {@link #run}.
 *
 * @param <T> what is made
 */
public final class Gathering<T> {
    private final Consumer<FittedPass> rows;
    private final Supplier<T> made;

    /**
     * Creates a gathering.
     *
     * @param rows is shown every row
     * @param made is asked afterwards
     */
    Gathering(Consumer<FittedPass> rows, Supplier<T> made) {
        this.rows = rows;
        this.made = made;
    }

    /** Returns what makes something else of the same rows, which are gathered once for both. */
    public <U> Gathering<U> then(Function<? super T, ? extends U> change) {
        return new Gathering<>(rows, () -> change.apply(made.get()));
    }

    /**
     * Shows every row to all gatherings, in one pass.
     *
     * @throws org.multilevel.error.ChartException if these are not the rows that the model was fitted to
     * @throws org.multilevel.error.ModelException if the table lacks a column of the model or has levels that the fit did not see
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static void run(MixedModel model, Table table, List<? extends Gathering<?>> gatherings, Progress progress) {
        Set<Consumer<FittedPass>> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Gathering<?> gathering : gatherings) {
            all.add(gathering.rows);
        }
        List<Consumer<FittedPass>> each = List.copyOf(all);
        FittedPass.run(model, table, progress, row -> each.forEach(consumer -> consumer.accept(row)));
    }

    /** Returns what is made of the rows that were shown. */
    public T made() {
        return made.get();
    }

    /** Returns what is made of the rows of a pass of its own. */
    T alone(MixedModel model, Table table, Progress progress) {
        run(model, table, List.of(this), progress);
        return made();
    }
}
