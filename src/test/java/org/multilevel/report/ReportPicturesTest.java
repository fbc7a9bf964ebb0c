package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Batch;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.Inference;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** The pictures of the report: what the document tells of them, and how the page shows them in a real browser, where there is one. */
class ReportPicturesTest {
    private static final int TWO_MEGABYTES = 2_000_000;

    /** Highlights a group, points at a place, and makes the file of a picture. */
    private static final String VISIT = """
            const told = [];
            const figures = [...document.querySelectorAll("figure.drawn")];
            told.push(figures.length + " pictures");
            const accents = (shown) => [...shown.over.querySelectorAll("path")].length;
            const input = document.querySelector("#highlight");
            input.value = "school: 1946";
            input.dispatchEvent(new Event("input"));
            told.push("stands out in " + pictures.all.filter((shown) => accents(shown) > 0).map((shown) => shown.picture.kind));
            told.push(document.querySelector(".highlight .said").textContent);
            const shown = pictures.all.find((each) => each.picture.kind === "lines");
            const point = shown.targets.find((target) => target.mark.kind === "points");
            const bounds = shown.element.getBoundingClientRect();
            shown.element.dispatchEvent(new PointerEvent("pointermove", { clientX: bounds.left + point.x, clientY: bounds.top + point.y }));
            told.push("tip: " + shown.tip.textContent);
            const file = new DOMParser().parseFromString(pictures.file(shown), "image/svg+xml");
            told.push("file: " + file.documentElement.tagName + ", var " + pictures.file(shown).includes("var("));
            const rules = pictures.all.filter((each) => each.place).flatMap((each) => each.picture.marks.filter((mark) => mark.kind === "rule").map((mark) => [each.place, mark]));
            const inside = ([place, mark]) => mark.vertical
              ? place.x(mark.at) >= place.left && place.x(mark.at) <= place.right
              : place.y(mark.at) >= place.top && place.y(mark.at) <= place.bottom;
            told.push("rules: " + (rules.length > 3 && rules.every(inside)));
            told.push("labels: " + figures.every((each) => each.querySelector("svg").getAttribute("aria-label").length > 20));
            return told.join("; ");""";

    @TempDir
    private Path folder;

    private static MixedModel model;
    private static ReportDocument document;

    @BeforeAll
    static void fit() {
        Table table = CsvTable.open(Path.of("workflows", "data", "hsb.csv"));
        LiveModel live = LinearMixedModel.of("mathach ~ ses + meanses + (1 + ses | school)")
                .live(table);
        model = live.model();
        document = ReportDocument.of(model)
                .withPictures(ReportPictures.ofRows(live, Inference.standard(), () -> table, Progress.NONE));
    }

    private static JsonNode pictures(ReportDocument of) throws IOException {
        return new ObjectMapper().readTree(of.json()).get("pictures");
    }

    private static List<String> titles(JsonNode pictures) {
        List<String> titles = new ArrayList<>();
        pictures.forEach(picture -> titles.add(picture.get("title").asText()));
        return titles;
    }

    @Test
    void modelAloneHasThePicturesThatNeedNoRows() throws IOException {
        assertEquals(
                List.of(
                        "Fixed effects on mathach",
                        "Standardised fixed effects on mathach",
                        "Effects of school: (Intercept)",
                        "Effects of school: ses",
                        "Expected mathach over ses",
                        "Shares of the variance of mathach",
                        "Normal quantiles of the effects of school: (Intercept)",
                        "Normal quantiles of the effects of school: ses"),
                titles(pictures(ReportDocument.of(model))));
    }

    @Test
    void rowsAddTheirsBeforeThem() throws IOException {
        assertEquals(
                List.of(
                        "mathach over ses, by school",
                        "mathach over ses, by school: own lines and those of the model",
                        "mathach over ses, by school: own lines",
                        "mathach over ses: total, between and within school",
                        "Means of mathach over meanses, by school",
                        "mathach, by school",
                        "Shrinkage of school towards the population",
                        "Residuals and fitted values of mathach",
                        "Normal quantiles of the residuals of mathach",
                        "Residuals of mathach, by school",
                        "Likelihood profile of sd:school:(Intercept)"),
                titles(pictures(document)).subList(0, 11));
    }

