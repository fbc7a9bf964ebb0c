package org.multilevel.data.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.groups.GroupColumns;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.LevelIndex;

/** Reads a table for its description: once for counts, means and levels, again for deviations from the means, and for quartiles. */
final class DescriptionScan {
    private final DescriptionRequest request;
    private final Table table;
    private final List<String> wanted;
    private final List<Column> groupColumns;
    private final GroupIndex index;
    private final GroupColumns reader;
    private final List<NumberTally> numbers;
    private final List<CategoryTally> categories;
    private final PairSums total;
    private final PairSums within;
    private final int[] groups = new int[Batch.CAPACITY];
    private final long[] groupMissing;
    private long[] sizes = {};
    private long rows;
    private long withoutGroup;

    DescriptionScan(DescriptionRequest request, Table table) {
        this.request = request;
        this.table = table;
        List<String> numeric = request.numbers(table.columns());
        List<String> labels = request.categories(table.columns());
        this.wanted = Stream.of(request.groups(), numeric, labels)
                .flatMap(List::stream)
                .toList();
        this.groupColumns = GroupColumns.of(table, request.groups());
        this.index = new GroupIndex(Math.max(1, groupColumns.size()));
        this.reader = GroupColumns.adding(index, groupColumns);
        this.groupMissing = new long[groupColumns.size()];
        this.numbers = numeric.stream().map(NumberTally::new).toList();
        this.categories = labels.stream()
                .map(name -> new CategoryTally(table.column(name).orElseThrow()))
                .toList();
        this.total = new PairSums(numbers.size());
        this.within = new PairSums(numbers.size());
    }

    Description run(Progress progress) {
        table.scan(wanted, progress, this::first);
        if (!numbers.isEmpty()) {
            boolean more = endPass();
            double[][] deviations = new double[numbers.size()][Batch.CAPACITY];
            table.scan(wanted, progress, batch -> second(batch, deviations));
            while (more && endPass()) {
                table.scan(wanted, progress, this::search);
            }
        }
        return description();
    }

    private boolean endPass() {
        boolean more = false;
        for (NumberTally number : numbers) {
            more |= number.endPass();
        }
        return more;
    }

    private void first(Batch batch) {
        readGroups(batch);
        rows += batch.size();
        for (int i = 0; i < batch.size(); i++) {
            count(groups[i]);
        }
        for (int k = 0; k < groupColumns.size(); k++) {
            groupMissing[k] += missing(batch, k);
        }
        int first = groupColumns.size();
        for (int k = 0; k < numbers.size(); k++) {
            numbers.get(k).add(batch, first + k, groups);
        }
        for (int k = 0; k < categories.size(); k++) {
            categories.get(k).add(batch, first + numbers.size() + k, groups);
        }
    }

    private void readGroups(Batch batch) {
        if (groupColumns.isEmpty()) {
            Arrays.fill(groups, LevelIndex.MISSING);
        } else {
            reader.read(batch, groups);
        }
    }

    private long missing(Batch batch, int column) {
        boolean numeric = groupColumns.get(column).type() == ColumnType.NUMERIC;
        return IntStream.range(0, batch.size())
                .filter(i -> numeric ? Double.isNaN(batch.numbers(column)[i]) : batch.codes(column)[i] < 0)
                .count();
    }

    private void count(int group) {
        if (group < 0) {
            withoutGroup++;
            return;
        }
        if (group >= sizes.length) {
            sizes = Arrays.copyOf(sizes, Math.max(16, Math.max(group + 1, 2 * sizes.length)));
        }
        sizes[group]++;
    }

    private void second(Batch batch, double[][] deviations) {
        readGroups(batch);
        int first = groupColumns.size();
        for (int k = 0; k < numbers.size(); k++) {
            numbers.get(k).centre(batch, first + k, deviations[k]);
        }
        total.add(deviations, batch.size());
        if (!groupColumns.isEmpty()) {
            for (int k = 0; k < numbers.size(); k++) {
                numbers.get(k).centre(batch, first + k, groups, deviations[k]);
            }
            within.add(deviations, batch.size());
        }
        search(batch);
    }

    private void search(Batch batch) {
        for (int k = 0; k < numbers.size(); k++) {
            numbers.get(k).search(batch, groupColumns.size() + k);
        }
    }

