package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.multilevel.chart.picture.PictureKind;

/** Holds the gallery to what its own commands draw. */
class PicturesPageTest {
    private static final Pattern OUT = Pattern.compile(" --out target/demo/pictures/(\\S+)");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^]]+]\\(images/pictures/([^)]+)\\)");
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");

    @Test
    void everyPictureIsThatOfTheCommandAboveIt() throws IOException {
        Page page = Page.read("pictures.md");
        String text = Files.readString(Path.of("docs/pictures.md"));
        List<String> drawn = ConsoleExample.of(page).stream()
                .flatMap(example -> OUT.matcher(example.command()).results())
                .map(match -> match.group(1))
                .toList();
        assertEquals(IMAGE.matcher(text).results().map(match -> match.group(1)).toList(), drawn);
        for (ConsoleExample example : ConsoleExample.of(page)) {
            example.run();
            Matcher out = OUT.matcher(example.command());
            if (out.find()) {
                Path fresh = Path.of("target/demo/pictures", out.group(1));
                Path kept = Path.of("docs/images/pictures", out.group(1));
                assertTrue(Files.exists(kept), kept + " is missing: copy " + fresh);
                if (kept.toString().endsWith(".svg")) {
                    assertEquals(words(fresh), words(kept), kept + " says something else: copy " + fresh);
                }
            }
        }
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
