package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that the build packs, submitted to a cluster of a master and two workers. */
class SparkClusterIT {
    private static final Path JAR = Path.of(System.getProperty("spark.file"));
    private static final Path DATA = Path.of("workflows", "data", "hsb.csv").toAbsolutePath();
    /** Two passes for the polynomial, and one each for what is looked at first, for the survey, and for the cross-products. */
    private static final String FORMULA = "mathach ~ poly(ses, 2) + meanses + (ses | school)";

    /** Fewer than by default, since each is a task of every question. */
    private static final String[] BUCKETS = {"--buckets", "8"};

    private static final long MINUTES = 4;

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    /** It needs no executor, and so nobody waits for it. */
    private static Process missing;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = StandaloneCluster.start(folder, 2);
        missing = submit("missing", Map.of(), "fit", "/no/such.parquet", "y ~ x + (1 | g)");
        ResultFolders.fit(folder.resolve("expected"), DATA.toString(), FORMULA);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void theClusterWritesTheTablesOfTheCommandLineAlsoWhenItLosesAnExecutor() throws Exception {
        Path whole = fit("whole", Map.of());
        ResultFolders.assertClose(folder.resolve("expected"), whole);
        Path events = Files.createDirectory(folder.resolve("events"));
        Process driver = fitting("lost", logged(events));
        long before = cluster.executorsStarted(0);
        // one reads the header, one the types, then the rows are spread, and the polynomial has been looked at once
        awaitStages(driver, events, 4);
        cluster.killExecutor(0);
        assertTrue(driver.isAlive(), "the fit was over before it lost an executor");
        await("lost", driver);
        assertTrue(cluster.executorsStarted(0) > before + 1, "the executor was not replaced");
        assertEquals(ResultFolders.read(whole), ResultFolders.read(folder.resolve("lost")));
    }

    /** Also where the executors hold all that is known of the groups. */
    @Test
    void groupsThatStayOnTheClusterSurviveTheLossOfAnExecutor() throws Exception {
        Path events = Files.createDirectory(folder.resolve("spread-events"));
        await("spread", spread("spread", logged(events)));
        long stages = completed(events);
        Path others = Files.createDirectory(folder.resolve("spread-lost-events"));
        Process driver = spread("spread-lost", logged(others));
        long before = cluster.executorsStarted(1);
        // by then the search is under way: group effects and tables are a few stages at the end
        awaitStages(driver, others, stages / 2);
        cluster.killExecutor(1);
        assertTrue(driver.isAlive(), "the fit was over before it lost an executor");
        await("spread-lost", driver);
        assertTrue(cluster.executorsStarted(1) > before + 1, "the executor was not replaced");
        Map<String, List<String>> whole = ResultFolders.read(folder.resolve("spread"));
        assertEquals(whole, ResultFolders.read(folder.resolve("spread-lost")));
        assertEquals(List.of(), whole.getOrDefault("group_effects.csv", List.of()));
        List<String> effects = groupEffects("spread");
        assertEquals(2 * 160, effects.size());
        assertEquals(effects, groupEffects("spread-lost"));
    }

    private static Process spread(String name, Map<String, String> settings) throws IOException {
        return fitting(
                name,
                settings,
                "--spread",
                "yes",
                "--tables",
                folder.resolve(name + "-tables").toUri().toString(),
                "--tables-format",
                "csv");
    }

    private static Process fitting(String name, Map<String, String> settings, String... options) throws IOException {
        Stream<String> fit = Stream.of(
                "fit", DATA.toString(), FORMULA, "--out", folder.resolve(name).toString());
        return submit(
                name,
                settings,
                Stream.of(fit, Stream.of(BUCKETS), Stream.of(options))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private static Process submit(String name, Map<String, String> settings, String... args) throws IOException {
        return cluster.submit(name, JAR, settings, args);
    }

    /** Returns the rows of a table that executors wrote, of which each begins its file with the names of the columns. */
    private static List<String> groupEffects(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name + "-tables").resolve("group_effects"))) {
            List<String> rows = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                rows.addAll(Files.readAllLines(file).stream().skip(1).toList());
            }
            return rows.stream().sorted().toList();
        }
    }

    private static Map<String, String> logged(Path events) {
        return Map.of(
                "spark.eventLog.enabled",
                "true",
                "spark.eventLog.compress",
                "false",
                "spark.eventLog.rolling.enabled",
                "false",
                "spark.eventLog.dir",
                events.toUri().toString());
    }

    private static Path fit(String name, Map<String, String> settings) throws Exception {
        Path out = folder.resolve(name);
        await(name, fitting(name, settings));
        return out;
    }

    private static void await(String name, Process driver) throws Exception {
        assertTrue(driver.waitFor(MINUTES, TimeUnit.MINUTES), () -> "no end: " + printed(name));
        assertEquals(0, driver.exitValue(), () -> printed(name));
    }

    private static String printed(String name) {
        try {
            return cluster.printed(name);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitStages(Process driver, Path events, long count) throws Exception {
        while (completed(events) < count) {
            assertTrue(driver.isAlive(), () -> printed("lost"));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long completed(Path events) throws IOException {
        try (Stream<Path> files = Files.list(events)) {
            long count = 0;
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                count += Files.readString(file).split("SparkListenerStageCompleted", -1).length - 1;
            }
            return count;
        }
    }

    @Test
    void whatIsNotThereEndsWithOneSentence() throws Exception {
        assertTrue(missing.waitFor(MINUTES, TimeUnit.MINUTES));
        assertEquals(1, missing.exitValue(), () -> printed("missing"));
        assertTrue(
                printed("missing").contains("The table \"/no/such.parquet\" cannot be opened on Spark ("),
                printed("missing"));
    }

    /** What Spark has itself would stand in its way, or in ours. */
    @Test
    void theJarHoldsOursAndWhatSparkLacks() throws IOException {
        Set<String> foreign = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                    .filter(name ->
                            !name.matches("(org/multilevel/(?!knime).*|picocli|de/siegmar|ch/randelshofer|org/jspecify"
                                    + "|org/apache/commons/(statistics|numbers|rng))/.*"))
                    .forEach(foreign::add);
            assertTrue(jar.getEntry("org/multilevel/spark/SparkMain.class") != null);
            assertTrue(jar.getEntry("org/multilevel/shaded/jackson/databind/ObjectMapper.class") != null);
        }
        assertEquals(Set.of(), foreign);
    }
}
