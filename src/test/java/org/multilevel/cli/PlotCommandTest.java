package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void optionThatMeansNothingForAKindIsRefused() {
        String file = out("no.svg");
        assertEquals(
                "--over means nothing for --kind effects: leave it out, or choose another picture.",
                Shell.fail("plot", model, "--kind", "effects", "--over", "age", "--out", file));
        assertEquals(
                "--highlight means nothing for --kind fixed: leave it out, or choose another picture.",
                Shell.fail("plot", model, "--kind", "fixed", "--highlight", "4", "--out", file));
        assertEquals(
                "--model means nothing for --kind boxes: leave it out, or choose another picture.",
                Shell.fail("plot", model, BOYS, "--kind", "boxes", "--model", other, "--out", file));
        assertEquals(
                "--at means nothing for --kind lines: leave it out, or choose another picture.",
                Shell.fail("plot", model, BOYS, "--kind", "lines", "--at", "age=0", "--out", file));
        assertFalse(Files.exists(Path.of(file)));
    }

    @Test
    void pictureOfRowsWantsTheTable() {
        assertEquals(
                "--kind lines shows rows of the table that the model was fitted to: name it after the model.",
                Shell.fail("plot", model, "--kind", "lines", "--out", out("no.svg")));
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
                file + " has neither the ending .svg nor .png: choose one of them, which says how to write the chart.",
                Shell.fail("plot", "no.json", "--kind", "effects", "--out", file));
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
