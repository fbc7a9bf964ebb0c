package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.chart.picture.PictureKind;

/** Holds the gallery, and the pictures of the examples, to what the commands of their pages draw. */
class PicturesPageTest {
    private static final Pattern OUT =
            Pattern.compile(" --out target/demo/((?:pictures|examples|first)/\\S+\\.(?:svg|png))");
    private static final Pattern IMAGE =
            Pattern.compile("!\\[[^]]+]\\((?:\\.\\./)?images/((?:pictures|examples|first)/[^)]+)\\)");
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");

    /** More than fonts of another machine change; the two different pictures of the pages that are most alike differ by 4.02. */
    private static final double FONTS = 4;

    private static final long MOST_BYTES = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pictures.md",
                "first-fit.md",
                "examples/exam.md",
                "examples/hsb.md",
                "examples/sectors.md",
                "examples/oxboys.md"
            })
    void everyPictureIsThatOfTheCommandAboveIt(String name) throws IOException {
        Page page = Page.read(name);
        List<String> drawn = ConsoleExample.of(page).stream()
                .flatMap(example -> OUT.matcher(example.command()).results())
                .map(match -> match.group(1))
                .toList();
        assertEquals(
                IMAGE.matcher(String.join("\n", page.lines()))
                        .results()
                        .map(match -> match.group(1))
                        .toList(),
                drawn);
        List<String> wrong = new ArrayList<>();
        for (ConsoleExample example : ConsoleExample.of(page)) {
            example.run();
            Matcher out = OUT.matcher(example.command());
            if (out.find()) {
                wrong.addAll(compare(Path.of("target/demo", out.group(1)), Path.of("docs/images", out.group(1))));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Returns what is wrong with the picture that is kept, and what to put into its place. */
    private static List<String> compare(Path drawn, Path kept) throws IOException {
        boolean isSvg = kept.toString().endsWith(".svg");
        Path fresh = isSvg ? drawn : Path.of("target/demo/small").resolve(drawn.getFileName());
        if (!isSvg) {
            SmallPng.read(drawn).reduced().write(fresh);
        }
        if (!Files.exists(kept)) {
            return List.of(kept + " is missing: copy " + fresh);
        }
        if (Files.size(kept) >= MOST_BYTES) {
            return List.of(kept + " is too large for a page: copy " + fresh);
        }
        boolean same =
                isSvg ? words(fresh).equals(words(kept)) : SmallPng.read(fresh).difference(SmallPng.read(kept)) < FONTS;
        return same ? List.of() : List.of(kept + " shows something else: copy " + fresh);
    }

    /** Fonts differ from machine to machine, and with them which names and numbers have room beside the axes. */
    private static Set<String> words(Path svg) throws IOException {
        return TEXT.matcher(Files.readString(svg))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(text -> text.matches(".*[A-Za-z]{2}.*"))
                .flatMap(text -> Stream.of(text.split(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyKindIsOnThePage() throws IOException {
        String text = Files.readString(Path.of("docs/pictures.md"));
        for (PictureKind kind : PictureKind.values()) {
            assertTrue(
                    text.contains("--kind " + kind.text() + " ") && text.contains("`" + kind.text() + "`"),
                    kind.text());
        }
    }
}
