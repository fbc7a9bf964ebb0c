package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ModelPredictor;
import org.multilevel.model.Predictions;
import org.multilevel.model.ResponseScale;
import org.multilevel.model.RowPredictor;

/** Collects, in one pass over the rows, what {@link GroupLines} are drawn from; it holds few rows and few groups. */
public final class GroupLinesPass {
    /** Of more groups, as many have lines. */
    public static final int MOST_LINES = 500;

    private static final int MOST_POINTS = 5000;
    private static final int POINTS_OF_A_LINE = 25;

    /** What is known of some rows. */
    private static final class Part {
        final TypicalRow typical;
        final LineFit fit = new LineFit();
        int by = -1;

        Part(List<TypicalRow.Kind> kinds) {
            this.typical = new TypicalRow(kinds);
        }
    }

    private final MixedModel model;
    private final LinesAsked asked;
    private final RowPredictor rows;
    private final DoubleUnaryOperator scale;
    private final RowSample sample;
    private final ShownLevels shown;
    private final List<Part> parts = new ArrayList<>();
    private final Part all;
    private final List<Part> byParts = new ArrayList<>();
    private final Optional<ByLevels> byLevels;
    private final int x;
    private final int by;
    private final int[] positions;
    private final boolean[] numeric;

    private GroupLinesPass(MixedModel model, Table table, LinesAsked asked) {
        this.model = model;
        this.asked = asked;
        this.scale = model.generalised().isPresent() ? ResponseScale.of(model)::mean : DoubleUnaryOperator.identity();
        this.sample = new RowSample(MOST_POINTS, asked.always());
        List<Column> columns = model.provenance().columns().stream()
                .flatMap(column -> table.column(column.name()).stream())
                .toList();
        this.rows = model.predictor().rows(columns);
        List<String> names = rows.columns().stream().map(Column::name).toList();
        this.x = names.indexOf(asked.predictor());
        this.by = asked.by().map(names::indexOf).orElse(-1);
        this.byLevels = asked.by().map(name -> new ByLevels(name, levelsOf(name)));
        this.positions = new int[names.size()];
        this.numeric = new boolean[names.size()];
        this.all = new Part(kinds(true));
        this.shown =
                asked.factor() < 0 ? ShownLevels.none() : ShownLevels.of(levels(), asked.mostGroups(), asked.always());
        List<TypicalRow.Kind> kinds = kinds(false);
        for (int place = 0; place < shown.size(); place++) {
            parts.add(new Part(kinds));
        }
    }

    private List<String> levelsOf(String name) {
        return model.expectation().predictors().stream()
                .filter(predictor -> predictor.name().equals(name))
                .map(ModelPredictor::levels)
                .findFirst()
                .orElse(List.of());
    }

    /** Returns the lines over a column that predicts by its numbers. */
    public static GroupLines run(MixedModel model, Table table, LinesAsked asked, Progress progress) {
        return gather(model, table, asked).alone(model, table, progress);
    }

    /** Gathers the lines over a column that predicts by its numbers; the table tells its columns. */
    public static Gathering<GroupLines> gather(MixedModel model, Table table, LinesAsked asked) {
        GroupLinesPass pass = new GroupLinesPass(model, table, asked);
        return new Gathering<>(pass::add, pass::lines);
    }

    private GroupingFactor levels() {
        return model.groupingFactors().get(asked.factor());
    }

    private List<TypicalRow.Kind> kinds(boolean ofPopulation) {
        ModelVariables variables = ModelVariables.of(model);
        Set<String> groups = variables.groupsOnly();
        List<String> own = asked.factor() < 0 ? List.of() : variables.groupColumns(levels().name());
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
        if (all.typical.isEmpty()) {
            for (int k = 0; k < positions.length; k++) {
                String name = rows.columns().get(k).name();
                positions[k] = row.position(name);
                numeric[k] = row.isNumeric(name);
            }
        }
        double value = row.number(positions[x]);
        int level = row.level(asked.factor());
        int number = byLevels.map(levels -> levels.number(row, positions[by], numeric[by]))
                .orElse(-1);
        sample.add(row.row(), level, number, value, row.response());
        add(all, row, value, number);
        if (number >= 0) {
            if (number == byParts.size()) {
                byParts.add(new Part(kinds(true)));
            }
            add(byParts.get(number), row, value, number);
        }
        if (shown.place(level) >= 0) {
            add(parts.get(shown.place(level)), row, value, number);
        }
    }

