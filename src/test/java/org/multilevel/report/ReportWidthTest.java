package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The page in a real browser, where there is one on this machine. */
class ReportWidthTest {
    /** Names what is wider than its place, once everything is opened and has settled. */
    private static final String PROBE = """
            <script>setTimeout(() => {
              document.querySelectorAll("details").forEach((each) => (each.open = true));
              setTimeout(() => {
                const tables = [...document.querySelectorAll(".scroll:not(.box > .scroll)")];
                const wide = tables.filter((each) => each.scrollWidth > each.clientWidth + 1);
                const boxes = [...document.querySelectorAll(".box > .scroll")];
                const hidden = boxes.filter((each) => {
                  const scrolls = each.scrollWidth > each.clientWidth + 1;
                  const barAndHint = each.offsetHeight - each.clientHeight >= 8
                    && each.nextElementSibling.getBoundingClientRect().height > 0;
                  return scrolls !== barAndHint;
                });
                const page = document.documentElement.scrollWidth > innerWidth ? "too wide" : "not too wide";
                parent.postMessage(innerWidth + " pixels, page " + page + ", " + boxes.length + " boxes, without a bar: " + hidden.map((each) => each.getAttribute("aria-label")).join(", ") + ", " + tables.length + " tables, cut off: "
                  + wide.map((each) => each.getAttribute("aria-label")).join(", "), "*");
              }, 400);
            }, 600);</script></body>""";

    /** Chooses standardised effects and tells what the chart says of itself before and after. */
    private static final String CHOICE = """
            <script>setTimeout(() => {
              const caption = document.querySelector("figcaption");
              const before = caption.textContent;
              const choice = document.querySelector("figure select");
              choice.value = "standardised";
              choice.dispatchEvent(new Event("change"));
              parent.postMessage(before + " Then: " + caption.textContent, "*");
            }, 600);</script></body>""";

    private static final String FRAME = """
            <html><body><iframe src="page.html" style="width:%dpx;height:1200px;border:0"></iframe>
            <script>addEventListener("message", (event) => {
              const told = document.createElement("p");
              told.id = "told";
              told.textContent = event.data;
              document.body.append(told);
            });</script></body></html>""";

    @TempDir
    Path folder;

    private static Optional<String> browser() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(path -> Arrays.stream(new String[] {"chromium", "chromium-browser", "google-chrome"})
                        .map(name -> new File(path, name)))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 620, 900, 1600})
    void noTableIsCutOffAtAnyWidth(int width) throws Exception {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "there is no Chromium here");
        assertEquals(
                width + " pixels, page not too wide, 4 boxes, without a bar: , 5 tables, cut off: ",
                told(browser.orElseThrow(), PROBE, width));
    }

    @Test
    void theChartOfFixedEffectsCanBeStandardised() throws Exception {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "there is no Chromium here");
        assertEquals(
                "The intercept is left out: it would set the scale. Then: Each effect times the standard deviation of its"
                        + " column, over that of the response (as the model adds it up).",
                told(browser.orElseThrow(), CHOICE, 900));
    }

    /** Returns what a script says of the page that it is put into. */
    private String told(String browser, String script, int width) throws IOException, InterruptedException {
        MixedModel model = LinearMixedModel.of("mathach ~ ses * sector + meanses + (1 + ses | school)")
                .fit(CsvTable.open(Path.of("workflows", "data", "hsb.csv")));
        String page = ReportPage.html(ReportDocument.of(model)).replaceAll("<meta[^>]*Content-Security[^>]*>", "");
        Files.writeString(folder.resolve("page.html"), page.replace("</body>", script));
        Files.writeString(folder.resolve("frame.html"), FRAME.formatted(width));
        File shown = folder.resolve("shown.html").toFile();
        Process process = new ProcessBuilder(
                        browser,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=6000",
                        "--window-size=1700,1300",
                        "--dump-dom",
                        folder.resolve("frame.html").toUri().toString())
                .redirectOutput(shown)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser hangs");
        String dom = Files.readString(shown.toPath(), StandardCharsets.UTF_8);
        Matcher told = Pattern.compile("id=\"told\">([^<]*)").matcher(dom);
        assertTrue(told.find(), dom.substring(0, Math.min(2000, dom.length())));
        return told.group(1);
    }
}
