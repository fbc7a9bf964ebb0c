package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The classifier is found, runs and shows its summary in Weka's real Explorer; the pictures stay in {@code target/explorer}. */
class ExplorerTest {
    private static final Path PICTURES = Path.of("target", "explorer");

    /** A screen that only the test sees. */
    private record VirtualScreen(Process process, String display) implements AutoCloseable {

        /** Starts Xvfb, which finds a free display itself. */
        static VirtualScreen start() throws IOException {
            Process process = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1200x1000x24", "-nolisten", "tcp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String number = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return new VirtualScreen(process, ":" + number);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void explorerFindsAndRunsTheClassifier(@TempDir Path home) throws Exception {
        boolean needsX =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        boolean hasDisplay = !needsX || System.getenv("DISPLAY") != null;
        assumeTrue(
                hasDisplay || isInstalled("Xvfb"),
                "There is no display for the Explorer: set DISPLAY, or install Xvfb (package xvfb) for a virtual one.");
        assumeTrue(
                !needsX || Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so")),
                "This Java cannot open windows: install a JRE that is not headless (package openjdk-17-jre).");
        if (hasDisplay) {
            runSession(home, Map.of());
        } else {
            try (VirtualScreen screen = VirtualScreen.start()) {
                runSession(home, Map.of("DISPLAY", screen.display()));
            }
        }
        checkSummary(Files.readString(PICTURES.resolve("summary.txt")));
        for (String picture : List.of("weka-explorer.png", "weka-options.png")) {
            assertTrue(colours(PICTURES.resolve(picture)) > 20, () -> picture + " is blank");
        }
    }

    private static void runSession(Path home, Map<String, String> environment) throws Exception {
        Path log = PICTURES.resolve("session.log");
        Files.createDirectories(PICTURES);
        Files.deleteIfExists(PICTURES.resolve("summary.txt"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=false",
                        "-Dawt.useSystemAAFontSettings=on",
                        "-Dswing.aatext=true",
                        "-Duser.home=" + home,
                        "-Dweka.packageManager.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExplorerSession.class.getName(),
                        PICTURES.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("WEKA_HOME", home.toString());
        Process session = builder.start();
        try {
            assertTrue(session.waitFor(4, TimeUnit.MINUTES), "the Explorer did not end");
            assertEquals(0, session.exitValue(), () -> text(log));
        } finally {
            session.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void checkSummary(String text) {
        assertTrue(text.contains("=== Classifier model (full training set) ==="), text);
        assertTrue(text.contains("Linear mixed model fit by restricted maximum likelihood (REML)"), text);
        assertTrue(text.contains("mathach ~ ses + meanses + pracad + minority + female"), text);
        assertTrue(text.contains("Groups    school 160"), text);
        assertTrue(text.contains("Total Number of Instances             7185"), text);
    }

    private static long colours(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return java.util.Arrays.stream(pixels).distinct().count();
    }
}
