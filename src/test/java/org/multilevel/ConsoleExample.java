package org.multilevel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multilevel.cli.Main;

/**
 * A command on a page and what the page says that it prints.
 *
 * @param command one line
 * @param shown lines, where {@code ...} stands for any number of others
 */
record ConsoleExample(String command, List<String> shown) {
    private static final String PROGRAM = "java -jar target/multilevel.jar ";
    private static final String ANYTHING = "...";
    private static final Pattern HEAD = Pattern.compile("head -n (\\d+) (\\S+)");
    private static final Pattern GREP = Pattern.compile("grep -E '([^']+)' (\\S+)");
    private static final Pattern PRINTF = Pattern.compile("printf '([^']*)' > (\\S+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([Ee]-?\\d+)?");

    /** Estimates carry about eight digits from one way to the optimum to the next; pages show up to sixteen. */
    private static final double TOLERANCE = 1e-6;

    /** Returns the examples: console blocks with dollar signs, and shell blocks that a block without language follows. */
    static List<ConsoleExample> of(Page page) {
        List<ConsoleExample> examples = new ArrayList<>();
        List<Page.Block> blocks = page.blocks();
        for (int b = 0; b < blocks.size(); b++) {
            Page.Block block = blocks.get(b);
            if (block.language().equals("console")) {
                addConsole(block, examples);
            } else if (block.language().equals("sh")
                    && block.lines().get(0).startsWith(PROGRAM)
                    && blocks.get(b + 1).language().isEmpty()) {
                String command = String.join("\n", block.lines()).replaceAll("\\\\\n\\s*", "");
                examples.add(new ConsoleExample(command, blocks.get(b + 1).lines()));
            }
        }
        return examples;
    }

    private static void addConsole(Page.Block block, List<ConsoleExample> examples) {
        for (String line : block.lines()) {
            if (line.startsWith("$ ")) {
                examples.add(new ConsoleExample(line.substring(2), new ArrayList<>()));
            } else {
                examples.get(examples.size() - 1).shown().add(line);
            }
        }
    }

    /** Returns whether the command starts Weka, whose own jar is not in this project. */
    boolean startsWeka() {
        return command.startsWith("java -cp weka.jar:");
    }

    /** Runs the command, in the project's folder. */
    List<String> run() throws IOException {
        Matcher head = HEAD.matcher(command);
        if (head.matches()) {
            long count = Long.parseLong(head.group(1));
            return Files.readAllLines(Path.of(head.group(2))).stream()
                    .limit(count)
                    .toList();
        }
        Matcher grep = GREP.matcher(command);
        if (grep.matches()) {
            Pattern wanted = Pattern.compile(grep.group(1));
            return Files.readAllLines(Path.of(grep.group(2))).stream()
                    .filter(line -> wanted.matcher(line).find())
                    .toList();
        }
        Matcher printf = PRINTF.matcher(command);
        if (printf.matches()) {
            Path file = Path.of(printf.group(2));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, printf.group(1).replace("\\n", "\n"));
            return List.of();
        }
        return runProgram();
    }

    private List<String> runProgram() {
        if (!command.startsWith(PROGRAM)) {
            throw new IllegalArgumentException("not a command that a test can run: " + command);
        }
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(command.substring(PROGRAM.length()));
        while (words.find()) {
            arguments.add(words.group().replaceAll("^['\"]|['\"]$", ""));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Main.run(out, err, arguments.toArray(String[]::new));
        return (out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    /** Returns whether these lines are what the page shows. */
    boolean matches(List<String> printed) {
        return matches(shown, printed);
    }

    private static boolean matches(List<String> shown, List<String> printed) {
        if (shown.isEmpty()) {
            return printed.isEmpty();
        }
        List<String> rest = shown.subList(1, shown.size());
        if (shown.get(0).equals(ANYTHING)) {
            return matches(rest, printed) || (!printed.isEmpty() && matches(shown, printed.subList(1, printed.size())));
        }
        return !printed.isEmpty()
                && isSame(shown.get(0), printed.get(0))
                && matches(rest, printed.subList(1, printed.size()));
    }

    /** Compares lines but for the last digits of numbers: how many evaluations led to the optimum is part of it. */
    private static boolean isSame(String shown, String printed) {
        List<Double> expected = numbers(shown);
        List<Double> found = numbers(printed);
        if (!NUMBER.matcher(shown)
                .replaceAll("#")
                .equals(NUMBER.matcher(printed).replaceAll("#"))) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            double allowed = TOLERANCE * Math.max(1, Math.abs(expected.get(i)));
            if (!(Math.abs(expected.get(i) - found.get(i)) <= allowed)) {
                return false;
            }
        }
        return true;
    }

    private static List<Double> numbers(String line) {
        return NUMBER.matcher(line)
                .results()
                .map(match -> Double.parseDouble(match.group()))
                .toList();
    }
}
