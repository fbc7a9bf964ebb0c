package weka.gui.knowledgeflow;

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

/** One session in Weka's real KnowledgeFlow, and what was seen in it; the pictures stay in {@code target/knowledgeflow}. */
class KnowledgeFlowTest {
    private static final Path PICTURES = Path.of("target", "knowledgeflow");

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void visit(@TempDir Path home) throws Exception {
        Files.deleteIfExists(PICTURES.resolve("steps.txt"));
        GuiProgram.run(KnowledgeFlowSession.class, PICTURES, home);
    }

    @Test
    void everyStepOfEveryTemplateFinishes() throws IOException {
        List<String> steps = Files.readAllLines(PICTURES.resolve("steps.txt"));
        assertEquals(
                List.of(),
                steps.stream().filter(step -> !step.endsWith(" finished")).toList());
        assertTrue(steps.contains("Mixed models: school achievement: Comparison finished"), steps::toString);
        assertTrue(steps.contains("Mixed models: growth curves: Curves finished"), steps::toString);
        assertTrue(steps.contains("Mixed models: cross-validation by group: Evaluation 4 finished"), steps::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weka-growth-curves",
                "weka-group-cross-validation",
                "weka-school-achievement",
                "weka-step-model",
                "weka-step-options"
            })
    void picturesShowMoreThanAnEmptyWindow(String picture) throws IOException {
        BufferedImage image = ImageIO.read(PICTURES.resolve(picture + ".png").toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 20, () -> picture + " is blank");
    }
}
