package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
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
import weka.gui.GuiProgram;

/** One session in Weka's real Explorer, and what was seen in it; the pictures stay in {@code target/explorer}. */
class ExplorerTest {
    private static final Path PICTURES = Path.of("target", "explorer");

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void visit(@TempDir Path home) throws Exception {
        for (String file : List.of("summary.txt", "charts.txt")) {
            Files.deleteIfExists(PICTURES.resolve(file));
        }
        GuiProgram.run(ExplorerSession.class, PICTURES, home);
    }

    @Test
    void explorerFindsAndRunsTheClassifier() throws IOException {
        String text = Files.readString(PICTURES.resolve("summary.txt"));
        assertTrue(text.contains("=== Classifier model (full training set) ==="), text);
        assertTrue(text.contains("Linear mixed model fit by restricted maximum likelihood (REML)"), text);
        assertTrue(text.contains("mathach ~ ses + meanses + pracad + minority + female"), text);
        assertTrue(text.contains("Groups    school 160"), text);
        assertTrue(text.contains("Total Number of Instances             7185"), text);
    }

    @Test
    void menuOfTheResultListOpensEveryChart() throws IOException {
        assertEquals(
                List.of(
                        "menu: Mixed model charts",
                        "caterpillar: Effects of school: (Intercept)",
                        "slopes: Effects of school: minority",
                        "lines: mathach over ses, by school",
                        "residuals: Residuals and fitted values of mathach",
                        "quantiles: Normal quantiles of the residuals of mathach",
                        "effect-quantiles: Normal quantiles of the effects of school: minority",
                        "points: mathach over ses",
                        "no-pooling: mathach over ses, by school: own lines",
                        "pooling: mathach over ses, by school: own lines and those of the model",
                        "between: mathach over ses: total, between and within school",
                        "means: Means of mathach over ses, by school",
                        "boxes: mathach, by school",
                        "centred-boxes: mathach less the mean of its group, by school",
                        "residual-boxes: Residuals of mathach, by school",
                        "shrinkage: Shrinkage of school towards the population",
                        "fixed: Fixed effects on mathach",
                        "standardised: Standardised fixed effects on mathach",
                        "predicted: Expected mathach over ses",
                        "profile: Likelihood profile of minority",
                        "shares: Shares of the variance of mathach",
                        "calibration: Calibration: Mean of mathach, observed and predicted"),
                charts().subList(0, 22));
    }

    @Test
    void resultsWithoutChartsAreRefusedInASentence() throws IOException {
        assertEquals(
                List.of(
                        "other data: The model was fitted to 7,185 rows, but the table has 100 that it can use: open the table that"
                                + " the model was fitted to.",
                        "a result of another classifier: The result is that of weka.classifiers.functions.LinearRegression, and these"
                                + " charts are drawn for weka.classifiers.functions.LinearMixedModel and GeneralizedLinearMixedModel:"
                                + " select a result of one of them.",
                        "a result without model: The result holds no model: tick \"Output model\" behind \"More options...\", and run"
                                + " the classifier again.",
                        "a classifier that was not built: The classifier found no model in its training data, so there is nothing to"
                                + " draw: its output says why."),
                charts().subList(22, charts().size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weka-explorer",
                "weka-options",
                "weka-charts-menu",
                "weka-charts-caterpillar",
                "weka-charts-lines",
                "weka-charts-residuals",
                "weka-charts-quantiles"
            })
    void picturesShowMoreThanAnEmptyWindow(String picture) throws IOException {
        BufferedImage image = ImageIO.read(PICTURES.resolve(picture + ".png").toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 20, () -> picture + " is blank");
    }

    private static List<String> charts() throws IOException {
        return Files.readAllLines(PICTURES.resolve("charts.txt"));
    }
}
