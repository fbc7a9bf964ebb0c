package weka.gui.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.core.Instance;
import weka.core.Instances;
import weka.gui.GuiProgram;

/** One session in Weka's real Experimenter, and what was seen in it; the pictures stay in {@code target/experimenter}. */
class ExperimenterTest {
    private static final Path PICTURES = Path.of("target", "experimenter");

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void visit(@TempDir Path home) throws Exception {
        for (String file : List.of("log.txt", "results.arff", "Root_mean_squared_error.txt", "measureAIC.txt")) {
            Files.deleteIfExists(PICTURES.resolve(file));
        }
        GuiProgram.run(ExperimenterSession.class, PICTURES, home);
    }

    private static String shown(String file) throws IOException {
        return Files.readString(PICTURES.resolve(file));
    }

    @Test
    void experimentEndsWithoutError() throws IOException {
        String log = shown("log.txt");
        assertTrue(log.contains("Finished"), log);
        assertTrue(log.contains("There were 0 errors"), log);
    }

    /** Ten runs of ten folds for each of three schemes, of which two are mixed models. */
    @Test
    void resultsHoldTheMeasuresOfEveryFit() throws IOException {
        Instances results;
        try (Reader file = Files.newBufferedReader(PICTURES.resolve("results.arff"))) {
            results = new Instances(file);
        }
        assertEquals(300, results.size());
        List<Instance> mixed = results.stream()
                .filter(result -> result.stringValue(results.attribute("Key_Scheme"))
                        .equals("weka.classifiers.functions.LinearMixedModel"))
                .toList();
        assertEquals(200, mixed.size());
        for (Instance result : mixed) {
            assertEquals(1, result.value(results.attribute("measureConverged")));
            assertEquals(26, result.value(results.attribute("measureNumGroups")));
            assertEquals(
                    result.value(results.attribute("Number_of_training_instances")),
                    result.value(results.attribute("measureNumRows")));
        }
    }

    /** The star says that the error is significantly smaller than that of the base, the linear regression. */
    @Test
    void analysisFindsTheMixedModelsBetterForNewRowsOfKnownGroups() throws IOException {
        String table = shown("Root_mean_squared_error.txt");
        assertTrue(table.contains("Analysing:  Root_mean_squared_error"), table);
        assertTrue(table.contains("Resultsets: 3"), table);
        assertTrue(row(table).matches("Oxboys +\\(100\\) +8\\.\\S+ \\| +1\\.\\S+ \\* +0\\.\\S+ \\*"), table);
    }

    @Test
    void measuresOfTheModelAreComparedToo() throws IOException {
        String table = shown("measureAIC.txt");
        assertTrue(table.contains("Analysing:  measureAIC"), table);
        assertTrue(row(table).matches("Oxboys +\\(100\\) +8\\d\\d\\.\\S+ \\| +6\\d\\d\\.\\S+ \\*"), table);
    }

    private static String row(String table) {
        return table.lines()
                .filter(line -> line.startsWith("Oxboys"))
                .findFirst()
                .orElse("")
                .strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weka-experimenter-setup", "weka-experimenter", "weka-experimenter-measure"})
    void picturesShowMoreThanAnEmptyWindow(String picture) throws IOException {
        BufferedImage image = ImageIO.read(PICTURES.resolve(picture + ".png").toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 20, () -> picture + " is blank");
    }
}
