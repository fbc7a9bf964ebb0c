package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The page fits into its window, in a real browser, where there is one on this machine. */
class ReportWidthTest {
    /** Names what is wider than its place, once everything is opened and has settled. */
    private static final String WIDTHS = """
            document.querySelectorAll("details").forEach((each) => (each.open = true));
            await wait(600);
            const tables = [...document.querySelectorAll(".listing")];
            const isWide = (each) => each.scrollWidth > each.clientWidth + 1;
            const cut = tables.filter((each) => isWide(each) && each.clientWidth < 640);
            const cards = tables.filter((each) => each.classList.contains("cards") && each.clientWidth >= 640);
            const boxes = [...document.querySelectorAll(".box > .scroll")];
            const hidden = boxes.filter((each) => {
              const scrolls = each.scrollWidth > each.clientWidth + 1;
              const barAndHint = each.offsetHeight - each.clientHeight >= 8
                && each.nextElementSibling.getBoundingClientRect().height > 0;
              return scrolls !== barAndHint;
            });
            const page = document.documentElement.scrollWidth > innerWidth ? "too wide" : "not too wide";
            return innerWidth + " pixels, page " + page + ", " + boxes.length + " boxes, without a bar: " + hidden.map((each) => each.getAttribute("aria-label")).join(", ") + ", " + tables.length + " tables, cut off: "
              + cut.map((each) => each.getAttribute("aria-label")).join(", ") + ", cards without need: " + cards.map((each) => each.getAttribute("aria-label")).join(", ");""";

    /** Tells how large the letters of pictures are on the screen, and which texts leave their picture. */
    private static final String LETTERS = """
            const texts = [...document.querySelectorAll("svg.picture text")].filter((each) => each.getBoundingClientRect().height > 0);
            const scales = new Set(texts.map((each) => Math.round(each.ownerSVGElement.clientWidth / each.ownerSVGElement.viewBox.baseVal.width * 100)));
            const outside = texts.filter((each) => {
              const [own, all] = [each.getBoundingClientRect(), each.ownerSVGElement.getBoundingClientRect()];
              return own.left < all.left - 1 || own.right > all.right + 1 || own.top < all.top - 1 || own.bottom > all.bottom + 1;
            });
            return [...scales].join(", ") + "%, outside: " + outside.map((each) => each.textContent).join(", ");""";

    /** Chooses standardised effects and tells what the picture that is shown says of itself before and after. */
    private static final String CHOICE = """
            const section = document.querySelector("#fixed-effects");
            const caption = () => [...section.querySelectorAll("figure")].filter((each) => !each.hidden).map((each) => each.querySelector("figcaption").textContent);
            const before = caption();
            const choice = section.querySelector("select");
            choice.value = "standardised";
            choice.dispatchEvent(new Event("change"));
            await wait(600);
            const drawn = [...section.querySelectorAll("figure")].filter((each) => !each.hidden && each.querySelectorAll("path").length > 3).length;
            return before + " Then: " + caption() + " Drawn: " + drawn;""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {400, 620, 900, 1600})
    void noTableIsCutOffAtAnyWidth(int width) throws Exception {
        assertEquals(
                width
                        + " pixels, page not too wide, 9 boxes, without a bar: , 5 tables, cut off: , cards without need: ",
                told(WIDTHS, width));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1600})
    void lettersOfPicturesAreAsLargeAsThoseOfThePageAndStayInside(int width) throws Exception {
        assertEquals("100%, outside: ", told(LETTERS, width));
    }

    @Test
    void theChartOfFixedEffectsCanBeStandardised() throws Exception {
        assertEquals(
                "Fixed effects on mathach Estimates with 95% intervals. The intercept is left out: it would set the scale."
                        + " Then: Standardised fixed effects on mathach Estimates with 95% intervals. Each effect times the standard"
                        + " deviation of its column, over that of the response (as the model adds it up). Drawn: 1",
                told(CHOICE, 900));
    }

    private String told(String visitor, int width) throws IOException, InterruptedException {
        MixedModel model = LinearMixedModel.of("mathach ~ ses * sector + meanses + (1 + ses | school)")
                .fit(CsvTable.open(Path.of("workflows", "data", "hsb.csv")));
        return Visit.in(folder).withWidth(width).told(ReportPage.html(ReportDocument.of(model)), visitor);
    }
}
