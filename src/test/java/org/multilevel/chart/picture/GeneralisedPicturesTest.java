package org.multilevel.chart.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.chart.ChartSamples;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ChartException;
import org.multilevel.glm.Distribution;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.ResponseScale;

/** What pictures of generalised models show, on which scale, and which of them mean nothing. */
class GeneralisedPicturesTest {
    private static Table women;
    private static Table ticks;
    private static Table herds;
    private static MixedModel labels;
    private static MixedModel counts;
    private static MixedModel trials;

    @BeforeAll
    static void fit() {
        women = csv("workflows/data/contraception.csv", "livch", "district");
        ticks = csv("src/test/resources/reference-glmm/grouseticks.csv", "YEAR", "BROOD");
        herds = csv("workflows/data/cbpp.csv", "period", "herd");
        labels = fit("use ~ urban + age + I(age^2) + livch + (1 + urban | district)", "binomial", women);
        counts = fit("TICKS ~ YEAR + cHEIGHT + (1 | BROOD)", "poisson", ticks);
        trials = fit("cbind(incidence, size - incidence) ~ period + (1 | herd)", "binomial", herds);
    }

    private static Table csv(String file, String... categorical) {
        return CsvTable.open(Path.of(file), CsvOptions.defaults().withCategorical(List.of(categorical)));
    }

