package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code plot} draws, says and refuses. */
class PlotCommandTest {
    private static final String BOYS = Shell.data("Oxboys");

    @TempDir
    static Path folder;

    private static String model;
    private static String other;

    @BeforeAll
    static void fit() {
        model = folder.resolve("growth.json").toString();
        other = folder.resolve("parallel.json").toString();
        Shell.succeed("fit", BOYS, "height ~ age + (1 + age | Subject)", "--save", model, "--quiet");
        Shell.succeed("fit", BOYS, "height ~ age + Occasion + (1 | Subject)", "--save", other, "--quiet");
    }

    private static String out(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void pictureIsWrittenAsSvgAndSaidInWords() throws IOException {
        String file = out("lines.svg");
        String said = Shell.succeed("plot", model, BOYS, "--kind", "lines", "--highlight", "10,4", "--out", file);
        assertEquals("height over age, by Subject\nWrote " + file + ".\n", said);
        String svg = Files.readString(Path.of(file));
        assertTrue(svg.contains("height over age, by Subject"), svg);
        assertTrue(svg.contains(">10<") && svg.contains(">4<"), "both boys are in the legend");
    }

    @Test
    void pictureIsWrittenAsPngOfTheSizeAndOnThePageAskedFor() throws IOException {
        String file = out("effects.png");
        assertEquals(
                "",
                Shell.succeed(
                        "plot",
                        model,
                        "--kind",
                        "effects",
                        "--term",
                        "age",
                        "--dark",
                        "--width",
                        "400",
                        "--height",
                        "300",
                        "--quiet",
                        "--out",
                        file));
        BufferedImage image = ImageIO.read(Path.of(file).toFile());
        assertEquals(800, image.getWidth());
        assertEquals(600, image.getHeight());
        assertEquals(0x14191E, image.getRGB(2, 2) & 0xFFFFFF);
    }

    @Test
    void otherModelIsInTheSamePictureThoughItReadsOtherColumns() throws IOException {
        String file = out("both.svg");
        Shell.succeed("plot", model, BOYS, "--kind", "points", "--over", "age", "--model", other, "--out", file);
        String svg = Files.readString(Path.of(file));
        assertTrue(svg.contains("height ~ age + Occasion + (1 | Subject)"), svg);
    }

    /** Each column: the options, what is said. Nothing is read, so there need be no model. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no.json --kind effects --over age | --over means nothing for --kind effects",
                "no.json --kind fixed --highlight 4 | --highlight means nothing for --kind fixed",
                "no.json no.csv --kind boxes --model no.json | --model means nothing for --kind boxes",
                "no.json no.csv --kind lines --at age=0 | --at means nothing for --kind lines",
                "no.json no.csv --kind lines --level 0.9 | --level means nothing for --kind lines",
                "no.json --kind shares --level 0.9 | --level means nothing for --kind shares"
            })
    void optionThatMeansNothingForAKindIsMisuse(String options, String sentence) {
        String file = out("no.svg");
        String[] args = Stream.concat(
                        Stream.concat(Stream.of("plot"), Stream.of(options.split(" "))), Stream.of("--out", file))
                .toArray(String[]::new);
        assertEquals(sentence + ": leave it out, or choose another picture.", Shell.wrong(args));
        assertFalse(Files.exists(Path.of(file)));
    }

    @Test
    void pictureOfRowsWantsTheTable() {
        assertEquals(
                "--kind lines shows rows of the table that the model was fitted to: name it after the model.",
                Shell.wrong("plot", model, "--kind", "lines", "--out", out("no.svg")));
    }

    @Test
    void levelIsThatOfTheIntervals() throws IOException {
        String said = Shell.succeed("plot", model, "--kind", "fixed", "--level", "0.9", "--out", out("level.svg"));
        assertTrue(said.contains("90% intervals"), said);
    }

    @Test
    void folderOfThePictureIsMade() {
        Path file = folder.resolve("new").resolve("folder").resolve("fixed.svg");
        String said = Shell.succeed("plot", model, "--kind", "fixed", "--out", file.toString());
        assertTrue(said.endsWith("Wrote " + file + ".\n"), said);
        assertTrue(Files.exists(file));
    }

    @Test
    void otherTableIsRefused() {
        assertTrue(Shell.fail("plot", model, Shell.data("sleepstudy"), "--kind", "lines", "--out", out("no.svg"))
                .contains("no column"));
    }

    @Test
    void fileThatIsNoPictureIsRefusedBeforeAnythingIsRead() {
        String file = out("no.pdf");
        assertEquals(
                "Invalid value for option '--out': " + file
                        + " has neither the ending .svg nor .png: choose one of them, which says how to write the chart.",
                Shell.wrong("plot", "no.json", "--kind", "effects", "--out", file));
    }

    @Test
    void groupThatDoesNotExistIsRefused() {
        assertTrue(Shell.fail("plot", model, BOYS, "--kind", "boxes", "--highlight", "Tom", "--out", out("no.svg"))
                .startsWith("\"Tom\" is no level of Subject; its levels are \"1\""));
    }

    @Test
    void kindAndSizeThatCannotBeAreMisuse() {
        assertTrue(Shell.misuse("plot", model, "--kind", "pie", "--out", out("no.svg"))
                .contains("There is no picture \"pie\"; choose effects"));
        assertTrue(Shell.misuse("plot", model, "--kind", "effects", "--width", "5", "--out", out("no.svg"))
                .contains("'5' is not a whole number from 100 to 10000"));
    }
}
