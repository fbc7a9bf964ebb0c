package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.inference.Inference;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTables;

/**
 * What people do with the page, in a real browser, where there is one on this machine. A visit would tell of every error, and of
 * everything that the page's policy had to block, such as a try to load something.
 */
class ReportVisitTest {
    /** Keeps what the page hands over as a file, and its text: to read it takes a time of its own, for which the visit would not wait. */
    private static final String FILES = """
            const files = [];
            const Usual = Blob;
            window.Blob = class extends Usual {
              constructor(parts, options) {
                super(parts, options);
                this.content = parts.join("");
              }
            };
            URL.createObjectURL = (blob) => { files.push(blob); return "#"; };
            const press = (element, key) => element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
            const group = document.querySelector("#group-effects");
            const rows = () => [...group.querySelectorAll("tbody tr")];
            """;

    private static MixedModel model;
    private static String page;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() {
        Table table = CsvTable.open(Path.of("workflows", "data", "hsb.csv"));
        LiveModel live = LinearMixedModel.of("mathach ~ ses + meanses + (1 + ses | school)")
                .live(table);
        model = live.model();
        page = page(live, table);
    }

    private static String page(LiveModel live, Table table) {
        return ReportPage.html(ReportDocument.of(live.model())
                .withPictures(ReportPictures.ofRows(live, Inference.standard(), () -> table, Progress.NONE)));
    }

    private String told(String visitor) throws Exception {
        return Visit.in(folder).told(page, FILES + visitor);
    }

    @Test
    void headingsSortByTheirColumnsAndSaySo() throws Exception {
        assertEquals("BUTTON, ascending: true, descending: true, none: true", told("""
            const head = [...group.querySelectorAll("th[aria-sort]")][2];
            const button = head.firstChild;
            const own = rows().map((row) => row.children[2].textContent).join();
            const said = [button.tagName];
            for (const sign of [1, -1]) {
              button.click();
              const values = rows().map((row) => sign * Number(row.children[2].textContent.replace("\\u2212", "-")));
              said.push(head.getAttribute("aria-sort") + ": " + values.every((value, i) => i === 0 || values[i - 1] <= value));
            }
            button.click();
            said.push(head.getAttribute("aria-sort") + ": " + (own === rows().map((row) => row.children[2].textContent).join()));
            return said.join(", ");"""));
    }

    @Test
    void longTablesAreSearchedAndListedInPart() throws Exception {
        assertEquals(
                "Listed are the first 100 of 320 rows. ; 2 rows of 1946; No row holds this text.; 320 rows", told("""
            const left = group.querySelector(".left");
            const said = [left.firstChild.textContent];
            const input = group.querySelector("input[type=search]");
            const type = (text) => { input.value = text; input.dispatchEvent(new Event("input")); };
            type("1946");
            said.push(rows().length + " rows of " + rows()[0].firstChild.textContent);
            type("nobody");
            said.push(group.querySelector(".table .said").textContent);
            type("");
            left.querySelector("button").click();
            said.push(rows().length + " rows");
            return said.join("; ");"""));
    }

    @Test
    void tablesAreFilesWithAllTheirDigits() throws Exception {
        String csv = told("""
            document.querySelector("#fixed-effects .save[aria-label^='Download as CSV']").click();
            return files[0].type + "\\n" + files[0].content;""");
        assertTrue(csv.startsWith("text/csv\nTerm,Estimate,Std. error,t,df,p,95% from,to\r\n(Intercept),")
                || csv.startsWith("text/csv\nTerm,Estimate,Std. error,t,df,p,95% from,to\n(Intercept),"));
        String ses =
                csv.lines().filter(line -> line.startsWith("ses,")).findFirst().orElseThrow();
        assertEquals(model.coefficient("ses"), Double.parseDouble(ses.split(",", -1)[1]));
    }

