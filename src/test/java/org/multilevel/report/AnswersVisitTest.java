package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.influence.Influence;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** How the page shows what else was asked of a model, in a real browser, where there is one on this machine. */
class AnswersVisitTest {
    private static final LinearMixedModel FORMULA = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");

    private static LiveModel live;
    private static String page;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() {
        Table table = Samples.table("sleepstudy");
        live = FORMULA.live(table);
        page = page(
                ResultTables.ladder(ModelLadder.of(FORMULA, table)),
                ResultTables.influence(Influence.of(live, "Subject", 1, Progress.NONE)));
    }

    private static String page(ResultTable... answers) {
        return ReportPage.html(ReportDocument.of(live.model()).withAnswers(List.of(answers)));
    }

    private String told(String shown, String visitor) throws Exception {
        return Visit.in(folder).told(shown, "const answers = document.querySelector('#answers');" + visitor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1700; Ladder table scrolled, Influence table",
                "1100; Ladder table scrolled, Influence table",
                "700; Ladder table scrolled, Influence table scrolled",
                "400; Ladder cards, Influence cards"
            })
    void stepsAndLevelsAreRowsOfATableUnlessTheScreenIsNarrow(int width, String shown) throws Exception {
        String visitor = """
                return [...answers.querySelectorAll(".listing")].map((each) => {
                  const hint = each.nextElementSibling.getBoundingClientRect().height > 0;
                  const form = each.classList.contains("cards") ? "cards" : hint ? "table scrolled" : "table";
                  const high = form !== "cards" && each.querySelectorAll("tr").length * 200 < each.clientHeight ? " too high" : "";
                  return each.getAttribute("aria-label") + " " + form + high;
                }).join(", ");""";
        assertEquals(
                shown,
                Visit.in(folder)
                        .withWidth(width)
                        .told(page, "const answers = document.querySelector('#answers');" + visitor));
    }

    @Test
    void whatTellsRowsApartStaysInSightWhileTheRestIsScrolled() throws Exception {
        assertEquals("Name, scrolled true, stayed true; anchor of influence: Level", told(page, """
            const [ladder, influence] = answers.querySelectorAll(".listing");
            const anchor = ladder.querySelector("th.anchor");
            ladder.scrollLeft = 100000;
            await wait(50);
            const left = anchor.getBoundingClientRect().left - ladder.getBoundingClientRect().left;
            return `${anchor.textContent}, scrolled ${ladder.scrollLeft > 20}, stayed ${Math.abs(left) < 1}; `
              + `anchor of influence: ${influence.querySelector("th.anchor").textContent}`;"""));
    }

    @Test
    void headingsAreWordsOfAReaderAndNotNamesOfColumns() throws Exception {
        assertEquals(
                "Step|Name|Formula|Parameters|Log-likelihood|AIC|BIC|ICC|R\u00b2 marginal|R\u00b2 conditional|Chi-squared|df|p"
                        + "|p at the boundary|Verdict|Recommended"
                        + " / Group|Level|Rows|Cook's distance|DFBETAS: (Intercept)|DFBETAS: Days|Change: sd:Subject:(Intercept)"
                        + "|Change: sd:Subject:Days|Change: cor:Subject:(Intercept):Days|Change: sd:Residual",
                told(page, """
            return [...answers.querySelectorAll("thead")].map((each) => [...each.querySelectorAll("th")].map((head) => head.textContent).join("|")).join(" / ");"""));
    }

    @Test
    void allWordsOfHeadingsThatAreAbbreviationsAreWrittenAsSuch() throws Exception {
        List<ResultColumn> columns = List.<String>of(
                        "std_error",
                        "ci_lower",
                        "exp_ci_upper",
                        "aicc",
                        "icc",
                        "den_df",
                        "sum_sq",
                        "p_unadjusted",
                        "rows_max")
                .stream()
                .<ResultColumn>map(name -> new ResultColumn.Real(name, row -> 1))
                .toList();
        assertEquals(
                "Std. error|CI lower|exp(CI upper)|AICc|ICC|Denominator df|Sum of squares|p unadjusted|Rows max",
                told(page(new ResultTable("any", columns, 1)), """
            return [...answers.querySelectorAll("th button")].map((head) => head.textContent).join("|");"""));
    }

    /** A correlation at its edge moves by the rounding of its arithmetic; a file has that, a reader is not told of it. */
    @Test
    void noiseOfRoundingIsZeroToAReaderAndAllItsDigitsInAFile() throws Exception {
        double[] noise = {2.220446049250313e-16, -1.1102230246251565e-16, 0};
        double[] changes = {0.5, -0.00123456, 1e-17};
        double[] statistics = {2306.1699, 1.3e-9, 0.004};
        double[] estimates = {1e6, 1e-5, 1e-12};
        ResultTable table = new ResultTable(
                "influence",
                List.of(
                        new ResultColumn.Real("change:cor:g:(Intercept):x", row -> noise[row]),
                        new ResultColumn.Real("change:sd:g:x", row -> changes[row]),
                        new ResultColumn.Real("chi_squared", row -> statistics[row]),
                        new ResultColumn.Real("estimate", row -> estimates[row])),
                3);
        assertEquals(
                "0;0.5000;2306.17;1000000 0;\u22120.0012;0;0.00001000 0;0;0;0 file: 2.220446049250313e-16,0.5,2306.1699,1000000",
                told(page(table), """
            const lines = [...answers.querySelectorAll("tbody tr")].map((row) => [...row.children].map((each) => each.textContent).join(";"));
            const files = [];
            const Usual = Blob;
            window.Blob = class extends Usual { constructor(parts, options) { super(parts, options); files.push(parts.join("")); } };
            URL.createObjectURL = () => "#";
            answers.querySelector(".save[aria-label^='Download as CSV']").click();
            return lines.join(" ") + " file: " + files[0].split(/\\r?\\n/)[1];"""));
    }

    @Test
    void tablesAreMadeAsWideAsPaperToBePrintedAndThenAsTheyWere() throws Exception {
        assertEquals("smaller true, no wider than paper true; then again scrolled true", told(page, """
            const ladder = answers.querySelector(".listing");
            dispatchEvent(new Event("beforeprint"));
            const zoom = Number(ladder.style.zoom);
            document.querySelector("main").style.width = "732px";
            const said = `smaller ${zoom > 0.4 && zoom < 1}, no wider than paper ${ladder.firstElementChild.getBoundingClientRect().width <= 701}`;
            document.querySelector("main").style.width = "";
            dispatchEvent(new Event("afterprint"));
            return `${said}; then again scrolled ${ladder.style.zoom === "" && ladder.parentElement.classList.contains("wide")}`;"""));
    }
}
