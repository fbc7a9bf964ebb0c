package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the command line shows what the commands on it print, run from its top to its end. */
class DocumentationTest {
    private static final Path PAGE = Path.of("docs", "command-line.md");
    private static final String PROGRAM = "java -jar target/multilevel.jar ";
    private static final Pattern HEAD = Pattern.compile("head -n (\\d+) (\\S+)");
    private static final Pattern PRINTF = Pattern.compile("printf '([^']*)' > (\\S+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+|e-?\\d+)?");

    /** Estimates carry about eight digits from one way to the optimum to the next; the page shows sixteen. */
    private static final double TOLERANCE = 1e-6;

    /** A command of the page and what the page says that it prints. */
    private record Example(String command, List<String> printed) {}

    @Test
    void everyExamplePrintsWhatThePageSays() throws IOException {
        Files.createDirectories(Path.of("target"));
        List<Example> examples = examples();
        assertFalse(examples.isEmpty());
        for (Example example : examples) {
            List<String> printed = run(example.command()).lines().toList();
            assertEquals(shape(example.printed()), shape(printed), example.command());
            List<Double> expected = numbers(example.printed());
            List<Double> found = numbers(printed);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(
                        expected.get(i),
                        found.get(i),
                        TOLERANCE * Math.max(1, Math.abs(expected.get(i))),
                        example.command());
            }
        }
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                examples.add(new Example(line.substring(2), new ArrayList<>()));
            } else if (inside) {
                examples.get(examples.size() - 1).printed().add(line);
            }
        }
        return examples;
    }

    private static String run(String command) throws IOException {
        Matcher head = HEAD.matcher(command);
        if (head.matches()) {
            return Files.readAllLines(Path.of(head.group(2))).stream()
                    .limit(Long.parseLong(head.group(1)))
                    .collect(Collectors.joining("\n"));
        }
        Matcher printf = PRINTF.matcher(command);
        if (printf.matches()) {
            Files.writeString(Path.of(printf.group(2)), printf.group(1).replace("\\n", "\n"));
            return "";
        }
        assertEquals(PROGRAM, command.substring(0, PROGRAM.length()));
        Matcher words = WORD.matcher(command.substring(PROGRAM.length()));
        List<String> args = new ArrayList<>();
        while (words.find()) {
            args.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        Shell.Result result = Shell.run(args.toArray(String[]::new));
        return result.out() + result.err();
    }

    /** Returns the lines without their numbers, and without how the optimum was found. */
    private static List<String> shape(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith("Verdict")
                        ? line.substring(0, line.indexOf(" after "))
                        : NUMBER.matcher(line).replaceAll("#"))
                .toList();
    }

    private static List<Double> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("Verdict"))
                .flatMap(line -> NUMBER.matcher(line).results())
                .map(match -> Double.parseDouble(match.group()))
                .toList();
    }
}
