package org.multilevel.chart.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.chart.ChartSamples;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Tone;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.ModelException;
import org.multilevel.inference.shares.StandardisedScales;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** What each kind of picture shows and says. */
class PicturesTest {
    private static final String SECTORS = "mathach ~ ses * factor(sector) + meanses + (1 + ses | school)";

    private static Table table;
    private static MixedModel model;
    private static MixedModel small;

    @BeforeAll
    static void fit() {
        table = ChartSamples.csv("hsb");
        model = ChartSamples.fit(SECTORS, table);
        small = ChartSamples.fit("mathach ~ ses + (1 | school)", table);
    }

    private static ChartDescription describe(PictureRequest request) {
        return Pictures.of(model).describe(request, () -> table, Progress.NONE);
    }

    private static PictureRequest of(PictureKind kind) {
        return PictureRequest.of(kind);
    }

    private static List<String> legend(ChartDescription chart) {
        return chart.marks().stream()
                .map(Mark::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static <M extends Mark> List<M> marks(ChartDescription chart, Class<M> type) {
        return chart.marks().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Table threeGroups() {
        String[] groups = {"north", "south", "west"};
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 30)
                                .mapToDouble(i -> i % 3 * 2 + i / 3.0 + i * i % 7)
                                .toArray())
                .numeric("x", IntStream.range(0, 30).mapToDouble(i -> i / 3.0).toArray())
                .categorical(
                        "f",
                        IntStream.range(0, 30)
                                .mapToObj(i -> i % 2 == 0 ? "u" : "v")
                                .toList())
                .categorical(
                        "g", IntStream.range(0, 30).mapToObj(i -> groups[i % 3]).toList())
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsDrawnOfThreeGroupsOnLightAndDarkPages(PictureKind kind) {
        Table rows = threeGroups();
        MixedModel of = ChartSamples.fit("y ~ x + f + (1 | g)", rows);
        ChartDescription chart = Pictures.of(of).describe(of(kind), () -> rows, Progress.NONE);
        String light = Chart.of(chart).svg(600, 400);
        String dark = Chart.of(chart, Theme.DARK).svg(600, 400);
        assertTrue(light.contains("<title>" + chart.title() + "</title>"), light);
        assertTrue(light.contains("rgb(255,255,255)") && dark.contains("rgb(20,25,30)"));
    }

    @Test
    void populationLineSaysAtWhichLevelOfAFactorItStands() {
        String said =
                String.join(" ", describe(of(PictureKind.LINES).withOver("ses")).sentences());
        assertTrue(
                said.contains("The population's line stands at sector 0 (the most frequent), meanses 0.006138."), said);
    }

    @Test
    void secondPredictorGivesAPopulationLineForEachOfItsValues() {
        ChartDescription chart = describe(of(PictureKind.LINES).withOver("ses").withBy("sector"));
        assertEquals(List.of("Population at sector 0", "Population at sector 1"), legend(chart));
        List<Mark.Lines> lines = marks(chart, Mark.Lines.class);
        List<Datum.Point> publicSchools = lines.get(lines.size() - 2).data();
        List<Datum.Point> catholicSchools = lines.get(lines.size() - 1).data();
        // Fixed effects: ses, and its interaction with sector.
        assertEquals(model.coefficient("ses"), slope(publicSchools), 1e-9);
        assertEquals(model.coefficient("ses") + model.fixedEffects().estimate(4), slope(catholicSchools), 1e-9);
    }

    @Test
    void linesOfASecondPredictorHaveOtherColoursThanHighlightedGroupsAndOneAnother() {
        ChartDescription chart =
                describe(of(PictureKind.LINES).withOver("ses").withBy("sector").withHighlight(List.of("1946", "5650")));
        List<Ink> inks = marks(chart, Mark.Lines.class).stream()
                .filter(lines -> List.of("1946", "5650", "Population at sector 0", "Population at sector 1")
                        .contains(lines.name()))
                .map(Mark.Lines::ink)
                .toList();
        assertEquals(4, inks.size());
        assertEquals(4, Set.copyOf(inks).size(), inks::toString);
    }

    private static double slope(List<Datum.Point> line) {
        Datum.Point first = line.get(0);
        Datum.Point last = line.get(line.size() - 1);
        return (last.y() - first.y()) / (last.x() - first.x());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "EFFECTS",
                "LINES",
                "NO_POOLING",
                "POOLING",
                "POINTS",
                "MEANS",
                "BOXES",
                "CENTRED_BOXES",
                "RESIDUAL_BOXES",
                "RESIDUALS",
                "EFFECT_QUANTILES",
                "SHRINKAGE"
            })
    void highlightedGroupsHaveColoursOfTheirOwnOverAllOthersInGrey(PictureKind kind) {
        ChartDescription chart = describe(of(kind).withHighlight(List.of("1946", "5650")));
        if (kind != PictureKind.POINTS && kind != PictureKind.RESIDUALS) {
            assertTrue(
                    legend(chart).containsAll(List.of("1946", "5650")),
                    legend(chart).toString());
        }
        int school = model.groupingFactors().get(0).indexOf("5650");
        List<Mark> own = chart.marks().stream()
                .filter(mark -> mark.ink().tone() == Tone.SERIES && mark.ink().number() == 1)
                .filter(mark -> mark.data().stream().allMatch(datum -> datum.group() == school))
                .filter(mark -> !mark.data().isEmpty())
                .toList();
        assertFalse(own.isEmpty());
    }

    @Test
    void rowsOfHighlightedGroupsAreNeverSampledAway() {
        ChartDescription chart = describe(of(PictureKind.LINES).withHighlight(List.of("1946")));
        int school = model.groupingFactors().get(0).indexOf("1946");
        long rows = marks(chart, Mark.Points.class).stream()
                .flatMap(mark -> mark.data().stream())
                .filter(point -> point.group() == school)
                .count();
        assertEquals(39, rows, "rows of school 1946 in the table");
    }

    @Test
    void meansAreColouredByASecondPredictor() {
        ChartDescription chart =
                describe(of(PictureKind.MEANS).withOver("meanses").withBy("sector"));
        List<Integer> counts = marks(chart, Mark.Points.class).stream()
                .map(mark -> mark.data().size())
                .toList();
        assertEquals(List.of(90, 70), counts, "public and Catholic schools");
        assertEquals(List.of("sector 0", "sector 1"), legend(chart));
    }

    @Test
    void severalModelsAreOneForestWithTheirFormulas() {
        ChartDescription chart = describe(of(PictureKind.FIXED).withModel(new NamedModel(small.formula(), small)));
        assertEquals(List.of(SECTORS, small.formula()), legend(chart));
        Mark.Intervals second = marks(chart, Mark.Intervals.class).get(1);
        assertEquals(small.coefficient("ses"), second.data().get(0).middle());
    }

    /** The scales themselves are compared with R's in the tests of what they come from. */
    @Test
    void standardisedEffectsAreTimesTheScalesOfTheirColumns() {
        ChartDescription chart = describe(of(PictureKind.STANDARDISED));
        double[] scales = StandardisedScales.of(model).orElseThrow().scales();
        List<String> terms = ((Axis.Names) chart.vertical()).names();
        assertEquals(List.of("ses:factor(sector)[1]", "meanses", "factor(sector)[1]", "ses"), terms);
        Datum.Span ses = marks(chart, Mark.Intervals.class).get(0).data().get(0);
        assertEquals(3, ses.at());
        assertTrue(PictureKind.STANDARDISED.hasIntervals());
        assertEquals(scales[1] * model.coefficient("ses"), ses.middle(), 1e-15);
        assertTrue(ses.low() < ses.middle() && ses.middle() < ses.high());
    }

    @Test
    void effectsOfAColumnThatDoesNotVaryCannotBeStandardised() {
        MixedModel empty = ChartSamples.fit("mathach ~ 1 + (1 | school)", table);
        assertFalse(Pictures.of(empty).has(PictureKind.STANDARDISED));
        assertEquals(
                "The model mathach ~ 1 + (1 | school) has no fixed effects of columns that vary to draw: choose another picture.",
                refusal(() -> Pictures.of(empty).describe(of(PictureKind.STANDARDISED))));
    }

    @Test
    void modelsOfOneFormulaAreToldApart() {
        List<String> names = legend(describe(of(PictureKind.FIXED).withModel(new NamedModel(SECTORS, model))));
        assertEquals(2, names.size(), names.toString());
    }

    @Test
    void sharesAreThoseOfTheVarianceAndAddUp() {
        ChartDescription chart = describe(of(PictureKind.SHARES));
        assertEquals(List.of("Fixed effects", "school", "Residual"), legend(chart));
        List<Mark.Bars> bars = marks(chart, Mark.Bars.class);
        VarianceShares shares = VarianceShares.of(model).orElseThrow();
        assertEquals(100 * shares.r2Marginal(), bars.get(0).data().get(0).high(), 1e-9);
        assertEquals(100 * shares.r2Conditional(), bars.get(1).data().get(0).high(), 1e-9);
        assertEquals(100, bars.get(2).data().get(0).high(), 1e-9);
    }

    @Test
    void expectedResponsesHaveABandForEachValueOfASecondPredictor() {
        ChartDescription chart = describe(of(PictureKind.PREDICTED)
                .withOver("ses")
                .withBy("meanses")
                .withAt(Map.of("meanses", List.of("-0.4", "0.4"))));
        assertEquals(List.of("meanses -0.4", "meanses 0.4"), legend(chart));
        List<Mark.Band> bands = marks(chart, Mark.Band.class);
        assertEquals(41, bands.get(0).data().size());
        assertTrue(bands.get(0).data().stream()
                .allMatch(span -> span.low() < span.middle() && span.middle() < span.high()));
        double apart =
                bands.get(1).data().get(7).middle() - bands.get(0).data().get(7).middle();
        assertEquals(0.8 * model.coefficient("meanses"), apart, 1e-9);
    }

    @Test
    void expectedResponseAtOneValueOfACovariateHasItsInterval() {
        ChartDescription chart =
                describe(of(PictureKind.PREDICTED).withOver("ses").withAt(Map.of("ses", List.of("1"))));
        assertEquals(new Axis.Names("ses", List.of("1")), chart.horizontal());
        Mark.Intervals only = marks(chart, Mark.Intervals.class).get(0);
        Datum.Span span = only.data().get(0);
        assertTrue(span.low() < span.middle() && span.middle() < span.high());
        assertTrue(chart.told(only, span).startsWith("ses 1: expected "), chart.told(only, span));
        ChartDescription two = describe(
                of(PictureKind.PREDICTED).withOver("ses").withBy("sector").withAt(Map.of("ses", List.of("1"))));
        List<Mark.Intervals> sectors = marks(two, Mark.Intervals.class);
        assertEquals(2, sectors.size());
        assertTrue(
                sectors.get(0).data().get(0).at() < sectors.get(1).data().get(0).at(), "side by side");
    }

    @Test
    void levelsOfAFactorStandSideBySide() {
        ChartDescription chart = describe(of(PictureKind.PREDICTED).withOver("sector"));
        assertEquals(new Axis.Names("sector", List.of("0", "1")), chart.horizontal());
        assertEquals(2, marks(chart, Mark.Intervals.class).get(0).data().size());
    }

    /** The ends stand in profile.json for other models; here the curve is to be at the bound where the interval ends. */
    @Test
    void profileCrossesTheBoundAtTheEndsOfTheInterval() {
        Table boys = ChartSamples.csv("Oxboys");
        MixedModel growth = ChartSamples.fit(ChartSamples.OXBOYS, boys);
        ChartDescription chart = Pictures.of(growth)
                .describe(of(PictureKind.PROFILE).withTerm("sd:Residual"), () -> boys, Progress.NONE);
        List<Mark.Rule> rules = marks(chart, Mark.Rule.class);
        List<Datum.Point> curve = marks(chart, Mark.Lines.class).get(0).data();
        double end = rules.get(2).at();
        double rise = curve.stream()
                .filter(point -> Math.abs(point.x() - end) < 1e-9)
                .mapToDouble(Datum.Point::y)
                .findFirst()
                .orElseThrow();
        assertEquals(rules.get(0).at(), rise, 1e-4);
    }

    private static String refusal(Executable action) {
        return assertThrows(ChartException.class, action).getMessage();
    }

    @Test
    void whatCannotBeIsRefusedInASentence() {
        assertEquals(
                "\"1947\" is no level of school; the nearest are \"1942\", \"1946\", \"1317\".",
                refusal(() -> describe(of(PictureKind.BOXES).withHighlight(List.of("1947")))));
        assertEquals(
                "There are 9 groups to be highlighted, but colours tell no more than 8 apart: choose fewer.",
                refusal(() -> describe(of(PictureKind.BOXES)
                        .withHighlight(Arrays.asList("1", "2", "3", "4", "5", "6", "7", "8", "9")))));
        assertEquals(
                "\"meanses\" has more than 8 values, which no colours could tell apart: choose a predictor with fewer.",
                refusal(() -> describe(of(PictureKind.LINES).withOver("ses").withBy("meanses"))));
        assertEquals(
                "The model has no predictor \"size\" that colours could tell: choose ses, meanses, sector.",
                refusal(() -> describe(of(PictureKind.LINES).withBy("size"))));
        assertEquals(
                "\"ses\" is along the horizontal axis already: choose another predictor for the colours.",
                refusal(() -> describe(of(PictureKind.LINES).withOver("ses").withBy("ses"))));
        assertEquals(
                "The model has no parameter \"sd\": choose "
                        + String.join(", ", Pictures.of(model).terms(PictureKind.PROFILE, "")) + ".",
                refusal(() -> describe(of(PictureKind.PROFILE).withTerm("sd"))));
        assertEquals(
                "The picture effects has no over: leave it out, or choose another picture.",
                refusal(() -> describe(of(PictureKind.EFFECTS).withOver("ses"))));
        assertEquals(
                "The picture boxes shows rows of the table that the model was fitted to, and there is no table: give it.",
                refusal(() -> Pictures.of(model).describe(of(PictureKind.BOXES))));
        assertEquals(
                "The fixed part of " + SECTORS + " has no predictor \"size\": choose ses, sector, meanses.",
                refusal(() -> describe(of(PictureKind.PREDICTED).withOver("size"))));
    }

    @Test
    void modelsThatDoNotFitTogetherAreRefused() {
        MixedModel other = ChartSamples.fit("ses ~ meanses + (1 | school)", table);
        NamedModel named = new NamedModel(other.formula(), other);
        assertEquals(
                "The model ses ~ meanses + (1 | school) is of ses and the first of mathach, which have no axis in common: choose"
                        + " models of one response.",
                refusal(() -> describe(of(PictureKind.FIXED).withModel(named))));
        MixedModel without = ChartSamples.fit("mathach ~ 1 + (1 | school)", table);
        assertEquals(
                "The model mathach ~ 1 + (1 | school) has no numeric predictor \"ses\", so that it has no line over it: leave it out,"
                        + " or choose another predictor.",
                refusal(() -> describe(
                        of(PictureKind.POINTS).withOver("ses").withModel(new NamedModel(without.formula(), without)))));
    }

    @Test
    void shrinkageOfEffectsThatNoPlaneHoldsIsRefused() {
        Table machines = ChartSamples.csv("Machines");
        MixedModel of = ChartSamples.fit("score ~ Machine + (Machine | Worker)", machines);
        assertEquals(
                "Shrinkage is drawn of an intercept and the slope of one column of numbers at most, but the effects of Worker are on "
                        + String.join(", ", of.groupingFactors().get(0).columns())
                        + ": fit a model with fewer, or look at the group effects.",
                refusal(() -> Pictures.of(of).describe(of(PictureKind.SHRINKAGE), () -> machines, Progress.NONE)));
    }

    @Test
    void kindThatDoesNotExistIsRefusedWithThoseThatDo() {
        String message =
                assertThrows(ModelException.class, () -> PictureKind.of("pie")).getMessage();
        assertTrue(message.startsWith("There is no picture \"pie\"; choose effects, lines, residuals,"), message);
    }

    @Test
    void picturesOfTheModelAloneAskForNoRows() {
        Supplier<Table> none = () -> {
            throw new IllegalStateException("asked for rows");
        };
        Stream.of(PictureKind.values())
                .filter(kind -> !kind.needsRows())
                .forEach(kind -> assertFalse(Pictures.of(model)
                        .describe(of(kind), none, Progress.NONE)
                        .marks()
                        .isEmpty()));
    }

    @Test
    void labelsWithCommasAreFoundWhole() {
        Table rows = MemoryTable.builder()
                .numeric("y", 1, 2, 3, 5, 6, 8)
                .categorical("g", "a, b", "a, b", "c", "c", "d", "d")
                .build();
        Pictures pictures = Pictures.of(ChartSamples.fit("y ~ 1 + (1 | g)", rows));
        assertEquals(List.of("a, b"), pictures.labels(List.of("a, b"), ""));
        assertEquals(List.of("c", "d"), pictures.labels(List.of("c, d"), "g"));
    }

    @Test
    void coloursBeginAgainWhereThereAreMoreThings() {
        assertEquals(Ink.series(0), Ink.series(Ink.COLOURS));
    }

    @Test
    void lineOfACoefficientThatTheFitLeftOutIsRefused() {
        double[] x = IntStream.range(0, 30).mapToDouble(i -> i * 7 % 11).toArray();
        Table twice = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 30)
                                .mapToDouble(i -> i * i % 13 + i % 3)
                                .toArray())
                .numeric("x", x)
                .numeric(
                        "dup", IntStream.range(0, 30).mapToDouble(i -> 2 * x[i]).toArray())
                .categorical(
                        "g", IntStream.range(0, 30).mapToObj(i -> "g" + i % 3).toArray(String[]::new))
                .build();
        Pictures pictures = Pictures.of(ChartSamples.fit("y ~ x + dup + (1 | g)", twice));
        for (PictureKind kind : List.of(PictureKind.LINES, PictureKind.PREDICTED)) {
            assertEquals(
                    "The picture " + kind.text()
                            + " shows what these data do not tell, because the fit left out \"dup\": leave that"
                            + " out of the formula, or choose another picture.",
                    assertThrows(
                                    ChartException.class,
                                    () -> pictures.describe(of(kind).withOver("dup"), () -> twice, Progress.NONE))
                            .getMessage());
        }
        assertFalse(pictures.describe(of(PictureKind.FIXED)).marks().isEmpty());
    }

    @Test
    void highlightedGroupsAreNamedWhereTheirPointsAreAllThatThereIs() {
        ChartDescription chart =
                describe(of(PictureKind.POINTS).withOver("ses").withHighlight(List.of("1946", "5650")));
        assertTrue(legend(chart).containsAll(List.of("1946", "5650")), legend(chart)::toString);
    }

    @Test
    void meansOfHighlightedGroupsAndLinesOfASecondPredictorHaveDifferentColours() {
        ChartDescription chart = describe(
                of(PictureKind.MEANS).withOver("meanses").withBy("sector").withHighlight(List.of("1946", "5650")));
        List<Ink> inks = Stream.concat(
                        marks(chart, Mark.Lines.class).stream().map(Mark.Lines::ink),
                        marks(chart, Mark.Points.class).stream()
                                .filter(points -> List.of("1946", "5650").contains(points.name()))
                                .map(points -> points.ink().withOpacity(1)))
                .toList();
        assertEquals(4, inks.size());
        assertEquals(4, Set.copyOf(inks).size(), inks::toString);
    }

    @Test
    void modelsWhoseNamesAreLongAreToldApartInSharesToo() {
        ChartDescription chart = describe(of(PictureKind.SHARES)
                .withModel(NamedModel.of(ChartSamples.fit(SECTORS.replace("1 + ses", "1"), table))));
        assertEquals(List.of("Model 2", "Model 1"), ((Axis.Names) chart.vertical()).names());
        assertEquals(
                List.of("Model 1 is " + SECTORS + ".", "Model 2 is " + SECTORS.replace("1 + ses", "1") + "."),
                chart.sentences().subList(1, 3));
        ChartDescription one = describe(of(PictureKind.SHARES));
        assertEquals("The model is " + SECTORS + ".", one.sentences().get(1));
    }

    @Test
    void groupsOfOneSizeStandBesideOneAnother() {
        Table rows = threeGroups();
        ChartDescription chart = Pictures.of(ChartSamples.fit("y ~ x + f + (1 | g)", rows))
                .describe(of(PictureKind.SHRINKAGE), () -> rows, Progress.NONE);
        assertEquals(
                List.of(1.0, 2.0, 3.0),
                marks(chart, Mark.Arrows.class).get(0).data().stream()
                        .map(Datum.Arrow::x)
                        .toList());
    }

    /** A group of two rows may have any slope; the breaker of all scales here has one of 200. */
    @Test
    void groupFarOffIsLeftOutOfShrinkageAndNamed() {
        double[] x = IntStream.range(0, 202).mapToDouble(i -> i % 10).toArray();
        double[] y = IntStream.range(0, 202)
                .mapToDouble(i -> i < 200
                        ? 2 * x[i] + Math.floor(i / 10.0) % 7 + i * i * 31 % 11.0 + x[i] * Math.floor(i / 10.0) / 20
                        : i == 200 ? 0 : 200)
                .toArray();
        Table rows = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical(
                        "g", IntStream.range(0, 202).mapToObj(i -> "g" + i / 10).toList())
                .build();
        Pictures pictures = Pictures.of(ChartSamples.fit("y ~ x + (x | g)", rows));
        ChartDescription chart = pictures.describe(of(PictureKind.SHRINKAGE), () -> rows, Progress.NONE);
        assertEquals(20, marks(chart, Mark.Arrows.class).get(0).data().size());
        assertTrue(
                chart.sentences()
                        .get(1)
                        .startsWith("Left out, since by itself it lies so far off that no other could be told apart:"
                                + " g20 (slope 200, intercept "),
                chart.sentences()::toString);
        ChartDescription all =
                pictures.describe(of(PictureKind.SHRINKAGE).withHighlight(List.of("g20")), () -> rows, Progress.NONE);
        assertEquals(1, marks(all, Mark.Arrows.class).get(1).data().size());
    }

    @Test
    void betweenSaysThatMeansDoNotVary() {
        Table rows = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 40)
                                .mapToDouble(i -> i * i * 7 % 11 + i / 4)
                                .toArray())
                .numeric(
                        "x",
                        IntStream.range(0, 40).mapToDouble(i -> i % 4 - 1.5).toArray())
                .categorical(
                        "g", IntStream.range(0, 40).mapToObj(i -> "g" + i / 4).toList())
                .build();
        MixedModel of = ChartSamples.fit("y ~ x + (1 | g)", rows);
        List<String> sentences = Pictures.of(of)
                .describe(of(PictureKind.BETWEEN), () -> rows, Progress.NONE)
                .sentences();
        assertTrue(
                sentences.contains("The means of x do not vary between levels of g, so there is no slope between."),
                sentences::toString);
    }

    @Test
    void meanOfCentredValuesIsZero() {
        double[] x = {0.1, 0.2, -0.3, 0.1, 0.2, -0.3, 0.1, 0.2, -0.3, 0.1, 0.2, -0.3};
        Table rows = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6, 8, 7, 9, 12, 10, 11)
                .numeric("x", x)
                .numeric("t", 1, 2, 4, 3, 2, 5, 6, 1, 2, 4, 5, 3)
                .categorical("g", List.of("a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"))
                .build();
        MixedModel of = ChartSamples.fit("y ~ t + x + (1 | g)", rows);
        for (PictureKind kind : List.of(PictureKind.LINES, PictureKind.PREDICTED)) {
            String said = String.join(
                    " ",
                    Pictures.of(of)
                            .describe(of(kind).withOver("t"), () -> rows, Progress.NONE)
                            .sentences());
            assertTrue(said.contains("x 0.") || said.contains("x at its mean, 0.0000"), said);
        }
    }

    private static MixedModel alike() {
        return LinearMixedModel.of("distance ~ age * Sex")
                .withResidual("ar1(age | Subject)")
                .withResidualVariance("Sex")
                .fit(Samples.table("Orthodont"));
    }

    /** Of residuals that go together, without random terms, each picture is there or says why not. */
    @ParameterizedTest
    @EnumSource
    void aModelWithoutRandomTermsHasAPictureOrASentence(PictureKind kind) {
        MixedModel model = alike();
        Supplier<ChartDescription> picture =
                () -> Pictures.of(model).describe(of(kind), () -> Samples.table("Orthodont"), Progress.NONE);
        switch (kind) {
            case EFFECTS,
                    EFFECT_QUANTILES,
                    NO_POOLING,
                    POOLING,
                    BETWEEN,
                    MEANS,
                    BOXES,
                    CENTRED_BOXES,
                    RESIDUAL_BOXES,
                    SHRINKAGE -> {
                assertEquals(
                        "The model distance ~ age * Sex has no grouping factor (the subjects of its residuals are none), so there are"
                                + " no groups to draw: add a random term such as (1 | group), or choose another picture.",
                        refusal(picture::get));
                assertFalse(Pictures.of(model).has(kind));
            }
            case RESIDUAL_QUANTILES, SHARES, STANDARDISED ->
                assertTrue(refusal(picture::get)
                        .contains("residuals ar1(age | Subject) and a residual variance for each Sex"));
            case LINES, POINTS, RESIDUALS, CALIBRATION, FIXED, PREDICTED, PROFILE -> {
                ChartDescription chart = picture.get();
                assertFalse(
                        legend(chart).stream().anyMatch(name -> name.startsWith("Each level of")),
                        () -> legend(chart).toString());
                assertFalse(
                        chart.sentences().stream().anyMatch(sentence -> sentence.contains("group")),
                        () -> chart.sentences().toString());
            }
        }
    }

    @Test
    void residualsOfSeveralVariancesAreNotSaidToBeEquallyWide() {
        assertEquals(
                List.of(
                        "Without pattern where the model fits: around zero, and wider where a residual variance is larger (residuals"
                                + " ar1(age | Subject) and a residual variance for each Sex)."),
                Pictures.of(alike())
                        .describe(of(PictureKind.RESIDUALS), () -> Samples.table("Orthodont"), Progress.NONE)
                        .sentences());
    }

    /** Rows of one subject stand in one part, and tell its mean less well than as many of different ones. */
    @Test
    void meansOfResidualsThatGoTogetherHaveNoIntervals() {
        ChartDescription chart = Pictures.of(alike())
                .describe(of(PictureKind.CALIBRATION), () -> Samples.table("Orthodont"), Progress.NONE);
        assertTrue(marks(chart, Mark.Intervals.class).get(0).data().stream()
                .allMatch(span -> Double.isNaN(span.low()) && !Double.isNaN(span.middle())));
        assertTrue(chart.sentences().get(0).contains("without intervals"));
    }

    @Test
    void effectsBesideSeveralResidualVariancesAreNotStandardised() {
        MixedModel of =
                LinearMixedModel.of("y ~ x + (1 | g)").withResidualVariance("f").fit(threeGroups());
        assertTrue(String.valueOf(assertThrows(
                                ChartException.class,
                                () -> Pictures.of(of)
                                        .describe(
                                                of(PictureKind.STANDARDISED), PicturesTest::threeGroups, Progress.NONE))
                        .getMessage())
                .contains("has several residual variances"));
    }
}
