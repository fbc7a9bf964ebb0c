package org.multilevel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation in Markdown, cut into what tests look at.
 *
 * @param file the page, relative to the project
 * @param lines its lines
 */
record Page(Path file, List<String> lines) {
    private static final Path FOLDER = Path.of("docs");
    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * What stands between two fences.
     *
     * @param language the word after the first fence, or empty
     * @param lines the lines between the fences
     */
    record Block(String language, List<String> lines) {}

    static Page read(String name) {
        Path file = name.equals("README.md") ? Path.of(name) : FOLDER.resolve(name);
        return read(file);
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the README and the pages in docs and its folders. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>(List.of(read("README.md")));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(file -> pages.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                inside = !inside;
                if (inside) {
                    blocks.add(new Block(line.substring(FENCE.length()), new ArrayList<>()));
                }
            } else if (inside) {
                blocks.get(blocks.size() - 1).lines().add(line);
            }
        }
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks().stream().filter(b -> b.language().equals(language)).toList();
    }

    /** Returns where links and images lead that do not leave the project. */
    List<String> relativeLinks() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .toList();
    }

    /** Returns the names by which links lead to the headings of this page. */
    List<String> anchors() {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** Returns the cells of all rows of the tables whose second column has this heading. */
    List<List<String>> rows(String secondHeading) {
        List<List<String>> rows = new ArrayList<>();
        boolean wanted = false;
        for (String line : lines) {
            if (!line.startsWith("|")) {
                wanted = false;
                continue;
            }
            List<String> cells = CELL_BORDER
                    .splitAsStream(line)
                    .skip(1)
                    .map(cell -> cell.strip().replace("\\|", "|"))
                    .toList();
            boolean ruler = cells.get(0).startsWith("---");
            if (wanted && !ruler) {
                rows.add(cells);
            }
            wanted |= cells.get(1).equals(secondHeading);
        }
        return rows;
    }

    /** Returns the file, which is how a test that runs for every page is called. */
    @Override
    public String toString() {
        return file.toString();
    }

    /** Returns what stands between backticks. */
    static List<String> code(String text) {
        return CODE.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(s -> s.substring(1, s.length() - 1))
                .toList();
    }
}