    private static MixedModel fit(String formula, String family, Table table) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family))
                .fit(table);
    }

    private static PictureRequest of(PictureKind kind) {
        return PictureRequest.of(kind);
    }

    private static ChartDescription describe(MixedModel model, PictureRequest request, Table table) {
        return Pictures.of(model).describe(request, () -> table, Progress.NONE);
    }

    private static <M extends Mark> List<M> marks(ChartDescription chart, Class<M> type) {
        return chart.marks().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String refusal(MixedModel model, PictureRequest request, Table table) {
        return assertThrows(ChartException.class, () -> describe(model, request, table))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsDrawnOrRefusedInASentenceThatNamesOneWhichIsDrawn(PictureKind kind) {
        for (MixedModel model : List.of(labels, counts, trials)) {
            Table table = model == labels ? women : model == counts ? ticks : herds;
            Pictures pictures = Pictures.of(model);
            if (pictures.has(kind)) {
                ChartDescription chart = describe(model, of(kind), table);
                assertTrue(Chart.of(chart).svg(600, 400).contains("<text"), chart::title);
                for (Mark mark : chart.marks()) {
                    mark.data()
                            .forEach(
                                    datum -> assertFalse(chart.told(mark, datum).contains("NaN")));
                }
            } else if (!pictures.kinds().contains(kind)) {
                String sentence = refusal(model, of(kind), table);
                String other = sentence.replaceFirst(".*: choose (.*)\\.$", "$1");
                assertTrue(pictures.has(PictureKind.of(other)), sentence);
            }
        }
    }

    @Test
    void aMeaninglessPictureNamesTheFamilyAndAnotherPicture() {
        assertEquals(
                "The picture pooling shows lines of least squares, which are for linear models, and this model's family is"
                        + " binomial: choose lines.",
                refusal(labels, of(PictureKind.POOLING), women));
        assertEquals(
                "The picture boxes shows quartiles, which a response of yes or no does not have, and this model's family is"
                        + " binomial: choose effects.",
                refusal(labels, of(PictureKind.BOXES), women));
        assertEquals(
                "The picture residual-qq shows residuals that are normal in a linear model, and this model's family is poisson:"
                        + " choose calibration.",
                refusal(counts, of(PictureKind.RESIDUAL_QUANTILES), ticks));
    }

    @Test
    void fixedEffectsAreRatiosOnAnAxisOfRatiosUnlessTheLinkIsAskedFor() {
        ChartDescription ratios = describe(labels, of(PictureKind.FIXED), women);
        Axis.Ratios axis = assertInstanceOf(Axis.Ratios.class, ratios.horizontal());
        assertEquals("Exponentiated estimate (odds ratio, use = Y)", axis.title());
        assertEquals(1, marks(ratios, Mark.Rule.class).get(0).at());
        ChartDescription link = describe(labels, of(PictureKind.FIXED).withScale(PictureScale.LINK), women);
        assertEquals("Estimate (log odds of use = Y)", link.horizontal().title());
        List<Datum.Span> one = marks(ratios, Mark.Intervals.class).get(0).data();
        List<Datum.Span> other = marks(link, Mark.Intervals.class).get(0).data();
        for (int i = 0; i < one.size(); i++) {
            assertEquals(Math.exp(other.get(i).low()), one.get(i).low(), 1e-12);
            assertEquals(Math.exp(other.get(i).middle()), one.get(i).middle(), 1e-12);
        }
    }

    @Test
    void groupEffectsAreOnTheLinkUnlessRatiosAreAskedFor() {
        GroupingFactor broods = counts.groupingFactors().get(0);
        ChartDescription link = describe(counts, of(PictureKind.EFFECTS), ticks);
        ChartDescription ratios = describe(counts, of(PictureKind.EFFECTS).withScale(PictureScale.RATIO), ticks);
        assertEquals(
                "Effect on the intercept (log of expected TICKS)",
                link.horizontal().title());
        assertEquals(
                "Effect on the intercept (ratio of means, TICKS)",
                ratios.horizontal().title());
        for (Mark.Intervals mark : marks(ratios, Mark.Intervals.class)) {
            for (Datum.Span span : mark.data()) {
                assertEquals(Math.exp(broods.effect(span.group(), 0)), span.middle(), 1e-12);
            }
        }
        assertTrue(marks(ratios, Mark.Intervals.class).stream()
                .anyMatch(mark -> mark.name().equals("Interval leaves one out")));
    }

    @Test
    void curvesOfGroupsAreWhatTheModelPredictsInThem() {
        ChartDescription chart = describe(labels, of(PictureKind.LINES).withOver("age"), women);
        assertEquals("Probability of use = Y over age, by district", chart.title());
        assertEquals("Probability of use = Y", chart.vertical().title());
        Mark.Lines curves = marks(chart, Mark.Lines.class).get(0);
        Datum.Point point = curves.paths().get(7).points().get(3);
        String said = String.join(" ", chart.sentences());
        assertTrue(said.contains("The population's line stands at urban N (the most frequent), livch"), said);
        assertTrue(curves.data().stream().allMatch(each -> each.y() > 0 && each.y() < 1));
        // In its own district at its most frequent labels, by the predictor of rows.
        double[] nearest = {1};
        for (String urban : List.of("N", "Y")) {
            for (String children : List.of("0", "1", "2", "3+")) {
                nearest[0] = Math.min(nearest[0], Math.abs(predicted(point, urban, children) - point.y()));
            }
        }
        assertEquals(0, nearest[0], 1e-12);
    }

    private static double predicted(Datum.Point at, String urban, String children) {
        String district = labels.groupingFactors().get(0).level(at.group());
        double[] found = new double[1];
        labels.predictor()
                .predict(
                        org.multilevel.data.MemoryTable.builder()
                                .numeric("age", at.x())
                                .categorical("urban", urban)
                                .categorical("livch", children)
                                .categorical("district", district)
                                .build(),
                        Progress.NONE,
                        (Predictions rows) ->
                                found[0] = ResponseScale.of(labels).conditional(rows, 0));
        return found[0];
    }

    @Test
    void rowsOfYesAndNoLieApartAndAsSharesThatAreThoseOfTheRows() {
        ChartDescription chart = describe(labels, of(PictureKind.LINES).withOver("age"), women);
        List<Mark.Points> points = marks(chart, Mark.Points.class);
        assertTrue(points.get(0).data().stream().allMatch(point -> point.y() > 1 || point.y() < 0));
        Mark.Points shares = points.get(points.size() - 1);
        assertEquals("Share of rows with similar age", shares.name());
        // 759 of 1,934 women use contraception.
        assertEquals(
                759.0 / 1934,
                shares.data().stream().mapToDouble(Datum.Point::y).average().orElseThrow(),
                0.03);
    }

    @ParameterizedTest
    @CsvSource({"predicted, Probability of use = Y", "calibration, Observed: Share of use = Y"})
    void probabilitiesStayBetweenZeroAndOne(String kind, String title) {
        ChartDescription chart = describe(labels, of(PictureKind.of(kind)), women);
        assertEquals(title, chart.vertical().title());
        Stream<Datum.Span> spans = chart.marks().stream()
                .flatMap(mark -> mark.data().stream())
                .filter(Datum.Span.class::isInstance)
                .map(Datum.Span.class::cast);
        assertTrue(spans.allMatch(span -> 0 < span.low() && span.low() < span.middle() && span.high() < 1));
    }

    @Test
    void calibrationSharesOutAllRowsAndAllEvents() {
        ChartDescription chart = describe(trials, of(PictureKind.CALIBRATION), herds);
        List<Datum.Span> parts = marks(chart, Mark.Intervals.class).get(0).data();
        assertEquals(10, parts.size());
        assertEquals(
                "Observed: Share of success (cbind(incidence, size - inciden…)",
                chart.vertical().title());
        // A model with an intercept for the conditional means is calibrated in the large up to shrinkage.
        for (Datum.Span part : parts) {
            assertTrue(part.low() <= part.middle() && part.middle() <= part.high());
        }
    }

    @Test
    void residualsOfYesAndNoAreMeansOfRowsWithWhatChanceMakesOfThem() {
        ChartDescription chart = describe(labels, of(PictureKind.RESIDUALS), women);
        // The square root of 1,934 rows.
        assertEquals(43, marks(chart, Mark.Points.class).get(0).data().size());
        Mark.Lines limits = marks(chart, Mark.Lines.class).get(0);
        assertTrue(limits.dashed());
        assertEquals(2, limits.paths().size());
        ChartDescription counted = describe(counts, of(PictureKind.RESIDUALS), ticks);
        assertInstanceOf(Axis.Ratios.class, counted.horizontal());
        assertEquals("Pearson residual", counted.vertical().title());
    }

    @Test
    void aScaleThatThePictureOrTheLinkDoesNotHaveIsRefused() {
        assertEquals(
                "The picture effects has no scale response: choose link or ratio.",
                refusal(counts, of(PictureKind.EFFECTS).withScale(PictureScale.RESPONSE), ticks));
        MixedModel probit = fit("use ~ age + (1 | district)", "binomial:probit", women);
        assertEquals(
                "With the link probit an effect is no ratio of odds or means: choose the scale link.",
                refusal(probit, of(PictureKind.FIXED).withScale(PictureScale.RATIO), women));
        assertInstanceOf(
                Axis.Numbers.class,
                describe(probit, of(PictureKind.FIXED), women).horizontal());
        Table hsb = ChartSamples.csv("hsb");
        assertEquals(
                "The scale link is for generalised models, and this one is linear, which has one scale: leave it out.",
                refusal(
                        ChartSamples.fit("mathach ~ ses + (1 | school)", hsb),
                        of(PictureKind.FIXED).withScale(PictureScale.LINK),
                        hsb));
        assertEquals(
                "The picture lines has no scale: leave it out, or choose another picture.",
                refusal(counts, of(PictureKind.LINES).withScale(PictureScale.LINK), ticks));
    }

    @Test
    void modelsOfTwoLinksHaveNoAxisInCommon() {
        MixedModel probit = fit("use ~ age + (1 | district)", "binomial:probit", women);
        assertEquals(
                "The model other is binomial:probit and the first binomial:logit, which have no scale in common: choose models of"
                        + " one family and link.",
                refusal(labels, of(PictureKind.FIXED).withModel(new NamedModel("other", probit)), women));
    }

    /** The ends are those of glmmTMB's objective with the parameter held: {@code reference-glmm/profile.json}. */
    @ParameterizedTest
    @CsvSource({"sd:herd:(Intercept), 0.346091882, 1.099955841", "period[4], -2.500757448, -0.800756925"})
    void theProfileMeetsTheBoundAtTheEndsOfTheReference(String parameter, double lower, double upper) {
        ChartDescription chart = describe(trials, of(PictureKind.PROFILE).withTerm(parameter), herds);
        List<Mark.Rule> rules = marks(chart, Mark.Rule.class);
        Mark.Lines line = marks(chart, Mark.Lines.class).get(0);
        double[] ends = {lower, upper};
        for (int i = 0; i < ends.length; i++) {
            double end = rules.get(i + 1).at();
            assertEquals(ends[i], end, 1e-5 * (upper - lower));
            double rise = line.data().stream()
                    .filter(point -> Math.abs(point.x() - end) < 1e-9)
                    .mapToDouble(Datum.Point::y)
                    .findFirst()
                    .orElseThrow();
            assertEquals(rules.get(0).at(), rise, 1e-4);
        }
        assertEquals("Rise of the deviance", line.name());
    }
}
