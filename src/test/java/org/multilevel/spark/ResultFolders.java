package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.multilevel.cli.Main;

/** Folders of result tables: what the command line writes, and whether another has the same. */
final class ResultFolders {
    private ResultFolders() {}

    /** Fits with the command line. */
    static void fit(Path folder, String... args) {
        int code = Main.run(
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                Stream.concat(Stream.of("fit"), Stream.concat(Stream.of(args), Stream.of("--out", folder.toString())))
                        .toArray(String[]::new));
        assertEquals(0, code);
    }

    /** Asserts that tables have the same names, columns and texts, and numbers that differ by 1e-8 at most; but for that with a row for each of the table's. */
    static void assertClose(Path expected, Path found) throws IOException {
        Map<String, List<String>> tables = read(expected);
        tables.remove("fitted.csv");
        Map<String, List<String>> others = read(found);
        assertEquals(tables.keySet(), others.keySet());
        for (String name : tables.keySet()) {
            assertClose(name, tables.get(name), others.get(name));
        }
    }

    /** Returns the lines of all tables by their names, but for how long the fit took. */
    static Map<String, List<String>> read(Path folder) throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("seconds,"))
                        .toList();
                tables.put(file.getFileName().toString(), lines);
            }
        }
        return tables;
    }

    private static void assertClose(String name, List<String> expected, List<String> found) {
        assertEquals(expected.size(), found.size(), name);
        for (int i = 0; i < expected.size(); i++) {
            String[] cells = expected.get(i).split(",", -1);
            String[] others = found.get(i).split(",", -1);
            assertEquals(cells.length, others.length, name);
            for (int k = 0; k < cells.length; k++) {
                assertCell(name + " " + expected.get(i), cells[k], others[k]);
            }
        }
    }

    private static void assertCell(String where, String expected, String found) {
        if (expected.matches("-?[0-9.]+([Ee]-?[0-9]+)?") && !expected.equals(found)) {
            double value = Double.parseDouble(expected);
            assertEquals(value, Double.parseDouble(found), 1e-8 * Math.max(1, Math.abs(value)), where);
        } else {
            assertEquals(expected, found, where);
        }
    }
}
