package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own: what depends on the Java machine and the locale that it is started with. */
class ProcessTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(List<String> javaOptions, String locale, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        File out = folder.resolve("out.txt").toFile();
        File err = folder.resolve("err.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().put("LC_ALL", locale);
        int code = builder.start().waitFor();
        return new Ended(code, read(out), read(err));
    }

    private static String read(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void plainLocaleKeepsTheLettersOfFormulaAndOutput() throws IOException, InterruptedException {
        Path data = Files.writeString(folder.resolve("data.csv"), "größe,x\n1,1\n3,2\n4,4\n6,5\n");
        Ended ended = run(List.of("-Dfile.encoding=US-ASCII"), "C", "fit", data.toString(), "größe ~ x");
        assertEquals("", ended.err());
        assertEquals(0, ended.code());
        assertTrue(ended.out().contains("größe ~ x"), ended.out());
    }

    @Test
    void rowsStreamThroughASmallHeap() throws IOException, InterruptedException {
        int rows = 200_000;
        Path data = folder.resolve("large.csv");
        Random random = new Random(5);
        try (BufferedWriter writer = Files.newBufferedWriter(data)) {
            writer.write("g,x,y,text\n");
            for (int i = 0; i < rows; i++) {
                double x = random.nextDouble();
                int g = i % 1000;
                writer.write(
                        g + "," + x + "," + (x + g % 7 + random.nextGaussian()) + ",a text that nobody asks for\n");
            }
        }
        // As lists of texts the rows would need twice as much.
        List<String> heap = List.of("-Xmx32m");
        Path model = folder.resolve("model.json");
        Path tables = folder.resolve("tables");
        Ended fit = run(
                heap,
                "C",
                "fit",
                data.toString(),
                "y ~ x + (1 + x | g)",
                "--out",
                tables.toString(),
                "--save",
                model.toString());
        assertEquals("", fit.err());
        assertEquals(0, fit.code());
        assertEquals(rows + 1, lines(tables.resolve("fitted.csv")));
        Path predicted = folder.resolve("predicted.csv");
        Ended predict = run(heap, "C", "predict", model.toString(), data.toString(), "--out", predicted.toString());
        assertEquals("", predict.err());
        assertEquals(rows + 1, lines(predicted));
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    @Test
    void heapThatIsTooSmallGetsOneSentence() throws IOException, InterruptedException {
        Path data = folder.resolve("groups.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(data)) {
            writer.write("g,h,y\n");
            for (int i = 0; i < 60_000; i++) {
                writer.write(i / 2 + "," + (i * 7919L) % 30_000 + "," + i % 13 + "\n");
            }
        }
        Ended ended = run(List.of("-Xmx24m"), "C", "fit", data.toString(), "y ~ 1 + (1 | g) + (1 | h)");
        assertEquals(1, ended.code(), ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("-Xmx"), ended.err());
    }
}
