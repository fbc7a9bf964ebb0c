package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.Inference;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * What the page shows of generalised models, in a real browser, where there is one on this machine. A visit would tell of every error, and
 * of everything that the page's policy had to block.
 */
class GeneralisedReportVisitTest {
    /** The rows of the fixed effects, and the numbers of a column of theirs as they are written. */
    private static final String TOOLS = """
            const fixed = document.querySelector("#fixed-effects");
            const heads = [...fixed.querySelectorAll("th[aria-sort]")];
            const titles = heads.map((head) => head.textContent);
            const rows = () => [...fixed.querySelectorAll("tbody tr")];
            const written = (column) => rows().map((row) => Number(row.children[column].textContent.replace("\\u2212", "-")));
            const forest = pictures.all.find((each) => each.picture.kind === "fixed");
            """;

    private static MixedModel use;
    private static String page;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() {
        Table women = csv("contraception", "livch", "district");
        use = fit("use ~ urban + age + I(age^2) + livch + (1 + urban | district)", "binomial", women);
        page = page(use, women);
    }

    private static Table csv(String name, String... categorical) {
        return CsvTable.open(
                Path.of("workflows", "data", name + ".csv"),
                CsvOptions.defaults().withCategorical(List.of(categorical)));
    }

    private static MixedModel fit(String formula, String family, Table table) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family))
                .fit(table);
    }

    private static String page(MixedModel model, Table table) {
        return ReportPage.html(ReportDocument.of(model)
                .withPictures(ReportPictures.ofRows(model, Inference.standard(), () -> table, Progress.NONE)));
    }

    private String told(String visitor) throws Exception {
        return Visit.in(folder).told(page, TOOLS + visitor);
    }

    @Test
    void itLoadsWithThePicturesThatMeanSomething() throws Exception {
        assertEquals(
                "fixed,effects,effects,lines,residuals,calibration,residual-boxes,profile,predicted,shares,effect-qq,effect-qq;"
                        + " not a number: false",
                told("""
            const kinds = pictures.all.map((each) => each.picture.kind).join();
            const text = document.querySelector("#report").textContent;
            return kinds + "; not a number: " + /NaN|Infinity|undefined|null/.test(text);"""));
    }

    @Test
    void oddsRatiosSortByTheirSizeAndStandBesideTheEstimates() throws Exception {
        assertEquals(
                "Term, Estimate, Std. error, z, p, 95% from, to, Odds ratio, 95% from, to; ascending: true; descending: true; greatest: livch[3+]",
                told("""
            const column = titles.indexOf("Odds ratio");
            const said = [titles.join(", ")];
            for (const sign of [1, -1]) {
              heads[column].firstChild.click();
              const values = written(column).map((value) => sign * value);
              said.push(heads[column].getAttribute("aria-sort") + ": " + values.every((value, i) => i === 0 || values[i - 1] <= value));
            }
            said.push("greatest: " + rows()[0].firstChild.textContent);
            return said.join("; ");"""));
    }

    @Test
    void ratiosAreTheExponentialsOfTheEstimates() throws Exception {
        double ratio = Math.exp(use.coefficient("urban[Y]"));
        assertEquals(String.format(Locale.ROOT, "%.3f", ratio), told("""
            const row = rows().find((each) => each.firstChild.textContent === "urban[Y]");
            return row.children[titles.indexOf("Odds ratio")].textContent;"""));
    }

    /** Half as much and twice as much are equally far from one, and the points lie where the numbers beside them say. */
    @Test
    void theForestIsDrawnOnAnAxisOfRatiosAroundOne() throws Exception {
        assertEquals(
                "Exponentiated estimate (odds ratio, use = Y); as far: true; ticks by their logarithms: true; with 1: true; points: 6 of 6",
                told("""
            const { place, picture, element } = forest;
            const said = [picture.horizontal.title];
            said.push("as far: " + (Math.abs(place.x(2) + place.x(0.5) - 2 * place.x(1)) < 1e-6));
            const ticks = [...element.querySelectorAll("text")]
              .filter((text) => Math.abs(text.getAttribute("y") - place.bottom - 16) < 0.5 && text.getAttribute("text-anchor") === "middle")
              .map((text) => [Number(text.textContent), Number(text.getAttribute("x"))]);
            said.push("ticks by their logarithms: " + (ticks.length >= 3 && ticks.every(([value, x]) => Math.abs(place.x(value) - x) < 1e-6)));
            said.push("with 1: " + ticks.some(([value]) => value === 1));
            const ratios = written(titles.indexOf("Odds ratio"));
            const points = forest.targets.filter((target) => target.mark.kind === "intervals");
            const right = points.filter((point) => ratios.some((ratio) => Math.abs(place.x(ratio) - point.x) < 0.5));
            said.push("points: " + right.length + " of " + points.length);
            return said.join("; ");"""));
    }

    @Test
    void pointingAtTheForestTellsTheRatio() throws Exception {
        String tip = told("""
            const point = forest.targets.find((target) => target.mark.kind === "intervals");
            const bounds = forest.element.getBoundingClientRect();
            forest.element.dispatchEvent(new PointerEvent("pointermove", { clientX: bounds.left + point.x, clientY: bounds.top + point.y }));
            return forest.tip.textContent;""");
        assertTrue(tip.matches("urban\\[Y] 2\\.1\\d+, 95% interval 1\\.5\\d+ to 2\\.9\\d+"), tip);
    }

    @Test
    void oddsAreSaidInWords() throws Exception {
        String said = told("""
            return document.querySelector("header").textContent;""");
        assertTrue(said.contains("Where urban is Y, the odds of use = Y are "), said);
        assertTrue(said.contains("In two thirds of the levels of district the odds of use = Y are between "), said);
    }

    @Test
    void aDistrictStandsOutInThePicturesThatHaveIt() throws Exception {
        assertEquals("effects,effects,lines,residual-boxes,effect-qq,effect-qq", told("""
            const input = document.querySelector("#highlight");
            input.value = "district: 1";
            input.dispatchEvent(new Event("input"));
            return pictures.all.filter((shown) => shown.over.childNodes.length > 0).map((shown) => shown.picture.kind).join();"""));
    }

    @Test
    void countsHaveRatiosOfMeans() throws Exception {
        Table herds = csv("cbpp", "period", "herd");
        MixedModel counts = fit("incidence ~ period + offset(log(size)) + (1 | herd)", "poisson", herds);
        String said = Visit.in(folder).told(page(counts, herds), TOOLS + """
            return titles[7] + "; " + forest.picture.horizontal.title + "; " + document.querySelector("header").textContent;""");
        assertTrue(said.startsWith("Ratio of means; Exponentiated estimate (ratio of means, incidence); "), said);
        assertTrue(said.contains("Where period is 2, the expected incidence is 0.430 "), said);
    }
}
