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
                const tables = [...document.querySelectorAll(".scroll:not(.equations)")];
                const wide = tables.filter((each) => each.scrollWidth > each.clientWidth + 1);
                parent.postMessage(innerWidth + " pixels, " + tables.length + " tables, cut off: "
                  + wide.map((each) => each.getAttribute("aria-label")).join(", "), "*");
              }, 400);
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
        MixedModel model = LinearMixedModel.of("mathach ~ ses * sector + meanses + (1 + ses | school)")
                .fit(CsvTable.open(Path.of("workflows", "data", "hsb.csv")));
        String page = ReportPage.html(ReportDocument.of(model)).replaceAll("<meta[^>]*Content-Security[^>]*>", "");
        Files.writeString(folder.resolve("page.html"), page.replace("</body>", PROBE));
        Files.writeString(folder.resolve("frame.html"), FRAME.formatted(width));
        assertEquals(width + " pixels, 5 tables, cut off: ", told(browser.orElseThrow()));
    }

    private String told(String browser) throws IOException, InterruptedException {
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