    private void add(Part part, FittedPass row, double value, int number) {
        part.by = part.typical.isEmpty() || part.by == number ? number : -1;
        part.typical.add(row, positions, numeric, value);
        part.fit.add(value, row.response(), row.weight());
    }

    private GroupLines lines() {
        List<Integer> order = byLevels.map(ByLevels::sorted).orElse(List.of());
        List<GroupLines.Line> lines = new ArrayList<>();
        List<GroupLines.Line> own = new ArrayList<>();
        List<RowPoint> means = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            Part part = parts.get(place);
            if (!part.typical.isEmpty()) {
                int level = shown.level(place);
                int number = order.indexOf(part.by);
                part.typical.setInto(rows);
                lines.add(line(level, number, part.typical));
                own.add(leastSquares(level, number, part));
                means.add(new RowPoint(-1, level, number, part.fit.meanX(), part.fit.meanY()));
            }
        }
        all.typical.setInto(rows);
        return new GroupLines(
                asked.predictor(),
                lines,
                own,
                means,
                line(-1, -1, all.typical),
                leastSquares(-1, -1, all),
                byLines(order),
                held(),
                sample.points().stream()
                        .map(point -> new RowPoint(
                                point.row(), point.level(), order.indexOf(point.by()), point.x(), point.y()))
                        .toList(),
                model.rows().used(),
                shown.all());
    }

    /** The population at each value of the second predictor, the other predictors being what is typical of all rows. */
    private GroupLines.By byLines(List<Integer> order) {
        if (byLevels.isEmpty()) {
            return GroupLines.By.NONE;
        }
        List<String> names = new ArrayList<>();
        List<GroupLines.Line> lines = new ArrayList<>();
        List<GroupLines.Line> totals = new ArrayList<>();
        for (int number : order) {
            names.add(byLevels.get().name(number));
            all.typical.setInto(rows);
            if (byLevels.get().value(number) instanceof Double value) {
                rows.setNumber(by, value);
            } else {
                rows.setLabel(by, byLevels.get().name(number));
            }
            Part part = byParts.get(number);
            lines.add(line(-1, names.size() - 1, part.typical));
            totals.add(leastSquares(-1, names.size() - 1, part));
        }
        return new GroupLines.By(asked.by().orElseThrow(), names, lines, totals);
    }

    private List<GroupLines.Held> held() {
        List<GroupLines.Held> held = new ArrayList<>();
        for (int k = 0; k < positions.length; k++) {
            if (k != x && k != by) {
                String name = rows.columns().get(k).name();
                boolean isLabel = rows.columns().get(k).type() != ColumnType.NUMERIC
                        || ModelVariables.of(model).labels().contains(name);
                all.typical.text(k).ifPresent(value -> held.add(new GroupLines.Held(name, value, isLabel)));
            }
        }
        return held;
    }

    private static GroupLines.Line leastSquares(int level, int number, Part part) {
        double[] places = part.fit.hasSlope()
                ? new double[] {part.typical.least(), part.typical.greatest()}
                : new double[] {part.fit.meanX()};
        double[] heights = part.fit.hasSlope()
                ? new double[] {part.fit.at(places[0]), part.fit.at(places[1])}
                : new double[] {part.fit.meanY()};
        return new GroupLines.Line(level, number, places, heights);
    }

    /** Returns the line of the predictor's row as it is set, over the range of some rows. */
    private GroupLines.Line line(int level, int number, TypicalRow range) {
        int count = range.least() < range.greatest() ? POINTS_OF_A_LINE : 1;
        double[] grid = IntStream.range(0, count)
                .mapToDouble(i -> count == 1
                        ? range.least()
                        : range.least() + (range.greatest() - range.least()) * i / (count - 1))
                .toArray();
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            rows.setNumber(x, grid[i]);
            Predictions prediction = rows.predict();
            expected[i] = scale.applyAsDouble(
                    prediction.population(0) + (level < 0 ? 0 : prediction.groupEffect(0, asked.factor())));
        }
        return new GroupLines.Line(level, number, grid, expected);
    }
}
