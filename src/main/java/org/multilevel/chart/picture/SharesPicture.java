package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Groups;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;
import org.multilevel.error.ChartException;
import org.multilevel.inference.shares.VarianceShares;

/** Describes how the variance of the response is shared out between fixed effects, groups and residual. */
final class SharesPicture {
    private static final String FIXED = "Fixed effects";
    private static final String RESIDUAL = "Residual";
    private static final String DISTRIBUTION = "Within groups";

    private SharesPicture() {}

    static ChartDescription of(Scene scene) {
        List<NamedModel> models = new ArrayList<>(scene.models());
        Collections.reverse(models);
        Map<String, List<Datum.Bar>> bars = new LinkedHashMap<>();
        bars.put(FIXED, new ArrayList<>());
        for (int place = 0; place < models.size(); place++) {
            add(bars, models.get(place), place);
        }
        List<Datum.Bar> residual = bars.remove(RESIDUAL);
        List<Mark> marks = new ArrayList<>();
        for (Map.Entry<String, List<Datum.Bar>> entry : bars.entrySet()) {
            marks.add(mark(entry.getKey(), Ink.series(marks.size()), entry.getValue()));
        }
        List<String> names = models.stream().map(NamedModel::name).toList();
        boolean isLong = names.stream().anyMatch(name -> !Words.shortName(name).equals(name));
        List<String> sentences = new ArrayList<>();
        boolean isLatent = scene.model().generalised().isPresent();
        marks.add(mark(
                isLatent ? DISTRIBUTION : RESIDUAL,
                Ink.MUTED.withOpacity(0.6),
                residual == null ? List.of() : residual));
        sentences.add(
                "The variance of the fixed part over the rows, what the effects of each grouping factor add on average, and the"
                        + (isLatent
                                ? " variance that the family has on the scale of the link."
                                : " residual variance."));
        if (isLong) {
            List<NamedModel> inOrder = scene.models();
            for (int k = 0; k < inOrder.size(); k++) {
                sentences.add((inOrder.size() == 1 ? "The model is " : "Model " + (k + 1) + " is ")
                        + Words.name(inOrder.get(k).name()) + ".");
            }
        }
        return new ChartDescription(
                "Shares of the variance of " + scene.model().response()
                        + (isLatent ? ", on the scale of the link" : ""),
                sentences,
                new Axis.Numbers("Share of the variance (%)"),
                new Axis.Names("", isLong ? numbered(names.size()) : names),
                marks,
                Groups.NONE);
    }

    /** Names that would be cut beside the axis stand below the title. */
    private static List<String> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> count == 1 ? " " : "Model " + (count - place))
                .toList();
    }

    /** Refuses a model whose shares have no digits; the standardised effects, which are divided by their sum, ask for it, too. */
    static void checkDigits(NamedModel one) {
        VarianceShares.lostDigits(one.model()).ifPresent(column -> {
            throw new ChartException("In the model " + one.name() + " the column " + column
                    + " lies so far from 0 beside its spread that the digits of the group variances cancel, and their sum is not known:"
                    + " subtract its mean, or choose another picture.");
        });
    }

    private static void add(Map<String, List<Datum.Bar>> bars, NamedModel one, int place) {
        if (!one.model().hasOneResidualVariance()) {
            throw new ChartException("The model " + one.name() + " has several residual variances ("
                    + one.model().structureWords()
                    + "), so that there are no shares of one variance: choose another picture.");
        }
        checkDigits(one);
        VarianceShares shares = VarianceShares.of(one.model())
                .orElseThrow(() -> new ChartException("The model " + one.name()
                        + " was saved by an early version, which did not keep how its columns vary: fit it again."));
        double from = 0;
        from = put(bars, FIXED, place, from, shares.r2Marginal());
        for (VarianceShares.Part part : shares.groups()) {
            from = put(bars, part.factor(), place, from, part.variance() / shares.total());
        }
        put(bars, RESIDUAL, place, from, shares.residual() / shares.total());
    }

    private static double put(Map<String, List<Datum.Bar>> bars, String name, int place, double from, double share) {
        double to = from + 100 * share;
        bars.computeIfAbsent(name, any -> new ArrayList<>()).add(new Datum.Bar(place, from, to));
        return to;
    }

    private static Mark mark(String name, Ink ink, List<Datum.Bar> bars) {
        return new Mark.Bars(name, ink, Hint.of(name + ": ").then(Value.X).then("% of the variance"), bars);
    }
}
