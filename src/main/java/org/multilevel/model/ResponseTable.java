package org.multilevel.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;
import org.multilevel.error.ModelException;

/**
 * A table with the response of a generalised model as numbers in a column of its own: 1 where a text column has the event, successes among
 * trials where there are two columns of counts or a proportion with its trials.
 */
final class ResponseTable extends TableView {
    private final String response;
    private final Optional<String> trials;
    private final List<String> sources;
    private final Reading reading;
    /** Columns that are in the response alone, for which a dot does not stand. */
    private final Set<String> hidden;

    /** Makes response and trials of a row from the columns that they are computed from. */
    interface Reading {
        /**
         * Reads a row.
         *
         * @param batch the rows
         * @param columns positions of the sources in it
         * @param row of the batch
         * @param to receives the response, then the trials
         */
        void read(Batch batch, int[] columns, int row, double[] to);
    }

    /**
     * @param response the name of the column that is added, or takes the place of one
     * @param trials likewise the column of numbers of trials, where one is added
     * @param sources the columns that they are computed from
     */
    ResponseTable(Table table, String response, Optional<String> trials, List<String> sources, Reading reading) {
        this(table, response, trials, sources, Set.of(), reading);
    }

    /** @param hidden sources that nothing else is to know of */
    ResponseTable(
            Table table,
            String response,
            Optional<String> trials,
            List<String> sources,
            Set<String> hidden,
            Reading reading) {
        super(table);
        this.hidden = Set.copyOf(hidden);
        this.response = response;
        this.trials = trials;
        this.sources = List.copyOf(sources);
        this.reading = reading;
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Column column : table().columns()) {
            if (!hidden.contains(column.name())) {
                columns.add(column.name().equals(response) ? Column.numeric(response) : column);
            }
        }
        if (table().column(response).isEmpty()) {
            columns.add(Column.numeric(response));
        }
        trials.ifPresent(name -> columns.add(Column.numeric(name)));
        return columns;
    }

    @Override
    public List<String> notes(Collection<String> read) {
        Set<String> all = new LinkedHashSet<>(read);
        boolean computed = all.remove(response);
        computed = trials.filter(all::remove).isPresent() || computed;
        if (computed) {
            all.addAll(sources);
        }
        return table().notes(all);
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        int responseAt = columns.indexOf(response);
        int trialsAt = trials.map(columns::indexOf).orElse(-1);
        if (responseAt < 0 && trialsAt < 0) {
            super.scan(columns, progress, consumer);
            return;
        }
        Set<String> asked = new LinkedHashSet<>();
        columns.stream()
                .filter(name -> !name.equals(response) && !trials.equals(Optional.of(name)))
                .forEach(asked::add);
        asked.addAll(sources);
        List<String> all = List.copyOf(asked);
        int[] from = sources.stream().mapToInt(all::indexOf).toArray();
        int[] copied = IntStream.range(0, columns.size())
                .map(c -> c == responseAt || c == trialsAt ? -1 : all.indexOf(columns.get(c)))
                .toArray();
        List<Column> shown =
                columns.stream().map(name -> column(name).orElseThrow()).toList();
        table().scan(all, progress, batch -> {
            Batch copy = Batch.copyOf(batch, shown, copied);
            double[] to = new double[2];
            for (int i = 0; i < batch.size(); i++) {
                reading.read(batch, from, i, to);
                if (responseAt >= 0) {
                    copy.numbers(responseAt)[i] = to[0];
                }
                if (trialsAt >= 0) {
                    copy.numbers(trialsAt)[i] = to[1];
                }
            }
            consumer.accept(copy);
        });
    }

    /** Returns the sentence about a row whose numbers do not go together. */
    static ModelException wrong(Batch batch, int row, String column, double value, String must) {
        return new ModelException("The response " + column + " is " + NumberLabel.of(value) + " in row "
                + batch.rowName(row) + ", but " + must + ".");
    }
}
