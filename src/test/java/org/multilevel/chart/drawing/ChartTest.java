package org.multilevel.chart.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.entity.EntityCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.chart.ChartSamples;
import org.multilevel.chart.ModelCharts;
import org.multilevel.chart.description.Words;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.DataException;
import org.multilevel.inference.Counts;
import org.multilevel.model.MixedModel;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

    /** Returns the texts of an SVG document; this fails where it is not well-formed. */
    private static List<String> texts(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static ModelCharts charts(String formula, String data) {
        return ModelCharts.of(ChartSamples.fit(formula, ChartSamples.csv(data)));
    }

    @Test
    void caterpillarNamesTitleAxesAndEveryLevelThatHasRoom() throws Exception {
        List<String> texts = texts(charts(ChartSamples.OXBOYS, "Oxboys")
                .caterpillar("Subject", "age")
                .svg(700, 620));
        assertTrue(texts.containsAll(List.of("Effects of Subject: age", "Effect on age (height per unit)", "Subject")));
        for (int boy = 1; boy <= 26; boy++) {
            assertTrue(texts.contains("" + boy), "boy " + boy);
        }
    }

    /** Heights at ages in months: all effects are far above zero. */
    @Test
    void axisHoldsTheRuleAtZeroWhereverTheDataLie() throws Exception {
        Table boys = MemoryTable.builder()
                .numeric("y", 100, 121, 139, 160, 103, 119, 142, 158)
                .numeric("x", 1, 2, 3, 4, 1, 2, 3, 4)
                .categorical("g", "a", "a", "a", "a", "b", "b", "b", "b")
                .build();
        List<String> texts = texts(Chart.of(Pictures.of(ChartSamples.fit("y ~ x + (1 | g)", boys))
                        .describe(PictureRequest.of(PictureKind.FIXED)))
                .svg(700, 400));
        assertTrue(texts.contains("0"), texts::toString);
    }

    @Test
    void whereLevelsHaveNoRoomSomeAreNamedAndNoneOverlap() throws Exception {
        List<String> texts = texts(charts(ChartSamples.HSB, "hsb")
                .caterpillar("school", "(Intercept)")
                .svg(700, 620));
        long named = texts.stream().filter(text -> text.matches("\\d{4}")).count();
        // 160 schools on about 500 units of height, a name needs about 16.
        assertTrue(named >= 8 && named <= 32, named + " schools are named");
    }

    @Test
    void singularModelIsSaidToHaveNoEffects() throws Exception {
        ModelCharts charts = charts(ChartSamples.DYESTUFF_2, "Dyestuff2");
        String sentence = "The variance of these effects is estimated as zero, so that all of them are zero.";
        assertTrue(
                texts(charts.caterpillar("Batch", "(Intercept)").svg(900, 620)).contains(sentence));
        assertTrue(texts(charts.effectQuantileChart("Batch", "(Intercept)").svg(900, 620))
                .contains(sentence));
    }

    @Test
    void namesFromAllOverTheWorldAndWithSignsOfXmlAreWrittenAsTheyAre() throws Exception {
        Table table = MemoryTable.builder()
                .numeric("höhe <cm> & \"mehr\"", 1, 2, 3.5, 4, 6, 5, 9, 8)
                .numeric("天数", 1, 2, 3, 4, 1, 2, 3, 4)
                .categorical("学校", "A&B", "A&B", "<x>", "<x>", "مدرسة", "مدرسة", "tab\there", "tab\there")
                .build();
        MixedModel model = ChartSamples.fit("`höhe <cm> & \"mehr\"` ~ `天数` + (1 | `学校`)", table);
        ModelCharts charts = ModelCharts.of(model);
        List<String> texts =
                texts(charts.lines(table, "学校", "天数", Progress.NONE).svg(700, 620));
        assertTrue(texts.containsAll(List.of("天数", "A&B", "<x>", "مدرسة", "tab\uFFFDhere")), texts.toString());
        assertTrue(texts.contains("höhe <cm> & \"mehr\" over 天数, by 学校"), texts.toString());
        assertTrue(texts(charts.caterpillar("学校", "(Intercept)").svg(700, 620)).contains("<x>"));
    }

    /** Returns what the mouse is told anywhere on the chart. */
    private static List<String> tooltips(Chart chart) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        ((ChartPanel) chart.panel()).getChart().createBufferedImage(700, 620, info);
        EntityCollection entities = info.getEntityCollection();
        return IntStream.range(0, entities.getEntityCount())
                .mapToObj(i -> entities.getEntity(i).getToolTipText())
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void tooltipsNameTheLevel() {
        Table table = ChartSamples.csv("Oxboys");
        ModelCharts charts = ModelCharts.of(ChartSamples.fit(ChartSamples.OXBOYS, table));
        List<String> effects = tooltips(charts.caterpillar("Subject", "(Intercept)"));
        assertEquals(
                1,
                effects.stream()
                        .filter(text -> text.startsWith("Level 10 of Subject: effect -19.1"))
                        .count(),
                effects.toString());
        List<String> lines = tooltips(charts.lines(table, "Subject", "age", Progress.NONE));
        assertTrue(lines.stream().anyMatch(text -> text.startsWith("Line of level 10 of Subject: age -1, height ")));
        assertTrue(lines.contains("Row 1, level 1 of Subject: age -1, height 140.5"), lines.toString());
        assertTrue(tooltips(charts.residuals(table, Progress.NONE)).stream()
                .anyMatch(text -> text.startsWith("Row 234, level 26 of Subject: fitted ")));
        assertTrue(tooltips(charts.effectQuantileChart("Subject", "age")).stream()
                .anyMatch(text -> text.startsWith("The level 10 of Subject: ")));
    }

    @Test
    void svgIsTheSameOnEveryRun() {
        String first = charts(ChartSamples.OXBOYS, "Oxboys")
                .caterpillar("Subject", "age")
                .svg(700, 620);
        String second = charts(ChartSamples.OXBOYS, "Oxboys")
                .caterpillar("Subject", "age")
                .svg(700, 620);
        assertEquals(first, second);
    }

    @Test
    void modelWithoutGroupsHasLinesAndResiduals() throws Exception {
        Table table = ChartSamples.csv("Oxboys");
        ModelCharts charts = ModelCharts.of(ChartSamples.fit("height ~ age", table));
        assertTrue(
                texts(charts.lines(table, "age", Progress.NONE).svg(700, 620)).contains("height over age"));
        assertTrue(texts(charts.residuals(table, Progress.NONE).svg(700, 620))
                .contains("Residuals and fitted values of height"));
    }

    @Test
    void chartIsSavedAsItsNameEnds(@TempDir Path folder) throws Exception {
        Chart chart = charts(ChartSamples.PENICILLIN, "Penicillin").caterpillar("sample", "(Intercept)");
        chart.save(folder.resolve("a.svg"), 500, 400);
        chart.save(folder.resolve("a.PNG"), 500, 400);
        assertEquals(chart.svg(500, 400), Files.readString(folder.resolve("a.svg")));
        assertEquals(
                1000,
                ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("a.PNG"))))
                        .getWidth());
    }

    @Test
    void otherEndingsAndUnwritableFilesAreRefusedInASentence(@TempDir Path folder) {
        Chart chart = charts(ChartSamples.PENICILLIN, "Penicillin").caterpillar("sample", "(Intercept)");
        Path pdf = folder.resolve("a.pdf");
        assertEquals(
                pdf + " has neither the ending .svg nor .png: choose one of them, which says how to write the chart.",
                assertThrows(DataException.class, () -> chart.save(pdf, 500, 400))
                        .getMessage());
        Path nowhere = folder.resolve("no").resolve("a.svg");
        String message = assertThrows(DataException.class, () -> chart.save(nowhere, 500, 400))
                .getMessage();
        assertTrue(
                message.startsWith("The chart cannot be written to " + nowhere + " (there is no such file or folder)"),
                message);
    }

    @Test
    void machineWithoutFontsIsToldWhatItLacks() {
        assertEquals(
                "A picture needs fonts, and Java finds none here (InternalError): install fontconfig and a font, such as Debian's"
                        + " packages fontconfig and fonts-dejavu-core.",
                assertThrows(
                                DataException.class,
                                () -> Chart.withFonts(() -> {
                                    throw new InternalError("Fontconfig head is null");
                                }))
                        .getMessage());
    }

    private static String refusal(Executable action) {
        return assertThrows(ChartException.class, action).getMessage();
    }

    @Test
    void whatAModelDoesNotHaveIsRefusedInASentence() {
        Table boys = ChartSamples.csv("Oxboys");
        ModelCharts withoutGroup = ModelCharts.of(ChartSamples.fit("height ~ age", boys));
        assertEquals(
                "The model height ~ age has no grouping factor, so there are no groups to draw: add a random term such as"
                        + " (1 | group), or choose another picture.",
                refusal(() -> withoutGroup.caterpillar("Subject", "age")));
        ModelCharts charts = ModelCharts.of(ChartSamples.fit(ChartSamples.OXBOYS, boys));
        assertEquals(
                "The model has no grouping factor \"boy\": choose Subject.",
                refusal(() -> charts.caterpillar("boy", "age")));
        assertEquals(
                "The effects of Subject have no term \"Age\": choose (Intercept), age.",
                refusal(() -> charts.effectQuantileChart("Subject", "Age")));
        assertEquals(
                "The model has no numeric predictor \"Subject\": choose age.",
                refusal(() -> charts.lines(boys, "Subject", "Subject", Progress.NONE)));
        Table plates = ChartSamples.csv("Penicillin");
        ModelCharts withoutPredictor = ModelCharts.of(ChartSamples.fit(ChartSamples.PENICILLIN, plates));
        assertEquals(
                "The model diameter ~ 1 + (1 | plate) + (1 | sample) has no numeric predictor, so there is nothing to draw lines"
                        + " over: look at the group effects.",
                refusal(() -> withoutPredictor.lines(plates, "plate", "x", Progress.NONE)));
    }

    @Test
    void anotherTableThanThatOfTheModelIsRefusedInASentence() {
        ModelCharts charts = ModelCharts.of(ChartSamples.fit("y ~ x + (1 | g)", ChartSamples.grouped(20)));
        assertEquals(
                "The model was fitted to 120 rows, but the table has 60 that it can use: open the table that the model was fitted"
                        + " to.",
                refusal(() -> charts.residuals(ChartSamples.grouped(10), Progress.NONE)));
    }

    @Test
    void sameTableWithOtherValuesIsRefusedInASentence() {
        ModelCharts charts = ModelCharts.of(ChartSamples.fit("y ~ x + (1 | g)", ChartSamples.grouped(20)));
        Table changed = MemoryTable.builder()
                .numeric("y", new double[120])
                .numeric("x", new double[120])
                .categorical(
                        "g", IntStream.range(0, 120).mapToObj(i -> "g" + i % 20).toList())
                .build();
        assertEquals(
                "The table has as many rows as the one that the model was fitted to, but other values: open the table that the"
                        + " model was fitted to.",
                refusal(() -> charts.residualQuantileChart(changed, Progress.NONE)));
    }

    /** The predictor's mean is 0, so the residuals of the doubled one still add up to 0. */
    @Test
    void doubledPredictorIsRefusedThoughItsMeanIsTheSame() {
        double[] x = IntStream.range(0, 120)
                .mapToDouble(i -> Math.floor(i / 20.0) - 2.5)
                .toArray();
        double[] y = IntStream.range(0, 120)
                .mapToDouble(i -> x[i] + i % 20 + i * i % 7)
                .toArray();
        List<String> groups =
                IntStream.range(0, 120).mapToObj(i -> "g" + i % 20).toList();
        MemoryTable.Builder table = MemoryTable.builder().numeric("y", y).categorical("g", groups);
        ModelCharts charts = ModelCharts.of(
                ChartSamples.fit("y ~ x + (1 | g)", table.numeric("x", x).build()));
        Table doubled = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", Arrays.stream(x).map(value -> 2 * value).toArray())
                .categorical("g", groups)
                .build();
        assertEquals(
                "The table has as many rows as the one that the model was fitted to, but other values: open the table that the"
                        + " model was fitted to.",
                refusal(() -> charts.residuals(doubled, Progress.NONE)));
    }

    @Test
    void numbersAreShortAndCountsHaveCommas() {
        assertEquals("1.235", Words.number(1.23456));
        assertEquals("1234567", Words.number(1_234_567));
        assertEquals("1.2E-7", Words.number(1.2e-7));
        assertEquals("-0.00123", Words.number(-0.00123));
        assertEquals("1,234,567", Counts.of(1_234_567));
        assertFalse(Words.name("a\u0000b\uD800").contains("\u0000"));
    }

    @Test
    void longNamesBelowAnAxisStandUprightAndAreAllThere() {
        String[] names = {
            "Gymnasium with quite a long name in the north",
            "Comprehensive school with a longer one",
            "Grammar school by the sea"
        };
        Table rows = MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3, 5, 4, 7, 8, 6)
                .categorical(
                        "g", IntStream.range(0, 9).mapToObj(i -> names[i / 3]).toList())
                .build();
        MixedModel of = ChartSamples.fit("y ~ 1 + (1 | g)", rows);
        String svg = Chart.of(Pictures.of(of).describe(PictureRequest.of(PictureKind.BOXES), () -> rows, Progress.NONE))
                .svg(500, 400);
        for (String name : names) {
            Matcher text =
                    Pattern.compile("<text[^>]*>" + name.substring(0, 10)).matcher(svg);
            assertTrue(text.find(), name + " in " + svg);
        }
        assertTrue(svg.contains("…</text>"), "cut where they would take the height of the chart");
        String wide = Chart.of(
                        Pictures.of(of).describe(PictureRequest.of(PictureKind.BOXES), () -> rows, Progress.NONE))
                .svg(1200, 400);
        assertTrue(wide.contains("Gymnasium with quite a long nam…</text>"), wide);
    }
}
