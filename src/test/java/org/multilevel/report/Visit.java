package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A visit to a report's page in a real browser, where there is one on this machine: a script looks around and tells what it met.
 *
 * <p>The page keeps its content security policy, which allows one script more; what breaks it, and every error, is told as well.
 */
final class Visit {
    /** Waits for the report, runs the visitor and hands over what it returns, with all that went wrong. */
    private static final String SCRIPT = """

            const wrong = [];
            addEventListener("error", (event) => wrong.push("error: " + event.message));
            addEventListener("unhandledrejection", (event) => wrong.push("error: " + event.reason));
            addEventListener("securitypolicyviolation", (event) => wrong.push("policy: " + event.violatedDirective + " " + event.blockedURI));
            const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
            (async () => {
              while (document.querySelector("#report").hasAttribute("aria-busy")) {
                await wait(20);
              }
              await wait(600);
              let told;
              try {
                told = await (async () => {
            %s
                })();
              } catch (error) {
                told = "error: " + error.message;
              }
              parent.postMessage([told, ...wrong].join(" | "), "*");
            })();
            """;

    private static final String FRAME = """
            <html><body><iframe src="page.html" style="width:%dpx;height:1200px;border:0"></iframe>
            <script>addEventListener("message", (event) => {
              const told = document.createElement("p");
              told.id = "told";
              told.textContent = event.data;
              document.body.append(told);
            });</script></body></html>""";

    private final Path folder;
    private final int width;
    private final boolean dark;

    private Visit(Path folder, int width, boolean dark) {
        this.folder = folder;
        this.width = width;
        this.dark = dark;
    }

    /** Returns a visit with files of its own in a folder, in a window 1,100 pixels wide. */
    static Visit in(Path folder) {
        return new Visit(folder, 1100, false);
    }

    Visit withWidth(int pixels) {
        return new Visit(folder, pixels, dark);
    }

    /** Returns a visit of somebody who prefers dark pages. */
    Visit inTheDark() {
        return new Visit(folder, width, true);
    }

    private static String browser() {
        Optional<String> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(path -> Arrays.stream(new String[] {"chromium", "chromium-browser", "google-chrome"})
                        .map(name -> new File(path, name)))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
        assumeTrue(found.isPresent(), "there is no Chromium here");
        return found.orElseThrow();
    }

    /**
     * Returns what a visitor tells.
     *
     * @param visitor body of an asynchronous function that returns a text
     */
    String told(String page, String visitor) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("page.html"), withVisitor(page, SCRIPT.formatted(visitor)));
        Path frame = Files.writeString(folder.resolve("frame.html"), FRAME.formatted(width));
        Path shown = folder.resolve("shown.html");
        browse(frame, shown, "--dump-dom");
        String dom = Files.readString(shown, StandardCharsets.UTF_8);
        Matcher told = Pattern.compile("(?s)id=\"told\">([^<]*)").matcher(dom);
        assertTrue(told.find(), () -> dom.substring(0, Math.min(2000, dom.length())));
        return told.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** Returns how many pages a page has on paper. */
    int pages(String page) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.pdf");
        browse(
                Files.writeString(folder.resolve("page.html"), page),
                folder.resolve("shown.html"),
                "--print-to-pdf=" + printed);
        String content = Files.readString(printed, StandardCharsets.ISO_8859_1);
        return (int)
                Pattern.compile("/Type /Page\\b").matcher(content).results().count();
    }

    private void browse(Path page, Path output, String purpose) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                browser(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=20000",
                "--window-size=1700,1300",
                purpose));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the browser hangs");
        }
    }

    private static String withVisitor(String page, String script) {
        String allowed = page.replace("script-src ", "script-src 'sha256-" + digest(script) + "' ");
        int end = allowed.lastIndexOf("</body>");
        return allowed.substring(0, end) + "<script>" + script + "</script>" + allowed.substring(end);
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
