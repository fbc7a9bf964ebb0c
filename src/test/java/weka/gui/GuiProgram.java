package weka.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program that opens windows, on the display where there is one, else on a virtual screen; skips the test without either. */
public final class GuiProgram {

    private GuiProgram() {}

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

    /**
     * Runs a program to its end.
     *
     * @param directory gets {@code session.log}, and is the program's only argument
     * @param home the user's home and Weka's
     */
    public static void run(Class<?> program, Path directory, Path home) throws Exception {
        boolean needsX =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        boolean hasDisplay = !needsX || System.getenv("DISPLAY") != null;
        assumeTrue(
                hasDisplay || isInstalled("Xvfb"),
                "There is no display for Weka: set DISPLAY, or install Xvfb (package xvfb) for a virtual one.");
        assumeTrue(
                !needsX || Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so")),
                "This Java cannot open windows: install a JRE that is not headless (package openjdk-17-jre).");
        if (hasDisplay) {
            run(program, directory, home, Map.of());
        } else {
            try (VirtualScreen screen = VirtualScreen.start()) {
                run(program, directory, home, Map.of("DISPLAY", screen.display()));
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void run(Class<?> program, Path directory, Path home, Map<String, String> environment)
            throws Exception {
        Path log = directory.resolve("session.log");
        Files.createDirectories(directory);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=false",
                        "-Dawt.useSystemAAFontSettings=on",
                        "-Dswing.aatext=true",
                        "-Duser.home=" + home,
                        "-Dweka.packageManager.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("WEKA_HOME", home.toString());
        Process session = builder.start();
        try {
            assertTrue(session.waitFor(4, TimeUnit.MINUTES), "Weka did not end");
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
}
