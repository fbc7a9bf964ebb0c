package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.chart.data.Caterpillar;
import org.multilevel.chart.data.Ranks;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;

/** Describes a {@link Caterpillar}: a level is a row of the chart, with its effect and interval. */
final class EffectsPicture {
    private static final int MOST_LEVELS = 5000;
    private static final int FEW = 60;
    private static final int MANY = 500;

    private final Scene scene;
    private final Caterpillar data;
    private final Emphasis emphasis;
    private final int[] ranks;
    private final boolean ratios;

    private EffectsPicture(Scene scene) {
        this.scene = scene;
        this.data = Caterpillar.of(scene.groups(), scene.column(), scene.inference());
        this.emphasis = Emphasis.of(scene);
        this.ratios = scene.scale() == PictureScale.RATIO;
        this.ranks = withHighlighted(Ranks.shown(data.size(), MOST_LEVELS));
    }

    static ChartDescription of(Scene scene) {
        return new EffectsPicture(scene).describe();
    }

    private int[] withHighlighted(int[] chosen) {
        IntStream always =
                IntStream.range(0, data.size()).filter(rank -> emphasis.levels().contains(data.level(rank)));
        return emphasis.isEmpty()
                ? chosen
                : IntStream.concat(Arrays.stream(chosen), always)
                        .distinct()
                        .sorted()
                        .toArray();
    }

    private ChartDescription describe() {
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Rule(true, shown(0))));
        String none = ratios ? "one" : "zero";
        if (emphasis.isEmpty()) {
            marks.add(mark("Interval holds " + none, Ink.MUTED, false, spans(false)));
            marks.add(mark("Interval leaves " + none + " out", Ink.MAIN, false, spans(true)));
        } else {
            List<Datum.Span> all = new ArrayList<>(spans(false));
            all.addAll(spans(true));
            marks.addAll(
                    emphasis.marks("Other levels of " + Words.shortName(data.factor()), Ink.MUTED, all, this::mark));
        }
        return new ChartDescription(
                "Effects of " + data.factor() + ": " + data.term(),
                sentences(),
                ratios
                        ? new Axis.Ratios(scene.effectName(scene.column(), scene.ratioName()))
                        : new Axis.Numbers(scene.effectName(scene.column())),
                new Axis.Names(
                        data.factor(), IntStream.of(ranks).mapToObj(data::label).toList()),
                marks,
                scene.named());
    }

    private double shown(double effect) {
        return ratios ? Ratio.of(effect) : effect;
    }

    private List<Datum.Span> spans(boolean away) {
        return IntStream.range(0, ranks.length)
                .filter(place -> data.excludesZero(ranks[place]) == away)
                .mapToObj(place -> new Datum.Span(
                        place,
                        shown(data.effect(ranks[place])),
                        shown(data.lower(ranks[place])),
                        shown(data.upper(ranks[place])),
                        data.level(ranks[place])))
                .toList();
    }

    private Mark mark(String name, Ink ink, boolean strong, List<Datum.Span> spans) {
        boolean isSingular = data.standardDeviation() == 0;
        double width = ranks.length > MANY ? 0.6 : ranks.length > FEW ? 1.1 : 1.8;
        double size = ranks.length > MANY ? 2.5 : ranks.length > FEW ? 4 : 7;
        return new Mark.Intervals(
                isSingular && emphasis.isEmpty() ? "" : name,
                ranks.length > FEW && !strong ? ink.withOpacity(0.4) : ink,
                hint(),
                true,
                strong ? Math.max(1.8, width) : width,
                strong ? Math.max(6, size) : size,
                spans);
    }

    private Hint hint() {
        return Rows.level(Hint.of("Level "), scene)
                .then(ratios ? ": ratio " : ": effect ")
                .then(Value.Y)
                .then(", " + Words.percent(data.level()) + " interval ")
                .then(Value.LOW)
                .then(" to ")
                .then(Value.HIGH);
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (data.standardDeviation() == 0) {
            sentences.add(Words.ALL_ZERO);
        } else {
            sentences.add(Words.count(data.size()) + " levels in the order of their effects, with "
                    + Words.percent(data.level()) + " intervals (effect ± " + Words.number(data.quantile())
                    + " conditional standard deviations" + (ratios ? ", exponentiated" : "") + ").");
        }
        if (ranks.length < data.size()) {
            sentences.add("Shown are " + Words.count(ranks.length)
                    + " levels: the lowest and highest, and an even choice between.");
        }
        return sentences;
    }
}