    @Test
    void whatElseWasAskedStandsInTablesOfItsOwn() throws Exception {
        Table table = CsvTable.open(Path.of("workflows", "data", "sleepstudy.csv"));
        LiveModel live =
                LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").live(table);
        ModelLadder ladder = ModelLadder.of(LinearMixedModel.of("Reaction ~ Days + (Days | Subject)"), table);
        IntervalEstimates profiles = IntervalEstimates.Question.of(IntervalEstimates.Method.PROFILE)
                .ask(live, Inference.standard(), Progress.NONE);
        String document = ReportPage.html(ReportDocument.of(live.model())
                .withAnswers(List.of(
                        ResultTables.ladder(ladder),
                        IntervalTables.intervals(profiles),
                        IntervalTables.profile(profiles))));
        String told = Visit.in(folder).told(document, FILES + """
                const answers = document.querySelector("#answers");
                const said = [...answers.querySelectorAll("h3, summary")].map((each) => each.firstChild.textContent);
                answers.querySelector(".save[aria-label='Download as CSV: Ladder']").click();
                const lines = files[0].content.trim().split(/\\r?\\n/);
                return [...said, lines.length + " lines", lines[0].includes("Std error"), lines[4].split(",")[0]].join("; ");""");
        int points = IntervalTables.profile(profiles).rowCount();
        assertEquals("Ladder; Intervals; Profile, " + points + " rows; 5 lines; false; 4", told);
    }

    @Test
    void picturesAreFilesOfTheirOwn() throws Exception {
        assertEquals("image/svg+xml, svg, 0 errors, as many as pictures: true", told("""
            const buttons = [...document.querySelectorAll("figure .save")];
            buttons.forEach((button) => button.click());
            const texts = files.map((file) => file.content);
            const documents = texts.map((text) => new DOMParser().parseFromString(text, "image/svg+xml"));
            const wrong = documents.filter((each) => each.querySelector("parsererror")).length;
            return files[0].type + ", " + documents[0].documentElement.tagName + ", " + wrong + " errors, as many as pictures: " + (files.length === pictures.all.length);"""));
    }

    @Test
    void aGroupChosenInATableStandsOutEverywhereUntilEscape() throws Exception {
        assertEquals("school: 1224 stands out in 14 pictures.; rows 2; over 14; then rows 0; over 0", told("""
            const count = () => "rows " + rows().filter((row) => row.classList.contains("chosen")).length + "; over " + pictures.all.filter((shown) => shown.over.childNodes.length > 0).length;
            rows()[0].querySelector("button").click();
            const said = document.querySelector(".highlight .said").textContent + "; " + count();
            press(document.body, "Escape");
            return said + "; then " + count();"""));
    }

    @Test
    void theKeyboardWalksThroughAPictureAndChoosesAGroup() throws Exception {
        GroupingFactor schools = model.groupingFactors().get(0);
        String lowest = IntStream.range(0, schools.size())
                .boxed()
                .min(Comparator.comparingDouble(g -> schools.effect(g, 0)))
                .map(schools::level)
                .orElseThrow();
        assertEquals(
                "image, focus true; Level " + lowest
                        + " of school: effect; same aloud: true; next is another: true; school: " + lowest
                        + " stands out",
                told("""
            const shown = pictures.all.find((each) => each.picture.kind === "effects");
            shown.element.focus();
            const said = ["image, focus " + (document.activeElement === shown.element)];
            press(shown.element, "Home");
            press(shown.element, "End");
            const last = shown.tip.textContent;
            said.push(last.slice(0, 28));
            said.push("same aloud: " + (shown.spoken.textContent === last && shown.element.getAttribute("role") === "img"));
            press(shown.element, "Enter");
            const chosen = document.querySelector(".highlight .said").textContent.slice(0, 23);
            press(shown.element, "ArrowUp");
            said.push("next is another: " + (shown.tip.textContent !== last));
            said.push(chosen);
            return said.join("; ");"""));
    }