    private Description description() {
        Map<String, ColumnFacts> facts = new HashMap<>();
        Map<String, Variation> variations = new HashMap<>();
        for (int k = 0; k < numbers.size(); k++) {
            NumberTally tally = numbers.get(k);
            facts.put(tally.name(), tally.facts(total.squares(k)));
            variations.put(tally.name(), tally.variation(groupCount(), within.squares(k)));
        }
        for (CategoryTally tally : categories) {
            facts.put(tally.name(), tally.facts());
            variations.put(tally.name(), tally.variation());
        }
        List<ColumnFacts> all = new ArrayList<>();
        for (int k = 0; k < groupColumns.size(); k++) {
            all.add(groupFacts(k));
        }
        all.addAll(inOrder(facts));
        boolean grouped = !groupColumns.isEmpty();
        Description.Parts parts = new Description.Parts(
                rows,
                request.groups(),
                numbers.stream().map(NumberTally::name).toList(),
                all.stream()
                        .map(column -> column.withLabel(table.label(column.name())))
                        .toList(),
                categories.stream().flatMap(tally -> tally.levels().stream()).toList(),
                grouped
                        ? Optional.of(GroupCounts.of(Arrays.copyOf(sizes, groupCount()), withoutGroup))
                        : Optional.empty(),
                grouped ? inOrder(variations) : List.of(),
                correlations(variations),
                groupRows(),
                notes());
        return new Description(parts, grouped ? GroupOrder.of(index, groupColumns) : new int[0]);
    }

    /** What a column is called stands with the column. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>(table.notes(wanted));
        table.called(wanted).ifPresent(notes::remove);
        return List.copyOf(notes);
    }

    /** Returns the values of the described columns in the order of the table. */
    private <T> List<T> inOrder(Map<String, T> byName) {
        return table.columns().stream()
                .flatMap(column -> Stream.ofNullable(byName.get(column.name())))
                .toList();
    }

    private int groupCount() {
        return groupColumns.isEmpty() ? 0 : index.size();
    }

    private ColumnFacts groupFacts(int position) {
        int labels = (int) IntStream.range(0, index.size())
                .mapToObj(group -> index.labels(group).get(position))
                .distinct()
                .count();
        return ColumnFacts.ofLevels(
                groupColumns.get(position).name(),
                ColumnFacts.Kind.GROUP,
                rows - groupMissing[position],
                groupMissing[position],
                labels);
    }

    private Description.GroupRows groupRows() {
        return new Description.GroupRows() {
            @Override
            public List<String> labels(int group) {
                return index.labels(group);
            }

            @Override
            public long rows(int group) {
                return sizes[group];
            }

            @Override
            public double mean(int column, int group) {
                return numbers.get(column).mean(group);
            }
        };
    }

    private List<Correlation> correlations(Map<String, Variation> variations) {
        PairSums between = between();
        boolean[] differ = new boolean[numbers.size()];
        for (int k = 0; k < differ.length; k++) {
            Variation.Kind kind = Objects.requireNonNull(
                            variations.get(numbers.get(k).name()))
                    .kind();
            differ[k] = kind == Variation.Kind.BOTH || kind == Variation.Kind.BETWEEN;
        }
        List<Correlation> correlations = new ArrayList<>();
        for (int j = 0; j < numbers.size(); j++) {
            for (int k = j + 1; k < numbers.size(); k++) {
                correlations.add(new Correlation(
                        numbers.get(j).name(),
                        numbers.get(k).name(),
                        total.rows(j, k),
                        total.correlation(j, k),
                        differ[j] && differ[k] ? between.correlation(j, k) : Double.NaN,
                        within.correlation(j, k)));
            }
        }
        return List.copyOf(correlations);
    }

    /** Returns the sums of the group means, each counted as often as its group has rows. */
    private PairSums between() {
        PairSums between = new PairSums(numbers.size());
        double[] means = new double[numbers.size()];
        for (int group = 0; group < groupCount(); group++) {
            for (int k = 0; k < means.length; k++) {
                means[k] = numbers.get(k).mean(group) - numbers.get(k).mean();
            }
            between.add(means, (double) sizes[group]);
        }
        return between;
    }
}
