package org.multilevel.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.RowPredictor;

/** Collects, in one pass over the rows, what {@link GroupLines} are drawn from; it holds few rows and few groups. */
final class GroupLinesPass {
    private static final int MOST_LINES = 500;
    private static final int MOST_POINTS = 5000;
    private static final int POINTS_OF_A_LINE = 25;

    private final MixedModel model;
    private final int factor;
    private final String predictor;
    private final RowPredictor rows;
    private final List<TypicalRow.Kind> kinds;
    private final RowSample sample = new RowSample(MOST_POINTS);
    /** By level its place among the levels shown, or -1. */
    private final int[] places;

    private final int[] shown;
    private final List<TypicalRow> typical;
    private final TypicalRow ofAll;
    private final int x;
    private final int[] positions;
    private final boolean[] numeric;

    private GroupLinesPass(MixedModel model, Table table, int factor, String predictor) {
        this.model = model;
        this.factor = factor;
        this.predictor = predictor;
        List<Column> columns = model.provenance().columns().stream()
                .flatMap(column -> table.column(column.name()).stream())
                .toList();
        this.rows = model.predictor().rows(columns);
        this.kinds = kinds(false);
        this.x = names().indexOf(predictor);
        this.positions = new int[kinds.size()];
        this.numeric = new boolean[kinds.size()];
        this.ofAll = new TypicalRow(kinds(true));
        this.shown = shownLevels();
        this.typical =
                IntStream.of(shown).mapToObj(level -> new TypicalRow(kinds)).toList();
        this.places = new int[factor < 0 ? 0 : levels().size()];
        Arrays.fill(places, -1);
        for (int place = 0; place < shown.length; place++) {
            places[shown[place]] = place;
        }
    }

    /**
     * Returns the lines of a factor over a column that predicts by its numbers; of more than 500 groups, 500 whose effects are spread
     * evenly.
     *
     * @param factor position in {@link MixedModel#groupingFactors()}, or -1 for the population's line alone
     */
    static GroupLines run(MixedModel model, Table table, int factor, String predictor, Progress progress) {
        GroupLinesPass pass = new GroupLinesPass(model, table, factor, predictor);
        FittedPass.run(model, table, progress, pass::add);
        return pass.lines();
    }

    private GroupingFactor levels() {
        return model.groupingFactors().get(factor);
    }

    private List<String> names() {
        return rows.columns().stream().map(Column::name).toList();
    }

    private int[] shownLevels() {
        if (factor < 0) {
            return new int[0];
        }
        int[] order = IntStream.range(0, levels().size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> levels().effect(g, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.of(Ranks.spread(order.length, MOST_LINES))
                .map(rank -> order[rank])
                .toArray();
    }

    private List<TypicalRow.Kind> kinds(boolean ofPopulation) {
        ModelVariables variables = ModelVariables.of(model);
        Set<String> groups = variables.groupsOnly();
        List<String> own = factor < 0 ? List.of() : variables.groupColumns(levels().name());
        return rows.columns().stream()
                .map(column -> kind(column, variables, groups, own, ofPopulation))
                .toList();
    }

    private static TypicalRow.Kind kind(
            Column column, ModelVariables variables, Set<String> groups, List<String> own, boolean ofPopulation) {
        if (own.contains(column.name()) && !(ofPopulation && groups.contains(column.name()))) {
            return TypicalRow.Kind.FIRST;
        }
        if (groups.contains(column.name())) {
            return TypicalRow.Kind.NOTHING;
        }
        return variables.labels().contains(column.name()) ? TypicalRow.Kind.MOST_FREQUENT : TypicalRow.Kind.MEAN;
    }

    private void add(FittedPass row) {
        if (ofAll.isEmpty()) {
            for (int k = 0; k < positions.length; k++) {
                String name = rows.columns().get(k).name();
                positions[k] = row.position(name);
                numeric[k] = row.isNumeric(name);
            }
        }
        double value = row.number(positions[x]);
        int level = row.level(factor);
        sample.add(row.row(), level, value, row.response());
        ofAll.add(row, positions, numeric, value);
        if (level >= 0 && places[level] >= 0) {
            typical.get(places[level]).add(row, positions, numeric, value);
        }
    }

    private GroupLines lines() {
        List<GroupLines.Line> lines = new ArrayList<>();
        for (int place = 0; place < shown.length; place++) {
            if (!typical.get(place).isEmpty()) {
                lines.add(line(shown[place], typical.get(place)));
            }
        }
        return new GroupLines(
                predictor, lines, line(-1, ofAll), sample.points(), model.rows().used(), places.length);
    }

    private GroupLines.Line line(int level, TypicalRow row) {
        row.setInto(rows);
        int count = row.least() < row.greatest() ? POINTS_OF_A_LINE : 1;
        double[] grid = IntStream.range(0, count)
                .mapToDouble(
                        i -> count == 1 ? row.least() : row.least() + (row.greatest() - row.least()) * i / (count - 1))
                .toArray();
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            rows.setNumber(x, grid[i]);
            Predictions prediction = rows.predict();
            expected[i] = prediction.population(0) + (level < 0 ? 0 : prediction.groupEffect(0, factor));
        }
        return new GroupLines.Line(level, grid, expected);
    }
}
