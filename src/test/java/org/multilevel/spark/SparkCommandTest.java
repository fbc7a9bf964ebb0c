package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.cli.HostedCommands;
import org.multilevel.cli.Main;
import org.multilevel.model.Samples;

/** What {@code spark-submit} runs writes what the command line writes. */
class SparkCommandTest {
    private static final String DATA = "workflows/data/hsb.csv";
    private static final String FORMULA = "mathach ~ ses + meanses + (ses | school)";

    @TempDir
    private Path folder;

    /** What a command printed, and its exit code. */
    private record Printed(int code, String out, String err) {}

    private static Printed run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LocalSpark.session();
        int code = HostedCommands.run(new SparkHost(LocalSpark.builder()), out, err, args);
        return new Printed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tablesAreThoseOfTheCommandLine() throws IOException {
        Path expected = folder.resolve("expected");
        Path found = folder.resolve("found");
        String[] asked = {"--intervals", "wald", "--emmeans", "ses", "--at", "ses=0,1"};
        ResultFolders.fit(
                expected,
                Stream.concat(Stream.of(DATA, FORMULA), Stream.of(asked)).toArray(String[]::new));
        Printed printed = run(Stream.concat(
                        Stream.of(
                                "fit",
                                DATA,
                                FORMULA,
                                "--out",
                                found.toString(),
                                "--save",
                                folder.resolve("model.json").toString()),
                        Stream.of(asked))
                .toArray(String[]::new));
        assertEquals("", printed.err());
        assertEquals(0, printed.code());
        ResultFolders.assertClose(expected, found);
        assertTrue(printed.out().contains("mathach ~ ses + meanses + (ses | school)"), printed.out());
        assertTrue(Files.readString(folder.resolve("model.json")).contains("mathach"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void tablesAreKeptOnTheCluster(String format) throws IOException {
        Path out = folder.resolve("out");
        String place = folder.resolve("kept").toUri().toString();
        Printed printed =
                run("fit", DATA, FORMULA, "--out", out.toString(), "--tables", place, "--tables-format", format);
        assertEquals("", printed.err());
        assertTrue(printed.out().endsWith("Wrote the tables to " + place + ".\n"), printed.out());
        List<String> names;
        try (Stream<Path> files = Files.list(out)) {
            names = files.map(file -> file.getFileName().toString().replace(".csv", ""))
                    .sorted()
                    .toList();
        }
        assertTrue(names.contains("group_effects") && names.contains("fixed_effects"), names.toString());
        for (String name : names) {
            assertEquals(texts("csv", out.resolve(name + ".csv").toString()), texts(format, place + "/" + name), name);
        }
    }

    @Test
    void groupsThatStayOnTheClusterAreWrittenByIt() throws IOException {
        Path expected = folder.resolve("expected");
        Path found = folder.resolve("found");
        String place = folder.resolve("kept").toUri().toString();
        String rows = folder.resolve("rows").toUri().toString();
        ResultFolders.fit(expected, DATA, FORMULA);
        Printed printed = run(
                "fit",
                DATA,
                FORMULA,
                "--spread",
                "yes",
                "--buckets",
                "3",
                "--out",
                found.toString(),
                "--tables",
                place,
                "--tables-format",
                "csv",
                "--predictions",
                rows);
        assertEquals("", printed.err());
        assertEquals(0, printed.code());
        assertTrue(
                printed.out().endsWith("Wrote the tables to " + place + " and the predictions to " + rows + ".\n"),
                printed.out());
        assertTrue(
                printed.out()
                        .contains("The effects of the groups stay on the cluster, so this model predicts every group"),
                printed.out());
        for (String table : List.of("group_effects", "reliability")) {
            assertFalse(Files.exists(found.resolve(table + ".csv")), table);
            List<String> written =
                    texts("csv", place + "/" + table).stream().sorted().toList();
            List<String> known = texts("csv", expected.resolve(table + ".csv").toString()).stream()
                    .sorted()
                    .toList();
            assertEquals(known.size(), written.size());
            Files.delete(expected.resolve(table + ".csv"));
        }
        // it says where the effects are
        Files.delete(expected.resolve("advice.csv"));
        assertTrue(Files.readString(found.resolve("advice.csv")).contains("stay on the cluster"));
        Files.delete(found.resolve("advice.csv"));
        // means over groups are where these are
        assertEquals(2, withoutReliabilities(found));
        assertEquals(2, withoutReliabilities(expected));
        ResultFolders.assertClose(expected, found);
        Dataset<Row> predicted =
                LocalSpark.session().read().option("header", true).csv(rows);
        assertEquals(7185, predicted.count());
        assertTrue(List.of(predicted.columns()).contains("prediction_std_error"));
    }

    private static int withoutReliabilities(Path results) throws IOException {
        Path file = results.resolve("fit_statistics.csv");
        List<String> lines = Files.readAllLines(file);
        List<String> others =
                lines.stream().filter(line -> !line.startsWith("reliability")).toList();
        Files.write(file, others);
        return lines.size() - others.size();
    }

    @Test
    void optionsOfTheClusterAreChecked() {
        assertEquals(2, run("fit", DATA, FORMULA, "--buckets", "0").code());
        Printed family = run("fit", DATA, FORMULA, "--family", "binomial");
        assertEquals(2, family.code());
        assertTrue(
                family.err().startsWith("Generalised models are fitted on one machine, whose command line has"),
                family.err());
        assertEquals(
                "Invalid value for option '--spread': \"some\" does not say whether cross-products stay spread: choose auto, yes or no.",
                run("fit", DATA, FORMULA, "--spread", "some")
                        .err()
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    private static List<String> texts(String format, String path) {
        Dataset<Row> table = LocalSpark.session()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .format(format)
                .load(path);
        return Stream.concat(
                        Stream.of(List.of(table.columns()).toString()),
                        // whole numbers in a text look like integers
                        table.collectAsList().stream()
                                .map(row -> row.toString().replaceAll("(\\d)\\.0(?=[,\\]])", "$1")))
                .toList();
    }

    @Test
    void placeThatCannotBeWrittenToIsRefusedBeforeTheFit() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Printed printed =
                run("fit", DATA, FORMULA, "--tables", file.resolve("in").toUri().toString());
        assertEquals(1, printed.code());
        assertEquals("", printed.out());
        assertTrue(printed.err().startsWith("Tables cannot be written to \"file:"), printed.err());
        assertEquals(1, printed.err().lines().count());
        Printed unknown = run("fit", DATA, FORMULA, "--tables", "gopher://host/results");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().startsWith("Tables cannot be written to \"gopher:"), unknown.err());
        assertEquals(2, run("fit", DATA, FORMULA, "--tables-format", "csv").code());
        assertEquals(
                2,
                run("fit", DATA, FORMULA, "--tables", "there", "--tables-format", "xls")
                        .code());
    }

    @Test
    void parquetAndTablesAreReadByTheirNames() {
        String parquet = folder.resolve("pupils.parquet").toString();
        LocalSpark.dataset(Samples.table("hsb"), 2).write().parquet(parquet);
        Printed fromCsv = run("fit", DATA, FORMULA);
        assertEquals(fromCsv, run("fit", parquet, FORMULA));
        LocalSpark.session().read().parquet(parquet).createOrReplaceTempView("pupils");
        assertEquals(fromCsv, run("fit", "pupils", FORMULA));
        assertEquals(fromCsv, run("fit", folder.resolve("pupils.parquet").toString(), FORMULA, "--format", "parquet"));
        String plain = folder.resolve("all pupils").toString();
        LocalSpark.session().read().parquet(parquet).write().parquet(plain);
        assertEquals(fromCsv, run("fit", plain, FORMULA));
    }

    @Test
    void groupsThatStayOnTheClusterHaveAReportWithoutTheirPictures() throws IOException {
        Path report = folder.resolve("report.html");
        Path saved = folder.resolve("model.json");
        Printed printed =
                run("fit", DATA, FORMULA, "--spread", "yes", "--report", report.toString(), "--save", saved.toString());
        assertEquals("", printed.err());
        assertEquals(0, printed.code());
        assertTrue(Files.readString(report).contains("meanses"));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String picture = folder.resolve("picture.svg").toString();
        for (String kind : List.of("effects", "effect-qq", "residuals", "lines")) {
            err.reset();
            int code = Main.run(
                    new ByteArrayOutputStream(), err, "plot", saved.toString(), DATA, "--kind", kind, "--out", picture);
            assertEquals(1, code);
            assertEquals(
                    "The picture " + kind
                            + " shows effects of school, which stayed on the cluster where the model was fitted: choose fixed,"
                            + " standardised, predicted or shares, or fit with --spread no.\n",
                    err.toString(StandardCharsets.UTF_8));
        }
        assertEquals(
                0,
                Main.run(
                        new ByteArrayOutputStream(),
                        err,
                        "show",
                        saved.toString(),
                        "--report",
                        folder.resolve("shown.html").toString()));
    }

    @Test
    void theRowsThatAreReadAreNotWrittenOver() {
        String input = folder.resolve("the results/fixed_effects").toString();
        LocalSpark.dataset(Samples.table("hsb"), 2).write().parquet(input);
        List<String> before = texts("parquet", input);
        for (String place : List.of(input, "file://" + folder.resolve("the results"))) {
            Printed refused = run("fit", input, FORMULA, "--predictions", place);
            assertEquals(
                    "What is written to \"" + place
                            + "\" would replace the rows that the model is fitted to: name another place.\n",
                    refused.err());
            assertEquals(1, refused.code());
            assertEquals("", refused.out());
        }
        Printed tables = run(
                "fit", input, FORMULA, "--tables", folder.resolve("the results").toString());
        assertEquals(1, tables.code());
        assertTrue(tables.err().contains("fixed_effects\" would replace the rows"), tables.err());
        Printed spread = run(
                "fit",
                input,
                FORMULA,
                "--spread",
                "yes",
                "--predictions",
                folder.resolve("the results/predicted").toString());
        assertEquals(0, spread.code(), spread.err());
        assertEquals(before, texts("parquet", input));
    }

    @Test
    void aFormatThatSparkDoesNotKnowIsNamed() {
        Printed printed = run("fit", DATA, FORMULA, "--format", "exel");
        assertEquals(1, printed.code());
        assertTrue(printed.err().contains("exel.") && !printed.err().contains("(exel.DefaultSource)"), printed.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no/such.parquet | The table \"no/such.parquet\" cannot be opened on Spark (",
                "no_such_table | The table \"no_such_table\" cannot be opened on Spark ("
            })
    void whatIsNotThereIsNamed(String input, String beginning) {
        Printed printed = run("fit", input, FORMULA);
        assertEquals(1, printed.code());
        assertTrue(printed.err().startsWith(beginning), printed.err());
        assertTrue(printed.err().endsWith("if its name does not tell.\n"), printed.err());
        assertEquals(1, printed.err().lines().count());
    }

    @Test
    void wrongUsageIsSaidAsByTheCommandLine() {
        Printed printed = run("predict");
        assertEquals(2, printed.code());
        assertEquals("Name a command: fit.\nFor help: spark-submit multilevel-spark.jar --help\n", printed.err());
        assertTrue(run("fit", "--help").out().contains("--read"));
    }
}
