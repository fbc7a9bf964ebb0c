package weka.gui.mixedmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import weka.gui.GuiProgram;

/** One session at the tab Mixed models in Weka's real Explorer; the pictures stay in {@code target/mixed-models-tab}. */
class MixedModelsTabTest {
    private static final Path PICTURES = Path.of("target", "mixed-models-tab");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aModelIsChosenFittedComparedSentToClassifyAndStopped(@TempDir Path home) throws Exception {
        Files.deleteIfExists(PICTURES.resolve("tab.txt"));
        GuiProgram.run(MixedModelsTabSession.class, PICTURES, home);
        assertEquals(
                List.of(
                        "chosen: mathach ~ minority + female + ses + (1 | school)",
                        "fitted: 1: mathach ~ minority + female + ses + (1 | school) (REML)",
                        "with slope: mathach ~ minority + female + ses + (1 + ses | school)",
                        "fitted: 2: mathach ~ minority + female + ses + (1 + ses | school) (REML)",
                        "wrong: The data have no attribute \"sess\": choose one from the lists, or write it as it is called there,"
                                + " between backticks if it has spaces or signs.",
                        "sorted first: minority",
                        "comparison: 2 models of mathach fit to 7,185 rows by restricted maximum likelihood (REML)",
                        "described: Groups    school 160 (14 to 67 rows, median 47, mean 44.9)",
                        "sent: mathach ~ minority + female + ses + (1 + ses | school) with class 6",
                        "fitted: 3: mathach ~ ses + (1 + ses | school) (REML)",
                        "sent with weights: size, mathach ~ ses + (1 + ses | school)",
                        "family: binomial:logit",
                        "yes or no: use ~ livch + age + urban + (1 | district)",
                        "fitted: 4: use ~ livch + age + urban + (1 | district) (binomial:logit)",
                        "method: false",
                        "fitted: 5: use ~ livch + age + urban + (1 | district) (binomial:probit)",
                        "sent: GeneralizedLinearMixedModel binomial:probit with class 1",
                        "stopped: The fit was stopped. At once.",
                        "again: true"),
                Files.readAllLines(PICTURES.resolve("tab.txt")));
        for (String picture : List.of(
                "weka-tab",
                "weka-tab-tables",
                "weka-tab-charts",
                "weka-tab-comparison",
                "weka-tab-family",
                "weka-tab-family-charts")) {
            BufferedImage image =
                    ImageIO.read(PICTURES.resolve(picture + ".png").toFile());
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            assertTrue(Arrays.stream(pixels).distinct().count() > 20, () -> picture + " is blank");
        }
    }
}