    @Test
    void pagesOfNamesTurnToTheGroupThatIsChosen() throws Exception {
        assertEquals("50 names; page 2 of the group: true; all by name: true", told("""
            const shown = pictures.all.find((each) => each.picture.kind === "effects");
            const figure = shown.element.closest("figure");
            const [order, show] = figure.querySelectorAll("select");
            show.value = "0";
            show.dispatchEvent(new Event("change"));
            const names = () => [...shown.element.querySelectorAll("text")].map((each) => each.textContent).filter((text) => shown.picture.labels.includes(text));
            const said = [names().length + " names"];
            const label = shown.picture.vertical.names[120];
            highlight.choose({ factor: "school", label });
            said.push("page " + shown.page + " of the group: " + names().includes(label));
            order.value = "name";
            order.dispatchEvent(new Event("change"));
            const sorted = shown.picture.vertical.names;
            said.push("all by name: " + (sorted.length === 160 && sorted.every((name, i) => i === 0 || Number(sorted[i - 1]) > Number(name))));
            return said.join("; ");"""));
    }

    @Test
    void printingOpensWhatIsShortAndClosesItAgain() throws Exception {
        assertEquals("4 closed, 2 closed, 4 closed; paper hides controls: true", told("""
            const closed = () => document.querySelectorAll("details:not([open])").length + " closed";
            const said = [closed()];
            dispatchEvent(new Event("beforeprint"));
            said.push(closed());
            dispatchEvent(new Event("afterprint"));
            said.push(closed());
            const rules = [...document.styleSheets[0].cssRules].filter((rule) => rule.media && rule.media.mediaText === "print").flatMap((rule) => [...rule.cssRules]);
            const hides = rules.some((rule) => rule.selectorText.includes(".controls") && rule.style.display === "none");
            return said.join(", ") + "; paper hides controls: " + hides;"""));
    }

    @Test
    void aLongTableThatIsClosedSaysOnPaperThatItIsNotPrintedAndOneThatIsOpenDoesNot() throws Exception {
        assertEquals(
                "The same as a table (not printed, since it is closed): on screen false, on paper true, open false",
                told("""
            const rules = [...document.styleSheets[0].cssRules].filter((rule) => rule.media && rule.media.mediaText === "print").flatMap((rule) => [...rule.cssRules]);
            const shown = rules.filter((rule) => rule.style.display === "inline").map((rule) => rule.selectorText);
            const table = group.querySelector("details");
            const sentence = table.querySelector("summary span");
            const onPaper = () => shown.some((selector) => sentence.matches(selector));
            const said = `on screen ${getComputedStyle(sentence).display !== "none"}, on paper ${onPaper()}`;
            table.open = true;
            return `${table.querySelector("summary").textContent}: ${said}, open ${onPaper()}`;"""));
    }

    /** Two that are 410 pixels high, with what is said of them, and the space around, fill a sheet of A4 or Letter. */
    @Test
    void picturesAreLowEnoughForTwoOnASheetOfPaper() throws Exception {
        assertEquals("on screen some are higher: true, on paper none: true, then as before: true", told("""
            const heights = () => pictures.all.map((shown) => shown.element.viewBox.baseVal.height);
            const before = heights();
            dispatchEvent(new Event("beforeprint"));
            const onPaper = heights();
            dispatchEvent(new Event("afterprint"));
            return `on screen some are higher: ${before.some((each) => each > 450)}, on paper none: ${onPaper.every((each) => each <= 410)}, `
              + `then as before: ${before.join() === heights().join()}`;"""));
    }

    /** Thirteen pictures, two on a page, and two pages of words and tables before and behind them. */
    @Test
    void aPrintedReportHasNoPagesOfClosedTables() throws Exception {
        int pages = Visit.in(folder).pages(page);
        assertTrue(pages <= 12, pages + " pages");
    }

    @Test
    void theKeyboardMeetsTheWayToTheResultsFirst() throws Exception {
        assertEquals("A Skip to the results to FIXED-EFFECTS; 0 pictures without words", told("""
            const first = document.querySelector("a, button, input, select, [tabindex='0']");
            const target = document.querySelector(first.getAttribute("href"));
            const mute = pictures.all.filter((shown) => !shown.element.getAttribute("aria-label").includes("Horizontal: "));
            return first.tagName + " " + first.textContent + " to " + target.id.toUpperCase() + "; " + mute.length + " pictures without words";"""));
    }

