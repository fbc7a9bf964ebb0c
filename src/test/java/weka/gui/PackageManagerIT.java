package weka.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package that the build has made, installed in the window of Weka's package manager. */
class PackageManagerIT {
    private static final Path PICTURES = Path.of("target", "package-manager");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void fileIsInstalledByAClick(@TempDir Path home) throws Exception {
        Files.deleteIfExists(PICTURES.resolve("package.txt"));
        Files.copy(Path.of(System.getProperty("weka.file")), home.resolve("multilevel.zip"));
        GuiProgram.run(PackageManagerSession.class, PICTURES, home);
        assertTrue(Files.exists(home.resolve("packages").resolve("multilevel").resolve("multilevel.jar")));
        String messages = Files.readString(PICTURES.resolve("messages.txt"));
        assertTrue(messages.endsWith("Package installed successfully."), messages);
        String row = Files.readString(PICTURES.resolve("package.txt"));
        assertTrue(row.startsWith("multilevel | Regression | "), row);
        assertEquals("Yes", row.substring(row.lastIndexOf(' ') + 1), row);
    }
}
