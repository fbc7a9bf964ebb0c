package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/**
 * Box plots of a quantity by group, in the order of the groups' effects.
 *
 * <p>A box goes from quartile to quartile (R's quantile type 7), a whisker to the last value within 1.5 times their distance; so as ggplot2's
 * {@code stat_boxplot}. R's own {@code boxplot} takes Tukey's hinges instead.
 *
 * @param boxes one for each group shown
 * @param outliers rows beyond the whiskers, x being the place of their box
 * @param groups how many groups there are
 */
public record GroupBoxes(List<Box> boxes, List<RowPoint> outliers, int groups) {
    /** Of more groups, as many have boxes. */
    public static final int MOST_BOXES = 200;

    private static final double REACH = 1.5;

    /** What is told by group. */
    public enum Quantity {
        /** The response. */
        RESPONSE,
        /** The response less the mean of its group. */
        CENTRED_RESPONSE,
        /** The residual, times the root of the row's weight. */
        RESIDUAL
    }

    /**
     * The box of a group.
     *
     * @param low where the lower whisker ends
     */
    public record Box(
            int level, long rows, double low, double lowerQuartile, double median, double upperQuartile, double high) {}

    private record Row(long row, double value) {}

    /** Copies the lists. */
    public GroupBoxes {
        boxes = List.copyOf(boxes);
        outliers = List.copyOf(outliers);
    }

    /**
     * Gathers the boxes, holding the rows of the groups shown.
     *
     * @param factor position in the model's grouping factors
     * @param always levels that are shown in any case
     */
    public static Gathering<GroupBoxes> gather(MixedModel model, int factor, Quantity quantity, List<Integer> always) {
        ShownLevels shown = ShownLevels.of(model.groupingFactors().get(factor), MOST_BOXES, always);
        List<List<Row>> values = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            values.add(new ArrayList<>());
        }
        return new Gathering<>(
                row -> {
                    int place = shown.place(row.level(factor));
                    if (place >= 0) {
                        double value = quantity == Quantity.RESIDUAL ? row.residual() : row.response();
                        values.get(place).add(new Row(row.row(), value));
                    }
                },
                () -> boxes(shown, values, quantity));
    }

    /** Returns the boxes, in one pass. */
    public static GroupBoxes of(
            MixedModel model, Table table, int factor, Quantity quantity, List<Integer> always, Progress progress) {
        return gather(model, factor, quantity, always).alone(model, table, progress);
    }

    private static GroupBoxes boxes(ShownLevels shown, List<List<Row>> values, Quantity quantity) {
        List<Box> boxes = new ArrayList<>();
        List<RowPoint> outliers = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            if (!values.get(place).isEmpty()) {
                List<Row> rows = quantity == Quantity.CENTRED_RESPONSE ? centred(values.get(place)) : values.get(place);
                Box box = box(shown.level(place), rows);
                for (Row row : rows) {
                    if (row.value() < box.low() || row.value() > box.high()) {
                        outliers.add(new RowPoint(row.row(), box.level(), -1, boxes.size(), row.value()));
                    }
                }
                boxes.add(box);
            }
        }
        return new GroupBoxes(boxes, outliers, shown.all());
    }

    private static List<Row> centred(List<Row> rows) {
        double mean = rows.stream().mapToDouble(Row::value).average().orElseThrow();
        return rows.stream().map(row -> new Row(row.row(), row.value() - mean)).toList();
    }

    private static Box box(int level, List<Row> rows) {
        double[] sorted = rows.stream().mapToDouble(Row::value).sorted().toArray();
        double lower = Quantiles.of(sorted, 0.25);
        double upper = Quantiles.of(sorted, 0.75);
        double reach = REACH * (upper - lower);
        double low = Arrays.stream(sorted)
                .filter(value -> value >= lower - reach)
                .findFirst()
                .orElse(lower);
        double high = Arrays.stream(sorted)
                .filter(value -> value <= upper + reach)
                .max()
                .orElse(upper);
        return new Box(
                level,
                sorted.length,
                Math.min(low, lower),
                lower,
                Quantiles.of(sorted, 0.5),
                upper,
                Math.max(high, upper));
    }
}
