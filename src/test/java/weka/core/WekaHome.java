package weka.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Weka that knows nothing of ours but what its package manager installs into a home of its own.
 *
 * @param directory the user's home, which holds Weka's
 * @param classPath Weka's jar, and the libraries of its distribution where the jar does not hold them
 */
record WekaHome(Path directory, List<Path> classPath) {
    /** Parts of the paths of Weka's jar and of the libraries that its distribution holds. */
    private static final List<String> WEKA = List.of(
            "waikato",
            "matrix-toolkits",
            "f2j",
            "netlib",
            "fommil",
            "vbmacher",
            "fracpete",
            "flatlaf",
            "jaxb",
            "istack",
            "activation",
            "jakarta");

    /** Returns the class path of the Weka that the tests themselves use. */
    static List<Path> ofTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.endsWith(".jar") && !jar.endsWith("-tests.jar"))
                .filter(jar -> WEKA.stream().anyMatch(jar::contains))
                .map(Path::of)
                .toList();
    }

    private Path home() {
        return directory.resolve("wekafiles");
    }

    Path installed() {
        return home().resolve("packages").resolve("multilevel");
    }

    /** Installs the package that the build has made; returns what the package manager says. */
    String install() throws Exception {
        Files.createDirectories(home());
        return run(
                "weka.core.WekaPackageManager",
                "-offline",
                "-install-package",
                Path.of(System.getProperty("weka.file")).toAbsolutePath().toString());
    }

    /** Runs a class in a fresh JVM with Weka alone on its class path; returns what it prints. */
    String run(String... command) throws Exception {
        List<String> path =
                new ArrayList<>(classPath.stream().map(Path::toString).toList());
        path.add(probe().toString());
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dweka.packageManager.offline=true",
                "-Duser.home=" + directory,
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                String.join(File.pathSeparator, path)));
        arguments.addAll(List.of(command));
        Path log = directory.resolve("log.txt");
        ProcessBuilder builder =
                new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("WEKA_HOME", home().toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "Weka does not end");
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    /** Returns a folder with the probe's own class, and not the other tests. */
    private Path probe() throws IOException {
        Path folder = directory.resolve("probe");
        String file = InstalledPackageProbe.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(
                folder.resolve(file),
                InstalledPackageProbe.class.getResourceAsStream("/" + file).readAllBytes());
        return folder;
    }
}