    @Test
    void darkPagesAreDarkAndLightOnesLight() throws Exception {
        String colours = "return getComputedStyle(document.body).backgroundColor + \" \""
                + " + getComputedStyle(document.querySelector(\"svg.picture text\")).fill;";
        assertEquals("rgb(255, 255, 255) rgb(90, 103, 114)", Visit.in(folder).told(page, colours));
        assertEquals(
                "rgb(20, 25, 30) rgb(163, 176, 187)",
                Visit.in(folder).inTheDark().told(page, colours));
    }

    /** Elements are what makes a page slow; a bar or dot of a picture is none of its own. */
    @Test
    void aHundredThousandGroupsAreAPageOfBoundedSizeThatSaysWhatItLeavesOut() throws Exception {
        Table table = pairs(100_000);
        String large = page(LinearMixedModel.of("y ~ 1 + (1 | g)").live(table), table);
        int size = large.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size < 3_000_000, size + " bytes");
        String said = Visit.in(folder).told(large, """
            const says = (text) => document.body.textContent.includes(text);
            return "few elements: " + (document.querySelectorAll("*").length < 6000) + ", "
              + says("Shown are the 5,000 of 100,000 levels of g whose effects lie furthest from zero; the other 95,000 are in the table group_effects.") + ", "
              + says("Shown are 5,000 levels: the lowest and highest, and an even choice between.") + ", "
              + says("Shown are 200 of 100,000 groups, from the lowest effects to the highest.") + ", "
              + says("Listed are the first 100 of 5,000 rows.");""");
        assertEquals("few elements: true, true, true, true, true", said);
    }

    /** Returns a table with two rows for each of many groups, which are called g0, g1 and so on. */
    private static Table pairs(int groups) {
        Random random = new Random(11);
        double[] effects = random.doubles(groups).toArray();
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 2 * groups)
                                .mapToDouble(i -> effects[i / 2] + random.nextGaussian())
                                .toArray())
                .categorical(
                        "g",
                        IntStream.range(0, 2 * groups)
                                .mapToObj(i -> "g" + i / 2)
                                .toList())
                .build();
    }

    /** Types a name and tells what the page says of it. */
    private static final String NAMES = """
            const input = document.querySelector("#highlight");
            const said = (text) => {
              input.value = text;
              input.dispatchEvent(new Event("input"));
              return document.querySelector(".highlight .said").textContent;
            };
            """;

    @Test
    void aGroupThatThePageLeavesOutIsNotSaidToBeUnknown() throws Exception {
        MixedModel many = LinearMixedModel.of("y ~ 1 + (1 | g)").fit(pairs(12_000));
        String told = Visit.in(folder).told(ReportPage.html(ReportDocument.of(many)), NAMES + """
            const shown = new Set([...pictures.all.flatMap((each) => each.picture.labels), ...JSON.parse(document.querySelector("#document").textContent).group_effects[0].labels]);
            const absent = Array.from({ length: 12000 }, (_, i) => "g" + i).filter((each) => !shown.has(each) && each.length === 6);
            return shown.size.toLocaleString("en-US") + ": " + said(absent[0]) + " " + said("g");""");
        String shown = told.substring(0, told.indexOf(':'));
        assertEquals(
                shown + ": No group on this page has this name, but the page has only "
                        + shown
                        + " of the 12,000 levels of g: all of them are in the table group_effects (on the command line:"
                        + " fit --out), and a picture of its own can highlight any of them (plot --highlight). " + shown
                        + " groups hold this text: go on typing, or choose one. The page has only " + shown
                        + " of the 12,000 levels of g.",
                told);
    }

    @Test
    void aNameThatNoGroupHasIsSaidToBeNone() throws Exception {
        assertEquals("No group has this name.", told(NAMES + "return said(\"nobody\");"));
    }
}