    @Test
    void allPicturesOfRowsShareOnePass() {
        AtomicInteger passes = new AtomicInteger();
        Table table = CsvTable.open(Path.of("workflows", "data", "Oxboys.csv"));
        Table counted = new TableView(table) {
            @Override
            public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
                passes.incrementAndGet();
                super.scan(columns, progress, consumer);
            }
        };
        LiveModel boys =
                LinearMixedModel.of("height ~ age + (1 + age | Subject)").live(table);
        List<DescribedPicture> found = ReportPictures.ofRows(boys, Inference.standard(), () -> counted, Progress.NONE);
        assertEquals(1, passes.get());
        assertEquals(
                List.of(
                        PictureKind.LINES,
                        PictureKind.POOLING,
                        PictureKind.NO_POOLING,
                        PictureKind.BETWEEN,
                        PictureKind.BOXES,
                        PictureKind.SHRINKAGE,
                        PictureKind.RESIDUALS,
                        PictureKind.RESIDUAL_QUANTILES,
                        PictureKind.RESIDUAL_BOXES,
                        PictureKind.PROFILE),
                found.stream().map(picture -> picture.request().kind()).toList());
        List<DescribedPicture> ofModel =
                ReportPictures.ofRows(boys.model(), Inference.standard(), () -> table, Progress.NONE);
        assertEquals(ReportPictures.written(found), ReportPictures.written(ofModel));
        Pictures alone = Pictures.of(boys.model());
        found.forEach(picture -> assertEquals(
                alone.describe(picture.request(), () -> table, Progress.NONE).title(),
                picture.chart().title()));
    }

    /** Minority varies among the pupils of a school; mean ses and sector are the school's. */
    @Test
    void meansStandOverWhatGroupsHoldConstantInTheColoursOfAFactor() {
        Table table = CsvTable.open(Path.of("workflows", "data", "hsb.csv"));
        MixedModel sectors = LinearMixedModel.of(
                        "mathach ~ ses + factor(minority) + meanses + factor(sector) + (1 | school)")
                .fit(table);
        PictureRequest means = Pictures.of(sectors).meansOfGroups().orElseThrow();
        assertEquals(PictureRequest.of(PictureKind.MEANS).withOver("meanses").withBy("sector"), means);
        assertEquals(
                Optional.empty(),
                Pictures.of(LinearMixedModel.of("mathach ~ ses + (1 | school)").fit(table))
                        .meansOfGroups());
    }

    @Test
    void writtenPicturesAreShownAsTheOthers() {
        MixedModel boys = LinearMixedModel.of("height ~ age + (1 | Subject)")
                .fit(CsvTable.open(Path.of("workflows", "data", "Oxboys.csv")));
        List<DescribedPicture> found = ReportPictures.of(boys, Inference.standard());
        List<String> written = ReportPictures.written(found);
        assertEquals(
                ReportDocument.of(boys).withPictures(found).json(),
                ReportDocument.of(boys).withWrittenPictures(written).json());
        assertTrue(written.stream().allMatch(text -> text.chars().allMatch(c -> c < 128)));
        assertThrows(
                IllegalArgumentException.class, () -> ReportDocument.of(boys).withWrittenPictures(List.of("{")));
    }

    @Test
    void pageWithAllPicturesIsSmallerThanTwoMegabytes() {
        int size = ReportPage.html(document).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size < TWO_MEGABYTES, size + " bytes");
    }

    @Test
    void straightLinesAreWrittenByTheirEnds() throws IOException {
        JsonNode lines = pictures(document).get(0).get("marks").get(1);
        assertEquals("lines", lines.get("kind").asText());
        assertEquals(160, lines.get("paths").size());
        lines.get("paths").forEach(path -> assertEquals(2, path.get("x").size()));
    }

    /** Of numbers that lie far from 0 beside their spread a picture keeps the digits in which they differ: northings, days of an era. */
    @ParameterizedTest
    @CsvSource({"0, 1", "5512000, 1", "2459000, 0.01", "1e6, 1e-3"})
    void picturesKeepTheDigitsInWhichNumbersDiffer(double offset, double unit) throws IOException {
        MemoryTable rows = MemoryTable.builder()
                .numeric(
                        "x",
                        IntStream.range(0, 60)
                                .mapToDouble(i -> offset + unit * (i * 7 % 31))
                                .toArray())
                .numeric(
                        "y",
                        IntStream.range(0, 60)
                                .mapToDouble(i -> offset + unit * (i * i % 37))
                                .toArray())
                .categorical(
                        "g", IntStream.range(0, 60).mapToObj(i -> "g" + i % 6).toArray(String[]::new))
                .build();
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | g)").live(rows);
        JsonNode marks = pictures(ReportDocument.of(live.model())
                        .withPictures(ReportPictures.ofRows(live, Inference.standard(), () -> rows, Progress.NONE)))
                .get(0)
                .get("marks");
        int seen = 0;
        for (JsonNode points : marks) {
            for (int k = 0;
                    points.get("kind").asText().equals("points")
                            && k < points.get("x").size();
                    k++) {
                int row = points.get("row").get(k).asInt();
                assertEquals(unit * (row * 7 % 31), points.get("x").get(k).asDouble() - offset, 1e-4 * unit);
                assertEquals(unit * (row * row % 37), points.get("y").get(k).asDouble() - offset, 1e-4 * unit);
                seen++;
            }
        }
        assertEquals(60, seen);
    }

    /** Seconds of an era within a few days, and thousandths of them: what stands beside an axis differs from one place to the next. */
    @ParameterizedTest
    @CsvSource({"1700000000, 3600", "1.7e12, 3600000", "-2e9, 0.5", "3e10, 1e9", "5, 1e10"})
    void placesBesideAnAxisDiffer(double offset, double unit) throws Exception {
        MemoryTable rows = MemoryTable.builder()
                .numeric(
                        "x",
                        IntStream.range(0, 60)
                                .mapToDouble(i -> offset + unit * (i * 7 % 31))
                                .toArray())
                .numeric(
                        "y", IntStream.range(0, 60).mapToDouble(i -> i * i % 37).toArray())
                .categorical(
                        "g", IntStream.range(0, 60).mapToObj(i -> "g" + i % 6).toArray(String[]::new))
                .build();
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | g)").live(rows);
        ReportDocument of = ReportDocument.of(live.model())
                .withPictures(ReportPictures.ofRows(live, Inference.standard(), () -> rows, Progress.NONE));
        String said = Visit.in(folder).told(ReportPage.html(of), """
                        const texts = (figure) => [...figure.querySelectorAll("svg text[text-anchor=middle]")].map((each) => each.textContent);
                        const figures = [...document.querySelectorAll("figure.drawn")].map(texts);
                        const same = figures.filter((found) => new Set(found).size < found.length).map((found) => found.join(" "));
                        return figures.filter((found) => found.length > 3).length + " pictures" + same.map((each) => "; " + each).join("");""");
        assertTrue(said.matches("\\d\\d? pictures"), said);
    }

    @Test
    void labelsAreThoseOfTheGroupsThatOccur() throws IOException {
        JsonNode picture = pictures(document).get(0);
        assertEquals(160, picture.get("labels").size());
        assertEquals("school", picture.get("factor").asText());
    }

    /** Page and drawings have one palette. */
    @Test
    void coloursOfThePageAreThoseOfDrawings() throws IOException {
        String css = Files.readString(Path.of("resources/org/multilevel/report/report.css"));
        String theme = Files.readString(Path.of("src/main/java/org/multilevel/chart/drawing/Theme.java"));
        Matcher colours = Pattern.compile("--chart-\\w+: #([0-9a-f]{6})").matcher(css);
        int found = 0;
        while (colours.find()) {
            assertTrue(theme.contains("0x" + colours.group(1).toUpperCase(Locale.ROOT)), colours.group());
            found++;
        }
        assertEquals(22, found);
    }

    @Test
    void browserShowsHighlightsTellsAndSaves() throws Exception {
        String said = Visit.in(folder).told(ReportPage.html(document), VISIT);
        assertTrue(
                said.startsWith(
                        "19 pictures; stands out in effects,effects,lines,pooling,no-pooling,between,means,boxes,shrinkage,"),
                said);
        assertTrue(said.contains("; school: 1946 stands out in "), said);
        assertTrue(said.contains("; tip: Row ") && said.contains(" of school: ses "), said);
        assertTrue(said.contains("; file: svg, var false"), said);
        assertTrue(said.contains("; rules: true"), said);
        assertTrue(said.endsWith("labels: true"), said);
    }

    @Test
    void aSmallGeneralisedModelHasItsProfileAndItIsTheSameFromTheModelAlone() {
        Table herds = CsvTable.open(
                Path.of("workflows/data/cbpp.csv"), CsvOptions.defaults().withCategorical(List.of("period", "herd")));
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of(
                        "cbind(incidence, size - incidence) ~ period + (1 | herd)", Distribution.parse("binomial"))
                .live(herds);
        List<DescribedPicture> shown = ReportPictures.ofRows(live, Inference.standard(), () -> herds, Progress.NONE);
        assertEquals(
                "Likelihood profile of sd:herd:(Intercept)",
                shown.get(shown.size() - 1).chart().title());
        assertEquals(
                ReportPictures.written(shown),
                ReportPictures.written(
                        ReportPictures.ofRows(live.model(), Inference.standard(), () -> herds, Progress.NONE)));
    }
}
