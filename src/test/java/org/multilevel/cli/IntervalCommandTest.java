package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit --intervals}: what is printed, the tables that are written, and what is refused. */
class IntervalCommandTest {
    private static final String DATA =
            Path.of("workflows", "data", "sleepstudy.csv").toString();
    private static final String FORMULA = "Reaction ~ Days + (Days | Subject)";

    @TempDir
    Path folder;

    @Test
    void profileIntervalsAreWrittenWithTheProfile() {
        String printed = Shell.succeed("fit", DATA, FORMULA, "--intervals", "profile", "--out", folder.toString());
        assertTrue(printed.contains("95% intervals, profile likelihood\n"), printed);
        assertTrue(printed.contains("Profile intervals are of the likelihood (ML)"), printed);
        Csv intervals = Csv.read(folder.resolve("intervals.csv"));
        assertEquals(List.of("parameter", "estimate", "lower", "upper", "method", "std_error"), intervals.header());
        assertEquals(
                List.of(
                        "(Intercept)",
                        "Days",
                        "sd:Subject:(Intercept)",
                        "sd:Subject:Days",
                        "cor:Subject:(Intercept):Days",
                        "sd:Residual"),
                intervals.column("parameter"));
        assertEquals(
                List.of("parameter", "value", "rise", "zeta"),
                Csv.read(folder.resolve("profile.csv")).header());
    }

    @Test
    void bootstrapIntervalsDependOnTheSeedOnly() throws java.io.IOException {
        String[] arguments = {
            "fit", DATA, FORMULA, "--intervals", "bootstrap", "--replicates", "19", "--seed", "7", "-q", "--out", ""
        };
        String[] contents = new String[3];
        for (int i = 0; i < 3; i++) {
            Path out = folder.resolve("run" + i);
            arguments[8] = i == 2 ? "8" : "7";
            arguments[11] = out.toString();
            Shell.succeed(arguments);
            contents[i] = Files.readString(out.resolve("intervals.csv"));
            assertTrue(Files.notExists(out.resolve("profile.csv")));
        }
        assertEquals(contents[0], contents[1]);
        assertTrue(!contents[0].equals(contents[2]));
        assertTrue(contents[0].contains(",bootstrap percentile,"), contents[0]);
    }

    @Test
    void leastSquaresHasABootstrap() {
        String out = folder.resolve("ols").toString();
        Shell.succeed(
                "fit", DATA, "Reaction ~ Days", "--intervals", "bootstrap", "--replicates", "4000", "-q", "--out", out);
        Csv intervals = Csv.read(Path.of(out, "intervals.csv"));
        assertEquals(
                List.of("(Intercept)", "Days", "sd:Residual", "r_squared", "adj_r_squared"),
                intervals.column("parameter"));
        // The exact distribution: normal for a coefficient (standard error 1.2382 in R 4.2.2's summary.lm), and sigma
        // times the root of
        // chi-squared with 178 degrees of freedom over them for the residual (R: 47.71 * sqrt(qchisq(c(.025, .975),
        // 178) / 178)). The
        // ends of 4,000 replicates have a standard error of 4% of one standard deviation.
        assertEquals(10.4673 - 1.96 * 1.2382, intervals.number(1, "lower"), 0.2);
        assertEquals(10.4673 + 1.96 * 1.2382, intervals.number(1, "upper"), 0.2);
        assertEquals(42.80, intervals.number(2, "lower"), 0.4);
        assertEquals(52.71, intervals.number(2, "upper"), 0.4);
    }

    @Test
    void correlationThatDoesNotExistIsSaidToHaveNoBootstrapInterval() throws java.io.IOException {
        // both signs at every x of every group: neither intercepts nor slopes differ
        StringBuilder rows = new StringBuilder("y,x,g\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2 == 0 ? 1 : -1)
                    .append(',')
                    .append(i / 2 * 7 % 11)
                    .append(",g")
                    .append(i / 2 % 10)
                    .append('\n');
        }
        Path table = Files.writeString(folder.resolve("alike.csv"), rows);
        String printed = Shell.succeed(
                "fit", table.toString(), "y ~ 1 + (x | g)", "--intervals", "bootstrap", "--replicates", "3");
        assertTrue(printed.contains("cor:g:(Intercept):x has no bootstrap interval"), printed);
    }

    @Test
    void kindOfBootstrapIntervalIsSaid() {
        String printed = Shell.succeed(
                "fit", DATA, FORMULA, "--intervals", "bootstrap", "--replicates", "9", "--bootstrap", "basic");
        assertTrue(printed.contains("95% intervals, parametric bootstrap basic\n"), printed);
    }

    @Test
    void levelIsThatOfAllIntervals() {
        String printed = Shell.succeed("fit", DATA, FORMULA, "--intervals", "wald", "--level", "0.9");
        assertTrue(printed.contains("90% intervals, Wald"), printed);
    }

    @Test
    void unknownMethodIsRefusedWithThoseThatThereAre() {
        assertTrue(Shell.misuse("fit", DATA, FORMULA, "--intervals", "exact")
                .contains("There are no exact intervals; choose wald, profile or bootstrap."));
        assertTrue(Shell.misuse("fit", DATA, FORMULA, "--intervals", "bootstrap", "--bootstrap", "abc")
                .contains("'abc' is no kind of bootstrap interval; choose percentile, basic, bc or bca"));
        assertTrue(Shell.misuse("fit", DATA, FORMULA, "--intervals", "bootstrap", "--replicates", "0")
                .contains("'0' is not a whole number from 2 on, such as 1000"));
    }

