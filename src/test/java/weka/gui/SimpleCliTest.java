package weka.gui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One session in Weka's real Simple CLI; the picture stays in {@code target/simple-cli}. */
class SimpleCliTest {
    private static final Path PICTURES = Path.of("target", "simple-cli");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void commandShowsTheSummary(@TempDir Path home) throws Exception {
        Files.deleteIfExists(PICTURES.resolve("output.txt"));
        GuiProgram.run(SimpleCliSession.class, PICTURES, home);
        String output = Files.readString(PICTURES.resolve("output.txt"));
        assertTrue(output.contains("> java weka.Run weka.classifiers.functions.LinearMixedModel"), output);
        assertTrue(output.contains("Formula   mathach ~ ses + meanses + (1 + ses | school)"), output);
        assertTrue(output.contains("Groups    school 160"), output);
        assertTrue(output.contains("Verdict   converged"), output);
    }
}