    @Test
    void oneReplicateIsTooFewForAnInterval() {
        assertEquals(
                "Invalid value for option '--replicates': '1' is not a whole number from 2 on, such as 1000",
                Shell.wrong("fit", DATA, FORMULA, "--intervals", "bootstrap", "--replicates", "1"));
    }

    @Test
    void bcaIntervalsThatCanHaveNoAnswerAreRefusedBeforeTheFit() {
        String[] bca = {"--intervals", "bootstrap", "--bootstrap", "bca", "--replicates", "10"};
        Shell.Result crossed = Shell.run(Stream.concat(
                        Stream.of("fit", Shell.data("Penicillin"), "diameter ~ 1 + (1 | plate) + (1 | sample)"),
                        Stream.of(bca))
                .toArray(String[]::new));
        assertEquals(1, crossed.code());
        assertEquals("", crossed.out());
        assertEquals(
                "BCa intervals leave out one independent group after the other, and plate and sample cross, so that no group is"
                        + " independent of the others; choose bc.",
                crossed.err().strip());
        Shell.Result single = Shell.run(Stream.concat(Stream.of("fit", DATA, "Reaction ~ Days"), Stream.of(bca))
                .toArray(String[]::new));
        assertEquals("", single.out());
        assertEquals(
                "BCa intervals leave out one group after the other, and the model has no groups; choose bc.",
                single.err().strip());
    }

    @Test
    void bootstrapHasRowsForSharesHypothesesAndContrasts() {
        Shell.succeed(
                "fit",
                Shell.data("Machines"),
                "score ~ Machine + (1 | Worker)",
                "--intervals",
                "bootstrap",
                "--replicates",
                "19",
                "--test",
                "Machine[B] = Machine[C]",
                "--emmeans",
                "Machine",
                "--contrasts",
                "pairwise",
                "--out",
                folder.toString());
        Csv intervals = Csv.read(folder.resolve("intervals.csv"));
        assertEquals(
                List.of(
                        "(Intercept)",
                        "Machine[B]",
                        "Machine[C]",
                        "sd:Worker:(Intercept)",
                        "sd:Residual",
                        "icc:Worker",
                        "r2_marginal",
                        "r2_conditional",
                        "Machine[B] = Machine[C]",
                        "A - B",
                        "A - C",
                        "B - C"),
                intervals.column("parameter"));
        // B - C is the hypothesis
        for (String end : List.of("estimate", "lower", "upper", "std_error")) {
            assertEquals(intervals.number(8, end), intervals.number(11, end), 1e-9);
            assertEquals(-intervals.number(1, "estimate"), intervals.number(9, "estimate"), 1e-9);
        }
    }

    @Test
    void hypothesisOfSeveralRowsHasNoIntervalButASentence() {
        String printed =
                Shell.succeed("fit", DATA, FORMULA, "--intervals", "wald", "--test", "(Intercept) = 250; Days = 10");
        assertTrue(
                printed.replaceAll("\\s+", " ")
                        .contains(
                                "The hypothesis \"(Intercept) = 250; Days = 10\" has several rows, so it has a test but no estimate"
                                        + " and no interval."),
                printed);
    }

    @Test
    void optionsOfTheBootstrapAreRefusedWithoutIt() {
        for (String[] option : new String[][] {{"--replicates", "9"}, {"--seed", "2"}, {"--bootstrap", "bc"}}) {
            assertEquals(
                    option[0]
                            + " is about bootstrap intervals, but no intervals are asked for: write --intervals bootstrap, or leave "
                            + option[0] + " out.",
                    Shell.wrong("fit", DATA, FORMULA, option[0], option[1]));
            assertEquals(
                    option[0]
                            + " is about bootstrap intervals, but the intervals asked for are wald: write --intervals bootstrap, or leave "
                            + option[0] + " out.",
                    Shell.wrong("fit", DATA, FORMULA, "--intervals", "wald", option[0], option[1]));
        }
    }

    @Test
    void leastSquaresSaysThatItsIntervalsAreExact() {
        String printed = Shell.succeed("fit", DATA, "Reaction ~ Days", "--intervals", "profile");
        assertTrue(printed.contains("95% intervals, exact (Student's t and chi-squared)\n"), printed);
    }

    @Test
    void contrastsOfMeansAndOfSlopesHaveNamesOfTheirOwn() {
        Shell.succeed(
                "fit",
                Path.of("workflows", "data", "Orthodont.csv").toString(),
                "distance ~ age * Sex + (1 | Subject)",
                "--emmeans",
                "Sex",
                "--slopes",
                "age by Sex",
                "--contrasts",
                "pairwise",
                "--intervals",
                "wald",
                "-q",
                "--out",
                folder.toString());
        List<String> names = Csv.read(folder.resolve("intervals.csv")).column("parameter");
        assertEquals(
                List.of("Female - Male", "slope:age:Female - Male"), names.subList(names.size() - 2, names.size()));
    }
}
